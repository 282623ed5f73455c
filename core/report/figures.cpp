#include "core/report/figures.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

const QString undefinedText = u"–"_s;

void flattenInto(const Json &json, const QString &name, std::vector<NamedValue> &values)
{
    const auto isPlain = [](const Json &item) { return !item.is_structured(); };
    const bool isList = json.is_array() && std::ranges::all_of(json, isPlain);
    if (json.is_string()) {
        values.push_back({name, json.get<QString>()});
    } else if (!json.is_structured()) {
        values.push_back({name, QString::fromUtf8(dumpJson(json))});
    } else if (isList) {
        QStringList items;
        for (const Json &item : json)
            items.append(item.is_string() ? item.get<QString>()
                                          : QString::fromUtf8(dumpJson(item)));
        values.push_back({name, items.join(u", "_s)});
    } else {
        for (const auto &[key, value] : json.items())
            flattenInto(value,
                        name.isEmpty() ? QString::fromStdString(key)
                                       : name + u'.' + QString::fromStdString(key),
                        values);
    }
}

QString fixed(double value, int digits)
{
    return QString::number(value, 'f', digits);
}

} // namespace

QString percentText(double rate)
{
    if (!std::isfinite(rate))
        return undefinedText;
    double percent = std::round(rate * 1000.0) / 10.0;
    if (rate < 1.0 && percent >= 100.0)
        percent = 99.9;
    else if (rate > 0.0 && percent <= 0.0)
        percent = 0.1;
    return fixed(percent, 1) + u" %"_s;
}

QString pointsText(double difference)
{
    if (!std::isfinite(difference))
        return undefinedText;
    const double points = std::round(difference * 1000.0) / 10.0;
    const QString sign = points > 0.0 ? u"+"_s : points < 0.0 ? u"−"_s : QString();
    return sign + fixed(std::abs(points), 1) + u" points"_s;
}

QString intervalText(const Interval &interval)
{
    if (!std::isfinite(interval.low) || !std::isfinite(interval.high))
        return undefinedText;
    return u"%1 to %2"_s.arg(percentText(interval.low), percentText(interval.high));
}

QString durationText(double microseconds)
{
    if (!std::isfinite(microseconds))
        return undefinedText;
    const double seconds = microseconds / 1e6;
    if (seconds < 0.000'999'5)
        return fixed(microseconds, 0) + u" µs"_s;
    if (seconds < 0.009'95)
        return fixed(seconds * 1000.0, 1) + u" ms"_s;
    if (seconds < 0.9995)
        return fixed(seconds * 1000.0, 0) + u" ms"_s;
    if (seconds < 59.95)
        return fixed(seconds, 1) + u" s"_s;
    const qint64 whole = std::llround(seconds);
    if (whole < 3600)
        return u"%1 min %2 s"_s.arg(whole / 60).arg(whole % 60, 2, 10, QChar(u'0'));
    return u"%1 h %2 min"_s.arg(whole / 3600).arg(whole % 3600 / 60, 2, 10, QChar(u'0'));
}

QString medianText(const GroupSummary &group)
{
    const bool isAny = group.counts.attempts > group.counts.unsupported;
    return isAny ? durationText(group.medianUs) : undefinedText;
}

QString p95Text(const GroupSummary &group)
{
    const bool isAny = group.counts.attempts > group.counts.unsupported;
    return isAny ? durationText(group.p95Us) : undefinedText;
}

QString countText(qint64 count)
{
    QString digits = QString::number(std::abs(count));
    for (qsizetype place = digits.size() - 3; place > 0; place -= 3)
        digits.insert(place, u',');
    return count < 0 ? u"−"_s + digits : digits;
}

QString countText(qint64 count, const QString &one, const QString &many)
{
    return countText(count) + u' ' + (count == 1 ? one : many);
}

QString timeText(qint64 wallMs)
{
    if (wallMs == 0)
        return undefinedText;
    return QDateTime::fromMSecsSinceEpoch(wallMs, QTimeZone::UTC)
        .toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s);
}

QString errorText(const GroupSummary &group)
{
    if (group.counts.errors == 0)
        return {};
    const Interval bounds = group.passAt1().errorBounds;
    return u"errors: %1 of %2; pass@1 between %3 and %4"_s.arg(
        countText(group.counts.errors),
        countText(group.counts.attempts, u"attempt"_s, u"attempts"_s), percentText(bounds.low),
        percentText(bounds.high));
}

std::vector<NamedValue> flattened(const Json &json)
{
    std::vector<NamedValue> values;
    if (!json.empty())
        flattenInto(json, {}, values);
    return values;
}

} // namespace touchstone
