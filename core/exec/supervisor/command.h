#pragma once

#include "core/exec/supervisor/request.h"

#include <sys/types.h>

namespace touchstone::supervisor {

/// What a process that is confined already does in place of becoming argv[0]; where it returns,
/// argv[0] it becomes.
using Become = void (*)(const Request &request);

/// A command on its way: its process exists, but may still be setting itself up.
struct Started {
    pid_t pid = -1;
    /// Gives the listener of the system call filter first (takeListener), then a StartFailure, or
    /// its end when the command was started.
    int handover = -1;
};

/// Why a process of ours did not become the command.
struct StartFailure {
    enum Stage : int32_t { SettingUp, EnteringFolder, Executing };
    int32_t stage = SettingUp;
    int32_t number = 0; ///< errno
    char doing[56] = {};
};

/// What one read of the handover gave.
struct Handed {
    bool ended = false; ///< nothing more comes: the command runs
    int listener = -1;
    bool failed = false;
    StartFailure failure;
};

/// Forks, and in the child gives up all privileges and becomes the command (`become`, where it is
/// not null), with stdin, stdout, stderr and the channel as its only descriptors. pid is -1 (errno
/// is set) when not even that.
Started startCommand(const Request &request, const std::string &workPath, Become become);
Handed takeHandover(int handover);

} // namespace touchstone::supervisor
