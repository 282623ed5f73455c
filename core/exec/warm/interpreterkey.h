#pragma once

#include "core/exec/executor.h"

#include <optional>

namespace touchstone {

/// What tells one warm interpreter from another: everything that an interpreter takes in only once,
/// when it starts.
struct InterpreterKey {
    QStringList flags; ///< "-I"
    QMap<QString, QString>
        environment; ///< variables that are read at the start: PYTHON*, LC_*, TZ…
    std::vector<Mount> mounts;
    bool operator==(const InterpreterKey &) const = default;
};

/// The interpreter for a command of the form `python3 [FLAG…] SCRIPT [ARGUMENT…]`; nothing when
/// only a process of its own will do (another program, `-c`, `-m`, an image, files to bring back,
/// or when it does not ask for the warm form).
std::optional<InterpreterKey> interpreterKey(const Command &command);

} // namespace touchstone
