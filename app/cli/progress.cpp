#include "app/cli/progress.h"

#include "core/base/text.h"
#include "core/report/attemptstream.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

constexpr auto barInterval = std::chrono::milliseconds(100);
constexpr auto lineInterval = std::chrono::milliseconds(10'000);
constexpr qint64 toldErrors = 20; // one by one; the report has all of them

} // namespace

Json attemptEvent(const FinishedAttempt &attempt)
{
    const AttemptRecord &record = attempt.record;
    Json checks = Json::object();
    QStringList taken;
    for (const Verdict &verdict : attempt.verdicts) {
        taken.append(checkKey(verdict, taken));
        checks[taken.last().toStdString()] = verdictStatusName(verdict.status);
    }
    return {{"attempt", record.id},
            {"pack", record.pack},
            {"scenario", record.scenario},
            {"agent", record.agent},
            {"sample", record.sample},
            {"retry", record.retry},
            {"outcome", outcomeName(record.outcome)},
            {"reason", record.reason},
            {"score", record.score},
            {"left_out", record.leftOut},
            {"checks", checks},
            {"duration_ms", double(record.durationUs) / 1000.0}};
}

Progress::Progress(qint64 total, Style style)
    : m_style(style)
{
    m_course.total = total;
    if (m_style == Style::Json)
        printEvent(u"run"_s, {{"attempts", total}});
    if (m_style == Style::Bar && total > 0)
        m_ticker = std::jthread([this](const std::stop_token &stop) { tick(stop); });
}

Progress::~Progress()
{
    end();
}

void Progress::tick(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        show();
        m_wake.wait_for(lock, stop, std::chrono::seconds(1), [] { return false; });
    }
}

void Progress::finished(const std::vector<FinishedAttempt> &attempts)
{
    const std::scoped_lock lock(m_mutex);
    for (const FinishedAttempt &attempt : attempts)
        tell(attempt);
    const auto interval = m_style == Style::Bar ? barInterval : lineInterval;
    if (m_course.done == m_course.total || Clock::now() - m_lastShown >= interval)
        show();
}

void Progress::tell(const FinishedAttempt &attempt)
{
    const AttemptRecord &record = attempt.record;
    ++m_course.done;
    m_course.passed += record.outcome == Outcome::Passed;
    m_course.errors += record.outcome == Outcome::Error;
    if (m_style == Style::Json)
        printEvent(u"attempt"_s, attemptEvent(attempt));
    else if (record.outcome == Outcome::Error && m_course.errors <= toldErrors)
        say(u"error in %1 (%2): %3"_s.arg(record.scenario, record.agent, record.reason));
}

void Progress::note(const QString &message)
{
    const std::scoped_lock lock(m_mutex);
    say(message);
}

void Progress::say(const QString &message)
{
    if (m_style == Style::Json) {
        printEvent(u"note"_s, {{"message", message}});
        return;
    }
    const bool overBar = m_style == Style::Bar && m_lastShown != Clock::time_point();
    if (overBar)
        std::fputs("\r\033[K", stderr);
    complain(visibleText(message));
    if (overBar)
        show();
}

void Progress::show()
{
    if (m_style == Style::Json || m_style == Style::Quiet)
        return;
    m_lastShown = Clock::now();
    m_course.seconds = std::chrono::duration<double>(m_lastShown - m_start).count();
    if (m_style == Style::Lines) {
        complain(m_course.text(1000));
        return;
    }
    const int width = terminalWidth(STDERR_FILENO) - 1; // the last column may wrap
    const QByteArray bytes = u"\r\033[K%1"_s.arg(m_course.bar(width)).toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
    std::fflush(stderr);
}

void Progress::end()
{
    if (!m_ticker.joinable())
        return;
    m_ticker.request_stop();
    m_ticker.join();
    std::fputs("\n", stderr);
}

} // namespace touchstone::cli
