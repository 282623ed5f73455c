#pragma once

namespace touchstone::supervisor {

/// The first process of a sandbox: reads the request, makes the writable folders, unpacks the tree,
/// runs the command under its limits, kills all that is left of it and tells how it ended. Its
/// descriptors: the command's stdin, stdout, stderr and channel, and those of protocol.h.
int supervise();

} // namespace touchstone::supervisor
