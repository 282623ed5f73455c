#pragma once

#include "core/exec/executor.h"
#include "core/exec/launcher.h"

namespace touchstone {

/// A supervisor that is ready to be started for one request.
struct Supervised {
    QByteArrayList argv; ///< the command line that ends in `touchstone-supervisor supervise`
    FileDescriptor request; ///< see requestFile()
    QString controlGroup; ///< folder of a version 2 group to run in; empty: none
    std::optional<uint> user; ///< who the command is outside: may open its own stdout by name
};

/// Starts it, feeds and listens to it until all of it is gone, and gives what it says as a result.
/// Cancelled when `stop` was requested; Confinement when the sandbox failed before the command.
Result<ExecResult> runSupervised(Launcher &launcher, const Supervised &supervised,
                                 const ExecRequest &request, std::stop_token stop);

} // namespace touchstone
