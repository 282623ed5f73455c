#pragma once

#include "core/exec/supervisor/request.h"
#include "core/exec/warm/inside/python.h"

namespace touchstone::warm {

/// Runs the script of a request as its argv would in a process of its own, and ends this process.
/// `sample` is the function of warm.py that prepares it.
[[noreturn]] void runScript(PyObject *sample, const supervisor::Request &request);

} // namespace touchstone::warm
