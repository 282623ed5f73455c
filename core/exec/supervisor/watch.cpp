#include "core/exec/supervisor/watch.h"

#include "core/exec/supervisor/confine.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace touchstone::supervisor {
namespace {

using namespace std::chrono_literals;

constexpr auto sampleInterval = 10ms;
constexpr int sampleShare = 20; ///< sampling takes at most this part of the time
constexpr auto quotaInterval = 200ms; ///< where looking means walking through folders

uint64_t microseconds(const timeval &time)
{
    return uint64_t(time.tv_sec) * 1'000'000 + uint64_t(time.tv_usec);
}

/// The program is there, but its folder cannot be entered or its arguments are too long.
bool isTheCommandsFault(const StartFailure &failure)
{
    return failure.stage == StartFailure::EnteringFolder
        || (failure.stage == StartFailure::Executing && failure.number == E2BIG);
}

uint64_t endedCpuUs()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
}

} // namespace

Watch::Watch(const Request &request, const Quota &quota, int signals, Become become)
    : m_request(request)
    , m_quota(quota)
    , m_signals(signals)
    , m_become(become)
    , m_notifications(request, request.has(OwnProc))
{
}

Ending Watch::run(std::string &failure)
{
    if (!start(failure))
        return {};
    while (!m_status && !m_startFailure && m_stoppedFor == Limit::None && !m_cancelled) {
        waitForSomething();
        const auto now = Clock::now();
        if (!m_status && now - m_begin >= std::chrono::microseconds(m_request.wallUs))
            stopFor(Limit::Wall);
        else if (!m_status && now >= m_nextSample)
            sample();
    }
    m_end = Clock::now();
    if (m_status)
        sample(); // what it leaves behind
    lookAtQuota();
    killEverything();
    if (m_startFailure && m_startFailure->stage == StartFailure::SettingUp)
        failure = std::string(m_startFailure->doing) + ": " + std::strerror(m_startFailure->number);
    return ending();
}

bool Watch::start(std::string &failure)
{
    m_begin = Clock::now();
    m_nextSample = m_begin + sampleInterval;
    m_nextQuotaLook = m_begin + quotaInterval;
    hideFromCommand(m_request);
    m_command = startCommand(m_request, m_quota.workPath(), m_become);
    if (m_command.pid > 0)
        return true;
    failure = std::string("making a process: ") + std::strerror(errno);
    return false;
}

void Watch::waitForSomething()
{
    std::array<pollfd, 4> waits{pollfd{m_signals, POLLIN, 0}, pollfd{controlFd, POLLIN, 0},
                                pollfd{m_command.handover, POLLIN, 0},
                                pollfd{m_notifications.fd(), POLLIN, 0}};
    const auto now = Clock::now();
    const auto wall = m_begin + std::chrono::microseconds(m_request.wallUs);
    const auto left = std::max<Clock::duration>(std::min(wall, m_nextSample) - now, 0ns);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    const timespec patience{time_t(seconds.count()), long((left - seconds) / 1ns)};
    if (ppoll(waits.data(), waits.size(), &patience, nullptr) <= 0)
        return;
    if (waits[2].revents != 0)
        takeFromHandover();
    if ((waits[3].revents & POLLIN) != 0)
        takeNotification();
    else if (waits[3].revents != 0)
        m_notifications.stop(); // all that had the filter are gone, which is told again and again
    if (waits[0].revents != 0)
        reap();
    if (waits[1].revents != 0)
        m_cancelled = true;
}

void Watch::takeFromHandover()
{
    const Handed handed = takeHandover(m_command.handover);
    if (handed.listener >= 0)
        m_notifications.listenTo(handed.listener);
    if (handed.failed)
        m_startFailure = handed.failure;
    if (!handed.ended)
        return;
    close(m_command.handover);
    m_command.handover = -1;
}

void Watch::takeNotification()
{
    const Heard heard = m_notifications.hear();
    m_memoryRefused = m_memoryRefused || heard.what == Heard::What::RefusedMemory;
    m_fileRefused = m_fileRefused || heard.what == Heard::What::RefusedFile;
    if (heard.what == Heard::What::FailingExit) {
        m_nearMemoryLimit = m_nearMemoryLimit || heard.nearLimit;
        sample(); // its threads still are there
    }
    m_notifications.answer();
}

void Watch::reap()
{
    std::array<char, 1024> drained;
    while (read(m_signals, drained.data(), drained.size()) > 0) { }
    int status = 0;
    rusage usage{};
    for (pid_t pid; (pid = wait4(-1, &status, WNOHANG, &usage)) > 0;) {
        if (pid == m_command.pid)
            m_status = status;
        m_peakBytes = std::max(m_peakBytes, uint64_t(usage.ru_maxrss) * 1024);
    }
}

uint64_t Watch::cpuUs(const std::vector<Process> &processes) const
{
    uint64_t sum = endedCpuUs();
    for (const Process &process : processes)
        sum += process.cpuUs;
    return sum;
}

void Watch::sample()
{
    const auto begin = Clock::now();
    const std::vector<Process> processes = descendants();
    uint64_t resident = 0;
    uint32_t tasks = 0;
    for (const Process &process : processes) {
        resident += process.residentBytes;
        tasks += process.threads;
        if (m_request.addressBytes != 0
            && process.peakAddressBytes + nearBytes > m_request.addressBytes)
            m_nearMemoryLimit = true;
    }
    // Perhaps only because shared memory is counted twice; and once more, since each of those that
    // share it has a larger share when one of them ends during the look.
    for (int look = 0; look < 2 && resident > m_request.memoryBytes; ++look)
        if (const uint64_t exact = proportionalBytes(look == 0 ? processes : descendants());
            exact != 0)
            resident = std::min(resident, exact);
    m_peakBytes = std::max(m_peakBytes, resident);
    // Those that forked or lost their parent during the look may be missing from it.
    m_nearProcessLimit =
        m_nearProcessLimit || tasks > m_request.processes - m_request.processes / 8;

    if (resident > m_request.memoryBytes)
        stopFor(Limit::Memory);
    else if (tasks > m_request.processes)
        stopFor(Limit::Processes);
    else if (cpuUs(processes) > m_request.cpuUs)
        stopFor(Limit::Cpu);
    if (m_quota.isCheap() || begin >= m_nextQuotaLook)
        lookAtQuota();
    const auto now = Clock::now();
    m_nextSample = now + std::max<Clock::duration>(sampleInterval, (now - begin) * sampleShare);
}

void Watch::lookAtQuota()
{
    if (m_quotaReached == Limit::None)
        m_quotaReached = m_quota.reached();
    m_nextQuotaLook = Clock::now() + quotaInterval;
    if (!m_quota.isCheap() && m_quotaReached != Limit::None)
        stopFor(m_quotaReached); // nothing else holds it
}

void Watch::stopFor(Limit limit)
{
    if (m_stoppedFor == Limit::None && !m_status)
        m_stoppedFor = limit;
}

void Watch::killDescendants()
{
    // Stopped first, so that nothing forks away from under the look that kills.
    size_t known = 0;
    for (std::vector<Process> all = descendants(); all.size() > known; all = descendants()) {
        known = all.size();
        for (const Process &process : all)
            kill(process.ownId, SIGSTOP);
    }
    for (const Process &process : descendants())
        kill(process.ownId, SIGKILL);
}

void Watch::killEverything()
{
    m_notifications.stop();
    while (true) {
        if (m_request.has(Confined))
            kill(-1, SIGKILL); // all of our PID namespace but ourselves
        else
            killDescendants();
        int status = 0;
        rusage usage{};
        const pid_t pid = wait4(-1, &status, 0, &usage);
        if (pid < 0 && errno == ECHILD)
            return;
        if (pid == m_command.pid && !m_status && m_stoppedFor == Limit::None && !m_startFailure)
            m_status = status;
        m_peakBytes = std::max(m_peakBytes, uint64_t(usage.ru_maxrss) * 1024);
    }
}

Limit Watch::reasonForFailure() const
{
    if (WIFSIGNALED(*m_status) && WTERMSIG(*m_status) == SIGXCPU)
        return Limit::Cpu;
    if (WIFSIGNALED(*m_status) && WTERMSIG(*m_status) == SIGXFSZ)
        return Limit::Disk;
    if (m_quotaReached != Limit::None)
        return m_quotaReached;
    if (m_nearProcessLimit)
        return Limit::Processes;
    if (m_memoryRefused || m_nearMemoryLimit)
        return Limit::Memory;
    if (m_fileRefused)
        return Limit::Disk;
    return Limit::None;
}

Ending Watch::ending() const
{
    Ending ending;
    ending.used = {uint64_t((m_end - m_begin) / 1us), endedCpuUs(), m_peakBytes};
    if (m_startFailure && isTheCommandsFault(*m_startFailure)) {
        ending.code = 126; // what a shell gives for what is there but cannot be run so
    } else if (m_startFailure) {
        ending.end = End::NotStarted;
        ending.code = m_startFailure->number;
    } else if (m_stoppedFor != Limit::None) {
        ending.end = End::Limit;
        ending.limit = m_stoppedFor;
    } else if (!m_status) {
        ending.end = End::Signalled; // stopped from outside, where the reason is known
        ending.code = SIGKILL;
    } else if (*m_status != 0 && reasonForFailure() != Limit::None) {
        ending.end = End::Limit;
        ending.limit = reasonForFailure();
    } else {
        ending.end = WIFEXITED(*m_status) ? End::Exited : End::Signalled;
        ending.code = WIFEXITED(*m_status) ? WEXITSTATUS(*m_status) : WTERMSIG(*m_status);
    }
    return ending;
}

} // namespace touchstone::supervisor
