#pragma once

#include <cstdint>
#include <sys/types.h>
#include <vector>

namespace touchstone::supervisor {

/// One process below ours. Its id is as /proc numbers it, which in a sandbox without a /proc of its
/// own is not as kill() does.
struct Process {
    pid_t shownId = 0;
    pid_t ownId = 0; ///< in our PID namespace
    uint32_t threads = 0;
    uint64_t residentBytes = 0;
    uint64_t addressBytes = 0;
    uint64_t peakAddressBytes = 0;
    uint64_t cpuUs = 0; ///< with that of its children that ended and were waited for
};

/// Everything that descends from this process; orphans come to it, as PID 1 or subreaper. What is
/// forked during the look may be missing.
std::vector<Process> descendants();
/// One of them by its own id (or that of one of its threads); addressBytes is 0 when it is not
/// found. `ownProc`: /proc numbers as kill() does.
Process describe(pid_t ownId, bool ownProc);
/// Shared memory counted once between those that share it; slow. 0: not known.
uint64_t proportionalBytes(const std::vector<Process> &processes);

} // namespace touchstone::supervisor
