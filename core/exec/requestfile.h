#pragma once

#include "core/exec/executor.h"
#include "core/exec/subprocess.h"

namespace touchstone {

/// What the supervisor is told beside the request itself; see supervisor/request.h.
struct SupervisorOrders {
    bool confined = true;
    bool ownProc = true;
    QString scratch; ///< unconfined only
    QStringList argv; ///< Command::argv, perhaps with paths that hold where it runs
    QMap<QString, QString> environment; ///< complete
    QByteArray plainFilter;
    QByteArray notifyingFilter;
};

/// The supervisor's request as a file in memory. NotFound or Corrupt when a blob of the tree cannot
/// be had; BadInput when a text of the command holds a zero byte.
Result<FileDescriptor> requestFile(const ExecRequest &request, const SupervisorOrders &orders);

} // namespace touchstone
