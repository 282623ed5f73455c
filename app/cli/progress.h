#pragma once

#include "app/cli/cli.h"
#include "core/run/scheduler.h"

#include <chrono>

namespace touchstone::cli {

/// Shows a run's course on stderr: a bar with rate, ETA and running pass rate on a terminal, plain
/// lines otherwise; with --json, an event a line on stdout.
class Progress : public RunObserver {
public:
    enum class Style { Bar, Lines, Json, Quiet };
    Progress(qint64 total, Style style);
    void finished(const std::vector<FinishedAttempt> &attempts) override;
    void note(const QString &message) override;
    /// Takes the bar away.
    void end();

    [[nodiscard]] qint64 errors() const { return m_errors; }
    /// "164/1640  412/s  ETA 4 s  pass 51.2 % (84 of 164)"
    [[nodiscard]] QString line(double seconds) const;

private:
    using Clock = std::chrono::steady_clock;
    void show(bool force);

    qint64 m_total;
    Style m_style;
    qint64 m_done = 0;
    qint64 m_passed = 0;
    qint64 m_errors = 0;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_lastShown;
};

/// What `--json` says of one attempt.
Json attemptEvent(const FinishedAttempt &attempt);

} // namespace touchstone::cli
