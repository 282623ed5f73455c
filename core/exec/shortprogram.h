#pragma once

#include "core/exec/launcher.h"

#include <chrono>

namespace touchstone {

struct ShortAnswer {
    int code = 0; ///< exit code, or 128 + signal
    QByteArray output; ///< stdout, at most 1 MiB
    QByteArray errors; ///< stderr, the same
};

/// Runs a trusted program that answers at once (`--version`, a trial of the sandbox) and takes no
/// input. ToolFailed when it takes longer than `patience`; it is killed then.
Result<ShortAnswer> runShortly(Launcher &launcher, const QByteArrayList &argv,
                               const QByteArrayList &environment = {},
                               std::chrono::milliseconds patience = std::chrono::seconds(20));

} // namespace touchstone
