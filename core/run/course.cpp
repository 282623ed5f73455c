#include "core/run/course.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

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

bool Course::add(const Json &event)
{
    const QString name = stringOr(event, "event");
    if (name == u"run"_s) {
        total = integerOr(event, "attempts", 0);
        return true;
    }
    if (name != u"attempt"_s)
        return false;
    ++done;
    const QString outcome = stringOr(event, "outcome");
    passed += outcome == u"passed"_s;
    errors += outcome == u"error"_s;
    return true;
}

double Course::share() const
{
    return total > 0 ? double(done) / double(total) : 1.0;
}

double Course::rate() const
{
    return seconds > 0 ? double(done) / seconds : 0;
}

std::optional<double> Course::secondsLeft() const
{
    if (rate() <= 0 || done >= total)
        return std::nullopt;
    return double(total - done) / rate();
}

QString Course::text(int width) const
{
    const qint64 counted = done - errors;
    QStringList parts{u"%1/%2"_s.arg(done).arg(total)};
    if (const auto left = secondsLeft())
        parts.append(u"ETA "_s + duration(*left));
    if (errors > 0)
        parts.append(u"%1 %2"_s.arg(errors).arg(errors == 1 ? u"error"_s : u"errors"_s));
    const QString passRate = counted > 0
        ? u"passed %1 %"_s.arg(100.0 * double(passed) / double(counted), 0, 'f', 1)
        : QString();
    if (counted > 0)
        parts.append(passRate);
    if (rate() > 0)
        parts.append(u"%1/s"_s.arg(rate(), 0, 'f', rate() < 10 ? 1 : 0));
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
    const QString percent = u" %1 %  "_s.arg(int(share() * 100.0), 3);
    const QString words = text(width - narrowestBar - int(percent.size()));
    const int room = width - int(percent.size()) - int(words.size());
    return barText(share(), std::clamp(room, narrowestBar, widestBar)) + percent + words;
}

} // namespace touchstone
