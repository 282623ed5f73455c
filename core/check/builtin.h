#pragma once

#include "core/check/check.h"

#include <memory>
#include <vector>

namespace touchstone {

/// The checks that any kind can use: syntax, builds, tests, cases, program, output, files, command,
/// external.
std::vector<std::unique_ptr<Check>> builtInChecks();

} // namespace touchstone
