#pragma once

#include "core/exec/supervisor/command.h"
#include "core/exec/supervisor/notifications.h"
#include "core/exec/supervisor/processes.h"
#include "core/exec/supervisor/quota.h"
#include "core/exec/supervisor/records.h"

#include <chrono>
#include <optional>

namespace touchstone::supervisor {

/// Looks after one command from its start until nothing of it lives: enforces the limits that the
/// kernel does not, and finds out which of those that the kernel does was hit.
class Watch {
public:
    /// `signals`: a signalfd for SIGCHLD, which is blocked.
    Watch(const Request &request, const Quota &quota, int signals, Become become);

    /// The harness's fault when the command could not be set up: `failure` then is not empty.
    Ending run(std::string &failure);

private:
    using Clock = std::chrono::steady_clock;

    bool start(std::string &failure);
    void waitForSomething();
    void takeFromHandover();
    void takeNotification();
    void reap();
    void sample();
    void lookAtQuota();
    void killEverything();
    void killDescendants();
    [[nodiscard]] uint64_t cpuUs(const std::vector<Process> &processes) const;
    [[nodiscard]] Ending ending() const;
    [[nodiscard]] Limit reasonForFailure() const;
    void stopFor(Limit limit);

    const Request &m_request;
    const Quota &m_quota;
    int m_signals;
    Become m_become;
    Started m_command;
    Notifications m_notifications;
    std::optional<StartFailure> m_startFailure;
    std::optional<int> m_status; ///< of the command, as wait() gives it
    Limit m_stoppedFor = Limit::None;
    bool m_cancelled = false;

    bool m_memoryRefused = false;
    bool m_fileRefused = false;
    bool m_nearMemoryLimit = false;
    bool m_nearProcessLimit = false;
    Limit m_quotaReached = Limit::None;

    Clock::time_point m_begin;
    Clock::time_point m_end;
    Clock::time_point m_nextSample;
    Clock::time_point m_nextQuotaLook;
    uint64_t m_peakBytes = 0;
};

} // namespace touchstone::supervisor
