#include "core/exec/supervisor/command.h"

#include "core/exec/supervisor/confine.h"
#include "core/exec/supervisor/passing.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace touchstone::supervisor {
namespace {

constexpr int handoverFd = 4; ///< in the child, where the control descriptor is not wanted

[[noreturn]] void fail(StartFailure::Stage stage, const char *doing)
{
    StartFailure failure{stage, errno, {}};
    std::snprintf(failure.doing, sizeof failure.doing, "%s", doing);
    send(handoverFd, &failure, sizeof failure, MSG_NOSIGNAL);
    std::_Exit(127);
}

/// The command keeps 0 to 3; everything else closes when it starts.
void arrangeDescriptors(int handover)
{
    dup2(handover, handoverFd);
    close_range(handoverFd + 1, ~0U, 0);
    fcntl(handoverFd, F_SETFD, FD_CLOEXEC);
}

/// The folder may not be in the tree (yet): the command, not the harness, then starts elsewhere
/// than it should, so it is made; a file in its place fails the command.
void enterFolder(const Request &request, const std::string &workPath)
{
    std::string path = workPath + '/';
    if (chdir(path.c_str()) != 0)
        fail(StartFailure::SettingUp, "entering the workspace");
    if (request.folder.empty())
        return;
    for (size_t end = 0; end != std::string::npos;) {
        end = request.folder.find('/', end + 1);
        mkdir(request.folder.substr(0, end).c_str(), 0755);
    }
    if (chdir(request.folder.c_str()) != 0)
        fail(StartFailure::EnteringFolder, request.folder.c_str());
}

void resetSignals()
{
    for (int number = 1; number < NSIG; ++number)
        signal(number, SIG_DFL); // refused for SIGKILL and SIGSTOP, which are as they should be
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
}

std::vector<char *> pointers(const std::vector<std::string> &list)
{
    std::vector<char *> result;
    for (const std::string &item : list)
        result.push_back(const_cast<char *>(item.c_str()));
    result.push_back(nullptr);
    return result;
}

/// As execvp, but in the command's PATH, and without handing what is no program to a shell.
void execute(const Request &request)
{
    const auto argv = pointers(request.argv);
    const auto environment = pointers(request.environment);
    const std::string &name = request.argv.front();
    if (name.find('/') != std::string::npos) {
        execve(name.c_str(), argv.data(), environment.data());
        return;
    }
    constexpr std::string_view key = "PATH=";
    const auto isPath = [&](const std::string &item) { return item.starts_with(key); };
    const auto found =
        std::find_if(request.environment.rbegin(), request.environment.rend(), isPath);
    std::string_view path = found == request.environment.rend()
        ? std::string_view("/usr/local/bin:/usr/bin:/bin")
        : std::string_view(*found).substr(key.size());
    int reason = ENOENT;
    while (!path.empty() && !name.empty()) {
        const size_t colon = std::min(path.find(':'), path.size());
        execve((std::string(path.substr(0, colon)) + '/' + name).c_str(), argv.data(),
               environment.data());
        if (errno != ENOENT && errno != ENOTDIR)
            reason = errno;
        path.remove_prefix(std::min(colon + 1, path.size()));
    }
    errno = reason;
}

[[noreturn]] void becomeCommand(const Request &request, const std::string &workPath, int handover,
                                Become become)
{
    arrangeDescriptors(handover);
    setsid();
    resetSignals();
    umask(022);
    if (request.has(Confined) && !enterUserNamespace(request.has(OwnProc)))
        fail(StartFailure::SettingUp, "making a user namespace");
    if (!request.has(Confined))
        prctl(PR_SET_PDEATHSIG, SIGKILL); // a PID namespace needs no such help
    enterFolder(request, workPath);
    if (!limitResources(request))
        fail(StartFailure::SettingUp, "setting resource limits");
    if (!dropCapabilities())
        fail(StartFailure::SettingUp, "dropping capabilities");
    const int listener = installFilter(request);
    if (listener == -2)
        fail(StartFailure::SettingUp, "installing the system call filter");
    if (listener >= 0 && !sendDescriptors(handoverFd, std::array{listener}))
        fail(StartFailure::SettingUp, "handing over the filter's listener");
    if (become) {
        close_range(handoverFd, ~0U, 0); // the filter's listener, too
        become(request);
    }
    execute(request);
    fail(StartFailure::Executing, request.argv.front().c_str());
}

} // namespace

Started startCommand(const Request &request, const std::string &workPath, Become become)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return {};
    Started started;
    started.pid = fork();
    if (started.pid == 0)
        becomeCommand(request, workPath, ends[1], become);
    const int reason = errno;
    close(ends[1]);
    errno = reason;
    started.handover = ends[0];
    return started;
}

Handed takeHandover(int handover)
{
    Handed handed;
    std::array<int, 1> listener{};
    bool hasListener = false;
    const ssize_t got =
        receiveDescriptors(handover, &handed.failure, sizeof handed.failure, listener, hasListener);
    if (got < 0)
        return handed; // interrupted; it is asked again
    if (got == 0)
        handed.ended = true;
    if (hasListener)
        handed.listener = listener[0];
    handed.failed = got == sizeof(StartFailure);
    return handed;
}

} // namespace touchstone::supervisor
