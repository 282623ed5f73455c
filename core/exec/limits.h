#pragma once

#include "core/base/json.h"

#include <chrono>
#include <optional>

namespace touchstone {

inline constexpr qint64 KiB = 1024;
inline constexpr qint64 MiB = 1024 * KiB;
inline constexpr qint64 GiB = 1024 * MiB;

/// What one command may use. Each, when hit, is reported by its name.
struct Limits {
    std::chrono::milliseconds wall{20'000};
    std::chrono::milliseconds cpu{20'000}; ///< of the whole process tree
    qint64 memoryBytes = 512 * MiB; ///< see MemoryPolicy
    int processes = 64; ///< processes and threads at one time
    qint64 outputBytes = 1 * MiB; ///< of stdout and of stderr, each
    qint64 diskBytes = 256 * MiB; ///< everything written, workspace included
    int diskFiles = 20'000; ///< inodes, workspace included
    bool operator==(const Limits &) const = default;
};

enum class LimitKind { Wall, Cpu, Memory, Processes, Output, Disk, Files };
QString
limitName(LimitKind kind); ///< "wall", "cpu", "memory", "processes", "output", "disk", "files"
std::optional<LimitKind> limitFromName(const QString &name);

/// How a toolchain's memory is limited.
enum class MemoryPolicy {
    AddressSpace, ///< RLIMIT_AS on each process, and the watched resident size of the tree
    Resident, ///< only the watched resident size: node, the JVM and others that reserve far more
              ///< than they use
};

/// {"wall_s": 3, "cpu_s": 3, "memory_mb": 512, "processes": 16, "output_kb": 64, "disk_mb": 64,
/// "files": 1000}; what is not named keeps its value in `base`.
Result<Limits> parseLimits(const Json &json, const Place &place, const Limits &base = {});
Json toJson(const Limits &limits);

} // namespace touchstone
