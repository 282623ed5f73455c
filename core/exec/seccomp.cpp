#include "core/exec/seccomp.h"

#include "core/base/handle.h"
#include "core/exec/subprocess.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <memory>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <type_traits>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

using Filter = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, decltype(&seccomp_release)>;

constexpr int firstUnknownCall = 467; // open_tree_attr (Linux 6.15): after this list was written

/// Adds rules and keeps the first failure.
class RuleList {
public:
    explicit RuleList(scmp_filter_ctx filter)
        : m_filter(filter)
    {
    }

    template <typename... Compare> void add(uint32_t action, int call, Compare... compare)
    {
        if (call == __NR_SCMP_ERROR)
            return;
        const int failed = seccomp_rule_add(m_filter, action, call, sizeof...(compare), compare...);
        if (failed != 0 && m_failed == 0)
            m_failed = -failed;
    }

    void deny(std::initializer_list<int> calls, int number = EPERM)
    {
        for (const int call : calls)
            add(SCMP_ACT_ERRNO(uint32_t(number)), call);
    }

    [[nodiscard]] int failed() const { return m_failed; }

private:
    scmp_filter_ctx m_filter;
    int m_failed = 0;
};

void denyReachingOut(RuleList &rules)
{
    rules.deny({SCMP_SYS(socket)});
    rules.add(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socketpair), SCMP_A0_32(SCMP_CMP_NE, AF_UNIX));
    rules.deny({SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
                SCMP_SYS(process_madvise), SCMP_SYS(pidfd_getfd), SCMP_SYS(kcmp),
                SCMP_SYS(move_pages), SCMP_SYS(migrate_pages)});
    rules.add(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), SCMP_A1_32(SCMP_CMP_EQ, TIOCSTI));
    rules.add(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), SCMP_A1_32(SCMP_CMP_EQ, TIOCLINUX));
}

/// Who looks after the command is process 1 of its namespace and the same user to the kernel, which
/// would let it take the supervisor's time, descriptors and memory away.
void denyMeddling(RuleList &rules)
{
    for (const int call :
         {SCMP_SYS(prlimit64), SCMP_SYS(sched_setaffinity), SCMP_SYS(sched_setscheduler),
          SCMP_SYS(sched_setparam), SCMP_SYS(sched_setattr)})
        rules.add(SCMP_ACT_ERRNO(EPERM), call, SCMP_A0_32(SCMP_CMP_EQ, 1));
    for (const int call : {SCMP_SYS(setpriority), SCMP_SYS(ioprio_set)})
        rules.add(SCMP_ACT_ERRNO(EPERM), call, SCMP_A1_32(SCMP_CMP_EQ, 1));
    // of all processes of the user
    rules.add(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(setpriority), SCMP_A0_32(SCMP_CMP_EQ, PRIO_USER));
    constexpr int ioprioUser = 3; // IOPRIO_WHO_USER, which no header for programs has
    rules.add(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioprio_set), SCMP_A0_32(SCMP_CMP_EQ, ioprioUser));
}

void denyNamespaces(RuleList &rules)
{
    for (const unsigned flag : {CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC,
                                CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET})
        rules.add(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag));
    // Its flags are behind a pointer, which a filter cannot read; libc falls back to clone.
    rules.deny({SCMP_SYS(clone3)}, ENOSYS);
    rules.deny({SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(mount), SCMP_SYS(umount2),
                SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(move_mount), SCMP_SYS(open_tree),
                SCMP_SYS(fsopen), SCMP_SYS(fsconfig), SCMP_SYS(fsmount), SCMP_SYS(fspick),
                SCMP_SYS(mount_setattr)});
}

void denyKernelDoors(RuleList &rules)
{
    rules.deny({SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(keyctl), SCMP_SYS(bpf),
                SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(fanotify_init),
                SCMP_SYS(open_by_handle_at), SCMP_SYS(lookup_dcookie), SCMP_SYS(modify_ldt),
                SCMP_SYS(uselib), SCMP_SYS(vhangup), SCMP_SYS(syslog)});
    rules.deny({SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register)},
               ENOSYS);
    // Memory that is a file, but not one of the file system with the quota.
    rules.deny({SCMP_SYS(memfd_create), SCMP_SYS(memfd_secret), SCMP_SYS(shmget), SCMP_SYS(shmat)},
               ENOSYS);
}

void denyAdministration(RuleList &rules)
{
    rules.deny({SCMP_SYS(kexec_load),    SCMP_SYS(kexec_file_load), SCMP_SYS(init_module),
                SCMP_SYS(finit_module),  SCMP_SYS(delete_module),   SCMP_SYS(reboot),
                SCMP_SYS(swapon),        SCMP_SYS(swapoff),         SCMP_SYS(acct),
                SCMP_SYS(quotactl),      SCMP_SYS(quotactl_fd),     SCMP_SYS(settimeofday),
                SCMP_SYS(clock_settime), SCMP_SYS(clock_adjtime),   SCMP_SYS(adjtimex),
                SCMP_SYS(sethostname),   SCMP_SYS(setdomainname),   SCMP_SYS(iopl),
                SCMP_SYS(ioperm),        SCMP_SYS(nfsservctl)});
}

/// Leaves the default personality, asking for the present one, and ADDR_NO_RANDOMIZE.
void denyPersonalities(RuleList &rules)
{
    constexpr unsigned top = 1U << 31;
    constexpr unsigned noRandomize = 0x0040000;
    for (unsigned bit = 1; bit < top; bit <<= 1) {
        if (bit != noRandomize) // set, but not all are, as in the question 0xffffffff
            rules.add(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(personality),
                      SCMP_A0_32(SCMP_CMP_MASKED_EQ, top | bit, bit));
        rules.add(SCMP_ACT_ERRNO(EPERM), SCMP_SYS(personality),
                  SCMP_A0_32(SCMP_CMP_MASKED_EQ, top | bit, top));
    }
}

void addNotifications(RuleList &rules)
{
    for (unsigned bit = 1; bit <= 0x80; bit <<= 1) // an exit with any code but 0
        rules.add(SCMP_ACT_NOTIFY, SCMP_SYS(exit_group), SCMP_A0_32(SCMP_CMP_MASKED_EQ, bit, bit));
    rules.add(SCMP_ACT_NOTIFY, SCMP_SYS(tgkill), SCMP_A2_32(SCMP_CMP_EQ, SIGABRT));
    // A mapping without access is a reservation, which programs make generously and do without.
    rules.add(SCMP_ACT_NOTIFY, SCMP_SYS(mmap),
              SCMP_A1_64(SCMP_CMP_GE, scmp_datum_t(notifiedMappingBytes)),
              SCMP_A2_32(SCMP_CMP_NE, PROT_NONE));
    rules.add(SCMP_ACT_NOTIFY, SCMP_SYS(mremap),
              SCMP_A2_64(SCMP_CMP_GE, scmp_datum_t(notifiedMappingBytes)));
    for (const int call : {SCMP_SYS(truncate), SCMP_SYS(ftruncate)})
        rules.add(SCMP_ACT_NOTIFY, call, SCMP_A1_64(SCMP_CMP_GE, scmp_datum_t(notifiedFileBytes)));
    rules.add(SCMP_ACT_NOTIFY, SCMP_SYS(fallocate),
              SCMP_A3_64(SCMP_CMP_GE, scmp_datum_t(notifiedFileBytes)));
}

Result<QByteArray> exported(scmp_filter_ctx filter)
{
    size_t size = 0;
    if (const int failed = seccomp_export_bpf_mem(filter, nullptr, &size); failed != 0)
        return std::unexpected(systemError(u"sizing the system call filter"_s, -failed));
    QByteArray program(qsizetype(size), Qt::Uninitialized);
    if (const int failed = seccomp_export_bpf_mem(filter, program.data(), &size); failed != 0)
        return std::unexpected(systemError(u"exporting the system call filter"_s, -failed));
    program.truncate(qsizetype(size));
    return program;
}

/// To stand before a filter of libseccomp's, which could only name such calls one by one. Numbers
/// of foreign architectures go on to that one, which kills: they are lower, or have the bit of x32.
QByteArray refuseUnknownCalls()
{
    constexpr uint32_t x32Bit = 0x40000000;
    const std::array<sock_filter, 4> program{
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, firstUnknownCall, 0, 2),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, x32Bit, 1, 0),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS)};
    return {reinterpret_cast<const char *>(program.data()), sizeof program};
}

} // namespace

Result<QByteArray> syscallFilter(const SyscallRules &wanted)
{
    const Filter filter(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
    if (!filter)
        return fail(ErrorCode::Internal, u"libseccomp could not make a filter"_s);
    seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    RuleList rules(filter.get());
    denyReachingOut(rules);
    denyMeddling(rules);
    if (!wanted.namespaces)
        denyNamespaces(rules);
    denyKernelDoors(rules);
    denyAdministration(rules);
    denyPersonalities(rules);
    if (wanted.notify)
        addNotifications(rules);
    if (rules.failed() != 0)
        return std::unexpected(
            systemError(u"adding a rule to the system call filter"_s, rules.failed()));
    auto program = exported(filter.get());
    if (program)
        program->prepend(refuseUnknownCalls());
    return program;
}

} // namespace touchstone
