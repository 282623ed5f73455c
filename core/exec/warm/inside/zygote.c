#define _GNU_SOURCE
#undef _FORTIFY_SOURCE /* its longjmp refuses to change stacks, which is what we want of it */
#include "zygote.h"

#include "python.h"
#include "raw.h"

#include <errno.h>
#include <malloc.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct Settings warmSettings;
struct Slot *warmMine;

static struct Slot *slots;
static jmp_buf interpreter; /* the place in serve() where every clone goes on */

/* bwrap covers parts of /proc, and under a covered one no sample could mount its own. */
static void uncoverProc(void)
{
    static const char *const covers[] = {"/proc/sys", "/proc/sysrq-trigger", "/proc/irq",
                                         "/proc/bus"};
    for (size_t i = 0; i < sizeof covers / sizeof *covers; ++i)
        raw(SYS_umount2, covers[i], MNT_DETACH);
}

/* Reads the WarmSetup from `control`, takes memory for the samples' first processes and lets go of
 * every capability. 0, or an errno. */
TOUCHSTONE_EXPORT int setUp(int control)
{
    struct iovec parts[2] = {{&warmSettings.setup, sizeof warmSettings.setup},
                             {warmSettings.filter, sizeof warmSettings.filter}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
    const long length = raw(SYS_recvmsg, control, &message, 0);
    const struct WarmSetup *setup = &warmSettings.setup;
    if (length < (long)sizeof *setup || setup->version != WARM_VERSION
        || length != (long)(sizeof *setup + setup->filterLength * sizeof(struct sock_filter)))
        return EPROTO;
    slots = mmap(NULL, WARM_SLOTS * sizeof(struct Slot), PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (slots == MAP_FAILED)
        return ENOMEM;
    warmSettings.uid = geteuid();
    warmSettings.gid = getegid();
    uncoverProc();
    return warmDropCapabilities();
}

static int receive(int control, struct Slot *slot)
{
    struct iovec part = {&slot->start, sizeof slot->start};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof slot->descriptors)];
    } ancillary;
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &ancillary,
                             .msg_controllen = sizeof ancillary};
    long length;
    do
        length = raw(SYS_recvmsg, control, &message, MSG_CMSG_CLOEXEC);
    while (length == -EINTR);
    const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (length != (long)sizeof slot->start || !header
        || header->cmsg_len != CMSG_LEN(sizeof slot->descriptors))
        return 0;
    memcpy(slot->descriptors, CMSG_DATA(header), sizeof slot->descriptors);
    return 1;
}

static struct Slot *freeSlot(void)
{
    for (;;) {
        while (raw(SYS_wait4, -1, 0, WNOHANG | __WALL, 0) > 0) { }
        for (int i = 0; i < WARM_SLOTS; ++i)
            if (!__atomic_load_n(&slots[i].alive, __ATOMIC_ACQUIRE))
                return &slots[i];
        raw(SYS_wait4, -1, 0, __WALL, 0);
    }
}

/* A failure shows to the harness as a request socket that closes without an answer. */
static void begin(struct Slot *slot)
{
    const int flags = CLONE_VM | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC
        | CLONE_NEWUTS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD;
    if (clone(warmFirstProcess, slot->stack + WARM_STACK, flags, slot, &slot->alive, NULL,
              &slot->alive)
        < 0)
        slot->alive = 0;
    for (int i = 0; i < WARM_DESCRIPTORS; ++i)
        raw(SYS_close, slot->descriptors[i]);
}

void warmBecome(struct Slot *slot, enum WarmRole role)
{
    warmMine = slot;
    if (role == WARM_ROLE_SAMPLE) {
        for (int i = WARM_STDIN; i <= WARM_CHANNEL; ++i)
            raw(SYS_dup3, slot->descriptors[i], i - WARM_STDIN, 0);
        raw(SYS_setsid);
    }
    _longjmp(interpreter, (int)role);
}

/* Begins samples as they are asked for. Returns in every clone (the calling process never works
 * while one is made: their memory is this function's, with Python at rest), and with
 * WARM_ROLE_OVER. */
TOUCHSTONE_EXPORT int serve(int control)
{
    sigset_t child;
    sigset_t before;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    malloc_trim(0); /* else every clone would merge the free chunks, copying their pages */
    PyOS_BeforeFork();
    const int role = _setjmp(interpreter);
    if (role) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        PyOS_AfterFork_Child();
        return role;
    }
    for (;;) {
        struct Slot *slot = freeSlot();
        if (!receive(control, slot))
            return WARM_ROLE_OVER;
        begin(slot);
    }
}
