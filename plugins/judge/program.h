#pragma once

#include "core/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

#include <chrono>
#include <stop_token>

namespace touchstone {

/// Runs a program of the user's own, unconfined and with our environment (it may need network and
/// keys), in a session of its own: request to stdin, stdout as the answer. ToolMissing where it
/// can't be started; ToolFailed where it ends badly, says too much (1 MiB), or takes longer than
/// `patience`, when it is killed with all its children; Cancelled.
Result<QByteArray> askProgram(const QStringList &argv, const QByteArray &request,
                              std::chrono::milliseconds patience, const std::stop_token &stop);

} // namespace touchstone
