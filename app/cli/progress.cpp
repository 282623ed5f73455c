#include "app/cli/progress.h"

#include "core/base/text.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

constexpr auto barInterval = std::chrono::milliseconds(100);
constexpr auto lineInterval = std::chrono::milliseconds(10'000);
constexpr qint64 toldErrors = 20; // one by one; the report has all of them
constexpr int widestBar = 40;
constexpr int narrowestBar = 8;

QString duration(double seconds)
{
    if (seconds < 90)
        return u"%1 s"_s.arg(qRound(seconds));
    if (seconds < 5400)
        return u"%1 min"_s.arg(qRound(seconds / 60));
    return u"%1 h"_s.arg(seconds / 3600, 0, 'f', 1);
}

/// Eighths of a column, so that a long run is seen to move.
QString barText(double share, int width)
{
    const int eighths = std::clamp(int(share * width * 8), 0, width * 8);
    QString text(eighths / 8, u'█');
    if (eighths % 8 > 0)
        text += QChar(0x2590 - eighths % 8);
    return text + QString(width - text.size(), u'░');
}

} // namespace

Json attemptEvent(const FinishedAttempt &attempt)
{
    const AttemptRecord &record = attempt.record;
    Json checks = Json::object();
    for (const Verdict &verdict : attempt.verdicts)
        checks[verdict.check.toStdString()] = verdictStatusName(verdict.status);
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

QString Course::text(int width) const
{
    const double rate = seconds > 0 ? double(done) / seconds : 0;
    const qint64 counted = done - errors;
    QStringList parts{u"%1/%2"_s.arg(done).arg(total)};
    if (rate > 0 && done < total)
        parts.append(u"ETA "_s + duration(double(total - done) / rate));
    if (errors > 0)
        parts.append(u"%1 %2"_s.arg(errors).arg(errors == 1 ? u"error"_s : u"errors"_s));
    const QString passRate = counted > 0
        ? u"passed %1 %"_s.arg(100.0 * double(passed) / double(counted), 0, 'f', 1)
        : QString();
    if (counted > 0)
        parts.append(passRate);
    if (rate > 0)
        parts.append(u"%1/s"_s.arg(rate, 0, 'f', rate < 10 ? 1 : 0));
    while (parts.size() > 1 && parts.join(u"  "_s).size() > width)
        parts.removeLast();
    const QString ofHowMany = u" (%1 of %2)"_s.arg(passed).arg(counted);
    if (const qsizetype at = parts.indexOf(passRate);
        counted > 0 && at > 0 && parts.join(u"  "_s).size() + ofHowMany.size() <= width)
        parts[at] += ofHowMany;
    return parts.join(u"  "_s);
}

QString Course::bar(int width) const
{
    const double share = total > 0 ? double(done) / double(total) : 1.0;
    const QString percent = u" %1 %  "_s.arg(int(share * 100.0), 3);
    const QString words = text(width - narrowestBar - int(percent.size()));
    const int room = width - int(percent.size()) - int(words.size());
    return barText(share, std::clamp(room, narrowestBar, widestBar)) + percent + words;
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
