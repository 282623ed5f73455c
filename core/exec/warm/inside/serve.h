#pragma once

#include "core/exec/warm/inside/python.h"

#include <cstdint>
#include <set>
#include <string>

namespace touchstone::warm {

/// What samples are made of.
struct Interpreter {
    PyObject *sample = nullptr; ///< of warm.py: runs in every sample
    uint64_t moreAddressBytes = 0; ///< how much more address space it has than a fresh one
    /// Modules that it has and a fresh one has not. A tree with a file or folder of that name may
    /// mean its own.
    std::set<std::string, std::less<>> modules;
};

/// Waits for samples and clones one after the other; returns when the harness closed the socket.
void serve(Interpreter interpreter);

} // namespace touchstone::warm
