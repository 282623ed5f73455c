#pragma once

#include "core/exec/executor.h"
#include "core/exec/launcher.h"

namespace touchstone {

/// Where things stand inside every sandbox.
namespace inside {
inline constexpr auto work = "/work";
inline constexpr auto home = "/home/user";
/// Our libexec folder: the supervisor, and what else we run in there; read-only.
inline constexpr auto ours = "/run/touchstone";
inline constexpr auto supervisor = "/run/touchstone/touchstone-supervisor";
/// An empty folder to mount the size-limited writable file system at.
inline constexpr auto writable = "/run/writable";
} // namespace inside

/// How sandboxes can be made on this machine; found out by trying, see findSandboxMeans().
struct SandboxMeans {
    QString libexec; ///< our folder with touchstone-supervisor
    QString bwrap;
    QStringList masked; ///< folders that no sandbox may show: the data folder of this installation
    bool dropUser = false; ///< started as root: become an unprivileged user first
    bool privateMounts = false; ///< root may prepare mounts for that user before bwrap
    bool ownProc = true; ///< bwrap can mount a /proc of the sandbox's own PID namespace

    /// Who the commands of a slot are outside; nothing: who we are.
    [[nodiscard]] std::optional<uint> userOf(int slot) const;
};

/// Started as root, commands run as user and group firstUser + slot. The range is the last below
/// 65536 that Debian leaves unused for accounts (60000 to 64999 is allocated on demand, and only up
/// to 64055 so far), so that it is mapped in every container.
inline constexpr int firstUser = 64100;

inline std::optional<uint> SandboxMeans::userOf(int slot) const
{
    return dropUser ? std::optional(uint(firstUser + slot)) : std::nullopt;
}

/// One sandbox to be made.
struct SandboxPlan {
    int slot = 0; ///< number of this sandbox among those that exist now, from 0
    QString rootFolder; ///< see Command::rootFolder
    std::vector<Mount> mounts; ///< read-only; a target lies in none of the writable folders
    QByteArrayList argv; ///< what runs inside as PID 1, with capabilities over its own namespaces
};

/// The command line that starts the sandbox: `touchstone-supervisor enter … bwrap … argv`. Inside:
/// user 0 of a user namespace of its own (who is the unprivileged user outside), no network, the
/// system's folders or those of the image, all read-only, the folders of namespace `inside`. /work,
/// /tmp and the home folder are empty and read-only until a file system is mounted over them.
/// BadInput when a mount's source does not exist. File descriptors are passed on.
Result<QByteArrayList> sandboxArguments(const SandboxMeans &means, const SandboxPlan &plan);

/// The fixed environment of every command (NAME → value), with its own variables over it.
QMap<QString, QString> sandboxEnvironment(const QMap<QString, QString> &own);
/// NAME=VALUE of each, as a process is given them.
QByteArrayList assignments(const QMap<QString, QString> &environment);

/// The means of this machine. Error(Confinement), with the way out, where there are none.
Result<SandboxMeans> findSandboxMeans(Launcher &launcher);

} // namespace touchstone
