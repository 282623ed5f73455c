#pragma once

#include "core/base/error.h"

#include <QtCore/QByteArray>

namespace touchstone {

/// What a filter of system calls is for.
struct SyscallRules {
    /// Whether the command may make namespaces and mounts (clone, unshare, mount, pivot_root,
    /// setns): only for a trusted interpreter that confines its children further with `false`.
    bool namespaces = false;
    /// Large requests for memory or room in a file and failing exits are shown to a listener, which
    /// decides nothing: it lets a limit be named that the kernel only answers with ENOMEM or EFBIG.
    /// Needs SECCOMP_FILTER_FLAG_NEW_LISTENER at installation.
    bool notify = false;
};

/// A mapping of at least this many bytes is shown to the listener.
inline constexpr qint64 notifiedMappingBytes = 8 << 20;
/// So is a file that is made at least this large at once.
inline constexpr qint64 notifiedFileBytes = 1 << 20;

/// The filter as BPF, an array of struct sock_filter, to be installed with SECCOMP_SET_MODE_FILTER
/// (its instructions are at most 4096). Denied: every socket but AF_UNIX pairs, tracing other
/// processes, limits and scheduling of process 1, namespaces and mounts, keys, BPF, perf, io_uring,
/// memory outside the quota (memfd_create, System V shared memory), administration of the machine,
/// pushing input into a terminal, and system calls newer than this list; foreign architectures kill
/// the process.
Result<QByteArray> syscallFilter(const SyscallRules &rules);

} // namespace touchstone
