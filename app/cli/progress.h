#pragma once

#include "app/cli/cli.h"
#include "core/run/scheduler.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace touchstone::cli {

/// How far a run is.
struct Course {
    qint64 total = 0;
    qint64 done = 0;
    qint64 passed = 0;
    qint64 errors = 0;
    double seconds = 0; ///< since the run began

    /// "164/1640  10 %  412/s  ETA 4 s  passed 51.2 % (84 of 164)  1 error", as much of it as fits
    /// into `width` columns, what matters least left out first. The pass rate is of attempts that
    /// are not in error.
    [[nodiscard]] QString text(int width) const;
    /// The same behind a bar that takes what room there is.
    [[nodiscard]] QString bar(int width) const;
};

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
