#pragma once

#include "core/exec/supervisor/command.h"

namespace touchstone::supervisor {

/// The first process of a sandbox: reads the request, makes the writable folders, unpacks the tree,
/// runs the command under its limits, kills all that is left of it and tells how it ended. Its
/// descriptors: the command's stdin, stdout, stderr and channel, and those of protocol.h.
/// `become`: see startCommand(); the command then starts with `moreAddressBytes` more address space
/// in use than argv[0] would, which are granted on top.
int supervise(Become become = nullptr, uint64_t moreAddressBytes = 0);

} // namespace touchstone::supervisor
