#pragma once

#include "app/cli/cli.h"
#include "core/run/course.h"
#include "core/run/scheduler.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace touchstone::cli {

/// Shows a run's course on stderr: a bar with rate, ETA and running pass rate on a terminal, plain
/// lines otherwise; with --json, an event a line on stdout.
class Progress : public RunObserver {
public:
    enum class Style { Bar, Lines, Json, Quiet };
    Progress(qint64 total, Style style);
    ~Progress() override;
    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

    void finished(const std::vector<FinishedAttempt> &attempts) override;
    void note(const QString &message) override;
    /// Leaves the bar as it is and goes on below it. Nothing is shown afterwards.
    void end();

private:
    using Clock = std::chrono::steady_clock;
    void tell(const FinishedAttempt &attempt);
    void say(const QString &message);
    void show();
    void tick(const std::stop_token &stop);

    Style m_style;
    std::mutex m_mutex; ///< guards everything below, and stderr
    Course m_course;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_lastShown;
    std::condition_variable_any m_wake;
    std::jthread m_ticker; ///< the time passes even where nothing finishes
};

/// What `--json` says of one attempt.
Json attemptEvent(const FinishedAttempt &attempt);

} // namespace touchstone::cli
