#pragma once

#include "core/exec/executor.h"
#include "core/exec/launcher.h"
#include "core/exec/supervisor/protocol.h"

#include <array>

namespace touchstone {

/// Of a supervisor, by their numbers there: stdin, stdout, stderr and channel of the command, then
/// those of supervisor/protocol.h. Borrowed for a call.
using SupervisorFds = std::array<int, supervisor::fdCount>;

/// A supervisor that is ready to be started for one request.
struct Supervised {
    /// Starts it with these descriptors. Gives the process, or none where it is not a child of
    /// ours: such a one is over when it lets go of its control descriptor.
    std::function<Result<Child>(const SupervisorFds &)> start;
    FileDescriptor request; ///< see requestFile()
    std::optional<uint> user; ///< who the command is outside: may open its own stdout by name
};

/// Starts a program that becomes a supervisor, for Supervised::start. `argv` ends in
/// `touchstone-supervisor supervise`; `controlGroup`: folder of a version 2 group to run in, empty:
/// none.
Result<Child> launchSupervisor(Launcher &launcher, const QByteArrayList &argv,
                               const QString &controlGroup, const SupervisorFds &fds);

/// Starts it, feeds and listens to it until all of it is gone, and gives what it says as a result.
/// Cancelled when `stop` was requested; Confinement when the sandbox failed before the command.
Result<ExecResult> runSupervised(const Supervised &supervised, const ExecRequest &request,
                                 std::stop_token stop);

} // namespace touchstone
