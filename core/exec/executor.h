#pragma once

#include "core/exec/limits.h"
#include "core/workspace/blobs.h"
#include "core/workspace/manifest.h"

#include <QtCore/QMap>

#include <memory>
#include <stop_token>

namespace touchstone {

/// A folder of this machine that a command may read.
struct Mount {
    QString source; ///< absolute path outside
    QString target; ///< absolute path inside
    bool operator==(const Mount &) const = default;
};

/// A command to run in a sandbox. It sees the tree at /work (its working directory), an empty home,
/// the allow-listed system folders read-only, and nothing else; there is no network.
struct Command {
    QStringList argv; ///< looked up in the sandbox's PATH
    QString folder; ///< working directory relative to /work
    QMap<QString, QString> environment; ///< added to the fixed, scrubbed one
    QByteArray input; ///< stdin
    Limits limits;
    MemoryPolicy memory = MemoryPolicy::AddressSpace;
    std::vector<Mount> mounts; ///< read-only, e.g. a toolchain's support files
    QStringList collect; ///< globs of files to bring back ("**": all, but the top-level .git, which
                         ///< needs a glob that begins with it); see ExecResult::after
    bool git = false; ///< give the tree a .git with one parentless commit
    QString warm; ///< id of a warm interpreter that may run this instead: "python"; empty: none
    QString rootFolder; ///< an unpacked image to use in place of the system's folders; empty: the
                        ///< system's
};

struct ExecRequest {
    Manifest tree;
    const BlobSource *blobs = nullptr; ///< borrowed for the call
    Command command;
};

/// What one command used.
struct Usage {
    std::chrono::microseconds wall{0};
    std::chrono::microseconds cpu{0};
    qint64 peakMemoryBytes = 0; ///< largest resident size seen; 0: not known
    bool operator==(const Usage &) const = default;
};

struct ExecResult {
    enum class End {
        Exited, ///< exitCode holds
        Signalled, ///< signal holds
        Limit, ///< limit holds; the whole tree was killed
        NotStarted, ///< argv[0] is not in the sandbox or not executable: the tool is missing
    };
    End end = End::Exited;
    int exitCode = 0;
    int signal = 0;
    std::optional<LimitKind> limit;
    QByteArray output; ///< stdout, at most Limits::outputBytes
    QByteArray errors; ///< stderr, the same
    QByteArray
        channel; ///< what was written to file descriptor 3, at most 16 MiB; a driver's own answer
    Usage usage;
    QString program; ///< argv[0], for ending()
    Limits limits; ///< those that applied, for ending()
    /// With Command::collect: the files that matched at the end, as they then were. `blobs` holds
    /// the bytes that the request's own did not have.
    bool collected = false; ///< they were looked for: what is not in `after` was not there
    Manifest after;
    std::vector<QByteArray> newBlobs;
    QStringList notCollected; ///< paths that were not brought back, each with the reason: "a/b: …"

    [[nodiscard]] bool succeeded() const { return end == End::Exited && exitCode == 0; }
    /// "exit 1", "signal 11 (SIGSEGV)", "wall limit of 3 s", "pytest is not installed here"
    [[nodiscard]] QString ending() const;
};

/// What keeps strangers' code in; recorded in the run's manifest.
struct Confinement {
    QString form; ///< "strict", "warm", "unconfined"
    QStringList features; ///< "user-dropped", "bubblewrap", "pid-namespace", "no-network",
                          ///< "seccomp", "rlimits", "tmpfs-quota", "cgroup-v1", …
    QStringList missing; ///< wanted, not to be had here, with the reason
    bool operator==(const Confinement &) const = default;
};

/// Runs commands; tree, command and limits in, result out. Thread-safe: any number of calls at one
/// time, each blocks its caller. An Error means that the harness failed (ToolMissing never comes as
/// one), or Cancelled when the stop was requested.
class Executor {
public:
    virtual ~Executor() = default;
    [[nodiscard]] virtual Result<ExecResult> run(const ExecRequest &request,
                                                 std::stop_token stop) = 0;
    [[nodiscard]] virtual Confinement confinement() const = 0;
};

enum class Confine { Strict, Warm, Unconfined };

/// The executor for this machine: Warm uses a warm interpreter where a command allows one and the
/// strict form for the rest. Error(Confinement) with the way out where this machine has no
/// confinement.
Result<std::unique_ptr<Executor>> makeExecutor(Confine confine);

} // namespace touchstone
