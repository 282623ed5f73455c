#include "app/cli/progress.h"

#include "core/base/text.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

QString duration(double seconds)
{
    if (seconds < 90)
        return u"%1 s"_s.arg(qRound(seconds));
    if (seconds < 5400)
        return u"%1 min"_s.arg(qRound(seconds / 60));
    return u"%1 h"_s.arg(seconds / 3600, 0, 'f', 1);
}

QString bar(double share)
{
    constexpr int width = 24;
    const int filled = int(share * width + 0.5);
    return QString(filled, u'█') + QString(width - filled, u'░');
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

Progress::Progress(qint64 total, Style style)
    : m_total(total)
    , m_style(style)
{
    if (m_style == Style::Json)
        printEvent(u"run"_s, {{"attempts", total}});
}

void Progress::finished(const std::vector<FinishedAttempt> &attempts)
{
    for (const FinishedAttempt &attempt : attempts) {
        ++m_done;
        m_passed += attempt.record.outcome == Outcome::Passed;
        m_errors += attempt.record.outcome == Outcome::Error;
        if (m_style == Style::Json)
            printEvent(u"attempt"_s, attemptEvent(attempt));
        else if (attempt.record.outcome == Outcome::Error)
            note(u"error in %1 (%2): %3"_s.arg(attempt.record.scenario, attempt.record.agent,
                                               attempt.record.reason));
    }
    show(m_done == m_total);
}

void Progress::note(const QString &message)
{
    if (m_style == Style::Json) {
        printEvent(u"note"_s, {{"message", message}});
    } else {
        if (m_style == Style::Bar)
            std::fputs("\r\033[K", stderr);
        complain(visibleText(message));
    }
}

QString Progress::line(double seconds) const
{
    const double rate = seconds > 0 ? double(m_done) / seconds : 0;
    QString text = u"%1/%2"_s.arg(m_done).arg(m_total);
    if (rate > 0)
        text += u"  %1/s"_s.arg(rate, 0, 'f', rate < 10 ? 1 : 0);
    if (rate > 0 && m_done < m_total)
        text += u"  ETA %1"_s.arg(duration(double(m_total - m_done) / rate));
    if (const qint64 counted = m_done - m_errors; counted > 0)
        text +=
            u"  passed %1 % (%2 of %3)"_s.arg(100.0 * double(m_passed) / double(counted), 0, 'f', 1)
                .arg(m_passed)
                .arg(counted);
    if (m_errors > 0)
        text += u"  errors %1"_s.arg(m_errors);
    return text;
}

void Progress::show(bool force)
{
    if (m_style == Style::Json || m_style == Style::Quiet)
        return;
    const auto now = Clock::now();
    const auto interval =
        m_style == Style::Bar ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10'000);
    if (!force && now - m_lastShown < interval)
        return;
    m_lastShown = now;
    const QString text = line(std::chrono::duration<double>(now - m_start).count());
    if (m_style == Style::Lines) {
        complain(text);
        return;
    }
    const double share = m_total > 0 ? double(m_done) / double(m_total) : 1.0;
    const QByteArray bytes = u"\r\033[K%1 %2"_s.arg(bar(share), text).toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
    std::fflush(stderr);
}

void Progress::end()
{
    if (m_style == Style::Bar)
        std::fputs("\n", stderr);
}

} // namespace touchstone::cli
