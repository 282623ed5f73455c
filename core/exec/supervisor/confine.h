#pragma once

#include "core/exec/supervisor/request.h"

namespace touchstone::supervisor {

/// Takes the supervisor (this process) out of the /proc that the command sees: to the kernel both
/// are one user, who may change how the other is scheduled to be killed for want of memory, its
/// name and more. Without effect where /proc is not the sandbox's own, where it is read-only.
void hideFromCommand(const Request &request);

/// Each of these acts on the calling process, the one that is about to become the command, and
/// gives false with errno set when it could not.

/// A user namespace below the sandbox's own, in which the command has no power over any mount, and
/// its processes are counted by themselves. It is user 1000 there, or, where /proc cannot be
/// written to, an unmapped one (shown as nobody).
bool enterUserNamespace(bool mapUser);
bool limitResources(const Request &request);
/// No capability is left, and none can be had again.
bool dropCapabilities();
/// The filter comes last: it denies what the others need. The descriptor of the listener, -1 when
/// only the plain filter could be installed, -2 on failure.
int installFilter(const Request &request);

} // namespace touchstone::supervisor
