#include "core/exec/supervisor/passing.h"
#include "core/exec/supervisor/say.h"
#include "core/exec/supervisor/supervise.h"
#include "core/exec/warm/inside/protocol.h"
#include "core/exec/warm/inside/script.h"
#include "core/exec/warm/inside/serve.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
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

// A sample's supervisor is PID 1 of namespaces of its own and runs the very code that the strict
// form's does; what that one forks becomes the command, which here means to go on in the
// interpreter.

namespace touchstone::warm {
namespace {

using supervisor::Request;

Interpreter interpreter;

/// What Python does not leave as the system has it.
constexpr std::array handledSignals{SIGINT, SIGPIPE, SIGXFSZ};
std::array<struct sigaction, handledSignals.size()> pythonsHandling; ///< as Python set it

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

/// Whether a file or folder of the tree may be imported where the interpreter has a module already.
bool namesModule(const Request &request)
{
    for (const supervisor::TreeFile &file : request.tree) {
        std::string_view rest = file.path;
        while (!rest.empty()) {
            const std::string_view part = rest.substr(0, rest.find('/'));
            if (interpreter.modules.contains(part.substr(0, part.find('.'))))
                return true;
            rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        }
    }
    return false;
}

/// Returns where only a fresh interpreter will do: argv is then run like any program.
///
/// There is nothing to be mended after this fork (no PyOS_AfterFork_Child, which costs half of what
/// a small script takes): the interpreter has one thread, which is this one, waits in serve() with
/// no lock taken, and warm.py does what hooks of its modules would.
void becomeSample(const Request &request)
{
    for (size_t i = 0; i < handledSignals.size(); ++i)
        sigaction(handledSignals[i], &pythonsHandling[i], nullptr);
    if (!namesModule(request))
        runScript(interpreter.sample, request);
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

int becomeSupervisor(void *argument)
{
    const auto &descriptors = *static_cast<const Descriptors *>(argument);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int i = 0; i < descriptorCount; ++i)
        dup2(descriptors[size_t(i)], i);
    close_range(descriptorCount, ~0U, 0);
    for (const int number : handledSignals) // PID 1 then hears nothing that its sample sends
        signal(number, SIG_DFL);
    if (!mountProc())
        return supervisor::failureCode;
    return supervisor::supervise(becomeSample, interpreter.moreAddressBytes);
}

/// Runs the supervisor of a sample in namespaces of its own, and waits for its end. It works in the
/// interpreter's memory, which saves copying that twice for each sample, and leaves it as it was
/// but for what the heap keeps of freed memory: of a sample, no more than its argv, environment and
/// paths. The sample itself is a copy.
void superviseOne(Descriptors &descriptors)
{
    constexpr int flags =
        CLONE_VM | CLONE_VFORK | CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | SIGCHLD;
    alignas(64) static std::array<char, 256 * 1024> stack;
    // Where that fails, the harness sees the sample's control socket close without a record.
    const pid_t supervisor =
        clone(becomeSupervisor, stack.data() + stack.size(), flags, &descriptors);
    for (const int descriptor : descriptors)
        close(descriptor);
    if (supervisor > 0)
        waitpid(supervisor, nullptr, 0);
}

/// Takes up what is free between the heap's chunks, for ever. A clone's own memory then lies side
/// by side at the end, in a few new pages, in place of copies of as many old ones.
void fillHoles()
{
    malloc_trim(0);
    const auto *top = static_cast<char *>(sbrk(0)) - mallinfo2().keepcost;
    for (size_t size = 1 << 16; size >= 16; size -= 16) {
        void *chunk = malloc(size);
        while (chunk && static_cast<char *>(chunk) < top)
            chunk = malloc(size);
        free(chunk);
    }
}

/// False at the end of the conversation.
bool receive(Descriptors &descriptors)
{
    char byte = 0;
    bool areThere = false;
    ssize_t got = 0;
    do
        got = supervisor::receiveDescriptors(socketFd, &byte, 1, descriptors, areThere);
    while (got < 0 && errno == EINTR);
    return got == 1 && areThere;
}

} // namespace

void serve(Interpreter made)
{
    interpreter = std::move(made);
    for (size_t i = 0; i < handledSignals.size(); ++i)
        sigaction(handledSignals[i], nullptr, &pythonsHandling[i]);
    uncoverProc();
    occupyLowDescriptors();
    fillHoles();
    Descriptors descriptors;
    send(socketFd, "", 1, MSG_NOSIGNAL); // ready
    while (receive(descriptors))
        superviseOne(descriptors);
}

} // namespace touchstone::warm
