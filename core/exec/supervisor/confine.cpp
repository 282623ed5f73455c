#include "core/exec/supervisor/confine.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/securebits.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace touchstone::supervisor {
namespace {

constexpr rlim_t MiB = 1024 * 1024;

bool writeFile(const char *path, const std::string &text)
{
    const int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    const bool written = write(file, text.data(), text.size()) == ssize_t(text.size());
    close(file);
    return written;
}

bool limit(__rlimit_resource resource, rlim_t soft, rlim_t hard)
{
    rlimit now{};
    if (getrlimit(resource, &now) != 0)
        return false;
    // What the harness itself may not have it cannot pass on.
    const rlimit wanted{std::min(soft, now.rlim_max), std::min(hard, now.rlim_max)};
    return setrlimit(resource, &wanted) == 0;
}

int install(std::string_view filter, unsigned flags)
{
    sock_fprog program{};
    program.len = static_cast<unsigned short>(filter.size() / sizeof(sock_filter));
    // The kernel copies it; the alignment of the request's memory does not matter to it.
    program.filter = reinterpret_cast<sock_filter *>(const_cast<char *>(filter.data()));
    return int(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program));
}

} // namespace

void hideFromCommand(const Request &request)
{
    constexpr auto flags = MS_REMOUNT | MS_NOSUID | MS_NODEV | MS_NOEXEC; // as it is mounted
    if (request.has(Confined) && request.has(OwnProc))
        mount(nullptr, "/proc", nullptr, flags, "hidepid=2");
}

bool enterUserNamespace(bool mapUser)
{
    const std::string user = std::to_string(geteuid());
    const std::string group = std::to_string(getegid());
    if (unshare(CLONE_NEWUSER) != 0)
        return false;
    if (!mapUser)
        return true;
    // /proc/self belongs to root while the process is not dumpable
    return prctl(PR_SET_DUMPABLE, 1) == 0 && writeFile("/proc/self/setgroups", "deny")
        && writeFile("/proc/self/uid_map", "1000 " + user + " 1")
        && writeFile("/proc/self/gid_map", "1000 " + group + " 1");
}

bool limitResources(const Request &request)
{
    const rlim_t cpuSeconds = rlim_t(request.cpuUs / 1'000'000 + 1);
    bool good = limit(RLIMIT_CPU, cpuSeconds + 1, cpuSeconds + 2)
        && limit(RLIMIT_FSIZE, request.diskBytes, request.diskBytes) && limit(RLIMIT_CORE, 0, 0)
        && limit(RLIMIT_NOFILE, 1024, 4096) && limit(RLIMIT_STACK, 8 * MiB, RLIM_INFINITY)
        && limit(RLIMIT_MSGQUEUE, MiB / 16, MiB / 16) && limit(RLIMIT_MEMLOCK, 8 * MiB, 8 * MiB)
        && limit(RLIMIT_SIGPENDING, 1024, 1024);
    if (request.addressBytes != 0)
        good = good && limit(RLIMIT_AS, request.addressBytes, request.addressBytes);
    // One more than granted: to be seen with that one is to be over the limit.
    if (request.has(Confined))
        good = good && limit(RLIMIT_NPROC, request.processes + 1, request.processes + 1);
    return good;
}

bool dropCapabilities()
{
    constexpr unsigned long locked = SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP
        | SECBIT_NO_SETUID_FIXUP_LOCKED | SECBIT_KEEP_CAPS_LOCKED | SECBIT_NO_CAP_AMBIENT_RAISE
        | SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED;
    prctl(PR_SET_SECUREBITS, locked); // only where we have CAP_SETPCAP, in a namespace of our own
    for (unsigned long cap = 0; prctl(PR_CAPBSET_DROP, cap) == 0; ++cap) { }
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const __user_cap_data_struct none[2]{};
    return syscall(SYS_capset, &header, none) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

int installFilter(const Request &request)
{
    if (!request.notifyingFilter.empty()) {
        // Fails where a container runtime listens already.
        const int listener = install(request.notifyingFilter, SECCOMP_FILTER_FLAG_NEW_LISTENER);
        if (listener >= 0)
            return listener;
    }
    if (request.plainFilter.empty())
        return -1;
    return install(request.plainFilter, 0) == 0 ? -1 : -2;
}

} // namespace touchstone::supervisor
