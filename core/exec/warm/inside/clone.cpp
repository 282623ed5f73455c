#include "core/exec/supervisor/say.h"
#include "core/exec/supervisor/supervise.h"
#include "core/exec/warm/inside/protocol.h"
#include "core/exec/warm/inside/python.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

// The interpreter clones itself twice for a sample: the first clone is the sample's supervisor,
// PID 1 of namespaces of its own, and runs the very code that the strict form's does; what that
// one forks becomes the command, which here means to go on in the interpreter.

namespace touchstone::warm {
namespace {

using supervisor::Request;

struct Interpreter {
    PyObject *sample = nullptr; ///< of warm.py: runs in every sample
    std::array<struct sigaction, 3> handling{}; ///< of handledSignals, as Python set it
};
Interpreter interpreter;

/// What Python does not leave as the system has it.
constexpr std::array handledSignals{SIGINT, SIGPIPE, SIGXFSZ};

const Request *ownRequest = nullptr; ///< in a sample, its request

/// bwrap covers parts of /proc, and under a covered one no sample could mount its own.
void uncoverProc()
{
    for (const char *cover : {"/proc/sys", "/proc/sysrq-trigger", "/proc/irq", "/proc/bus"})
        umount2(cover, MNT_DETACH);
}

/// Numbers that clones use for their own purposes must not be given to what comes in.
void occupyLowDescriptors()
{
    while (open("/dev/null", O_RDWR | O_CLOEXEC) < descriptorCount) { }
}

[[noreturn]] void becomeSample(const Request &request)
{
    ownRequest = &request;
    for (size_t i = 0; i < handledSignals.size(); ++i)
        sigaction(handledSignals[i], &interpreter.handling[i], nullptr);
    PyOS_AfterFork_Child();
    runScript(interpreter.sample);
}

/// A /proc of this PID namespace. What of /proc/sys belongs to our namespaces could be written to
/// by their user, who a sample is.
bool mountProc()
{
    constexpr auto flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    constexpr auto settings = "/proc/sys";
    return mount("proc", "/proc", "proc", flags, nullptr) == 0
        && mount(settings, settings, nullptr, MS_BIND, nullptr) == 0
        && mount(nullptr, settings, nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY | flags, nullptr)
        == 0;
}

using Descriptors = std::array<int, descriptorCount>;

[[noreturn]] void becomeSupervisor(const Descriptors &descriptors, uint64_t addressBytes)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int i = 0; i < descriptorCount; ++i)
        dup2(descriptors[size_t(i)], i);
    close_range(descriptorCount, ~0U, 0);
    if (!mountProc())
        _exit(supervisor::failureCode);
    for (const int number : handledSignals) // PID 1 then hears nothing that its sample sends
        signal(number, SIG_DFL);
    const int code = supervisor::supervise(becomeSample, addressBytes);
    close_range(0, ~0U, 0); // what follows takes time, and nobody needs to wait for it
    _exit(code);
}

/// False at the end of the conversation.
bool receive(Descriptors &descriptors)
{
    char byte = 0;
    iovec part{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof descriptors)> space{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = space.data();
    message.msg_controllen = space.size();
    ssize_t got = 0;
    do
        got = recvmsg(socketFd, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    const cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (got != 1 || !header || header->cmsg_len != CMSG_LEN(sizeof descriptors))
        return false;
    std::memcpy(descriptors.data(), CMSG_DATA(header), sizeof descriptors);
    return true;
}

/// As fork, into namespaces; the memory is a copy from the start, so that nothing of a sample ever
/// stands in the interpreter's.
pid_t cloneIntoNamespaces()
{
    constexpr unsigned long flags =
        CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | SIGCHLD;
    return pid_t(syscall(SYS_clone, flags, nullptr, nullptr, nullptr, nullptr));
}

} // namespace

/// Waits for samples and clones one for each; returns when the harness closed the socket. `sample`
/// is called in each sample, see runScript(). `addressBytes`: how much more address space than a
/// fresh interpreter this one has.
TOUCHSTONE_EXPORT void serve(PyObject *sample, unsigned long addressBytes)
{
    interpreter.sample = sample;
    for (size_t i = 0; i < handledSignals.size(); ++i)
        sigaction(handledSignals[i], nullptr, &interpreter.handling[i]);
    uncoverProc();
    occupyLowDescriptors();
    malloc_trim(0); // else every clone would merge the free chunks, copying their pages
    PyOS_BeforeFork();
    Descriptors descriptors;
    send(socketFd, "", 1, MSG_NOSIGNAL); // ready
    while (receive(descriptors)) {
        // Where that fails, the harness sees the sample's control socket close without a record.
        if (cloneIntoNamespaces() == 0)
            becomeSupervisor(descriptors, addressBytes);
        for (const int descriptor : descriptors)
            close(descriptor);
        while (waitpid(-1, nullptr, WNOHANG) > 0) { }
    }
}

/// Of this sample's request: the nth argument or environment entry (NAME=VALUE), null behind the
/// last.
TOUCHSTONE_EXPORT const char *argument(int n)
{
    return n < int(ownRequest->argv.size()) ? ownRequest->argv[size_t(n)].c_str() : nullptr;
}
TOUCHSTONE_EXPORT const char *environmentEntry(int n)
{
    const auto &entries = ownRequest->environment;
    return n < int(entries.size()) ? entries[size_t(n)].c_str() : nullptr;
}

} // namespace touchstone::warm
