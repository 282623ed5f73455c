#include "core/report/chartdata.h"
#include "core/report/figures.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr double dayMs = 86'400'000.0;

QString plain(double value, int digits = 3)
{
    return QString::number(value, 'g', digits);
}

QString secondsText(double seconds)
{
    if (seconds == 0.0)
        return u"0 s"_s;
    if (seconds < 0.9995e-3)
        return plain(seconds * 1e6) + u" µs"_s;
    if (seconds < 0.9995)
        return plain(seconds * 1e3) + u" ms"_s;
    if (seconds < 59.95)
        return plain(seconds) + u" s"_s;
    const qint64 whole = std::llround(seconds);
    const auto parts = [](qint64 large, qint64 small, const QString &of, const QString &rest) {
        return small == 0 ? u"%1 %2"_s.arg(large).arg(of)
                          : u"%1 %2 %3 %4"_s.arg(large).arg(of).arg(small).arg(rest);
    };
    return whole < 3600 ? parts(whole / 60, whole % 60, u"min"_s, u"s"_s)
                        : parts(whole / 3600, whole % 3600 / 60, u"h"_s, u"min"_s);
}

QString countedText(double value)
{
    if (std::abs(value) < 10'000.0)
        return value == std::round(value) ? countText(std::llround(value)) : plain(value);
    return std::abs(value) < 999'500.0 ? plain(value / 1e3) + u'k' : plain(value / 1e6) + u'M';
}

QString dateText(double wallMs)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(qint64(wallMs), QTimeZone::UTC);
    return time.toString(std::fmod(wallMs, dayMs) == 0.0          ? u"yyyy-MM-dd"_s
                             : std::fmod(wallMs, 60'000.0) == 0.0 ? u"yyyy-MM-dd HH:mm"_s
                                                                  : u"yyyy-MM-dd HH:mm:ss"_s);
}

QString shareText(double share)
{
    const double percent = share * 100.0;
    return std::abs(percent - std::round(percent)) < 1e-9 ? plain(std::round(percent)) + u" %"_s
                                                          : percentText(share);
}

/// Steps that people count in, ascending.
std::vector<double> stepsOf(ChartUnit unit)
{
    if (unit == ChartUnit::Share)
        return {0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0};
    if (unit == ChartUnit::Date) {
        std::vector<double> steps;
        for (const double seconds : {1, 2, 5, 10, 15, 30})
            steps.push_back(seconds * 1'000.0);
        for (const double minutes : {1, 5, 10, 30, 60, 180, 360, 720})
            steps.push_back(minutes * 60'000.0);
        for (const double days : {1, 2, 7, 14, 28, 91, 182, 365, 730, 1825, 3650})
            steps.push_back(days * dayMs);
        return steps;
    }
    std::vector<double> steps;
    const bool isTime = unit == ChartUnit::Seconds;
    for (int power = unit == ChartUnit::Count ? 0 : -9; power <= (isTime ? 1 : 15); ++power)
        for (const double digit : {1.0, 2.0, 5.0})
            if (!isTime || power < 1 || digit < 5.0)
                steps.push_back(digit * std::pow(10.0, power));
    if (isTime)
        for (const double seconds :
             {30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 36000, 86400, 172800, 864000})
            steps.push_back(seconds);
    return steps;
}

/// Round values on a log axis: decades, for times minutes and hours too.
std::vector<double> logValues(const ChartAxis &axis, bool fine)
{
    std::vector<double> all;
    const bool isTime = axis.unit == ChartUnit::Seconds;
    for (int power = -9; power <= (isTime ? 1 : 15); ++power)
        for (const double digit : {1.0, 2.0, 5.0})
            if ((fine || digit == 1.0) && (!isTime || power < 1 || digit < 5.0))
                all.push_back(digit * std::pow(10.0, power));
    if (isTime)
        for (const double seconds : {60, 600, 3600, 36000, 360000})
            all.push_back(seconds);
    if (isTime && fine)
        for (const double seconds : {30, 120, 300, 1800, 7200, 18000, 86400})
            all.push_back(seconds);
    std::ranges::sort(all);
    std::erase_if(all, [&](double value) { return value < axis.low || value > axis.high; });
    return all;
}

std::vector<double> linearTicks(const ChartAxis &axis, int most)
{
    const double width = axis.high - axis.low;
    double step = width;
    for (const double candidate : stepsOf(axis.unit)) {
        step = candidate;
        if (std::floor(width / candidate + 1e-9) + 1 <= most)
            break;
    }
    std::vector<double> ticks;
    const double slack = width * 1e-9;
    for (double i = std::ceil((axis.low - slack) / step); i * step <= axis.high + slack; ++i)
        ticks.push_back(i * step);
    return ticks;
}

} // namespace

QString chartValueText(ChartUnit unit, double value)
{
    if (!std::isfinite(value))
        return u"–"_s;
    switch (unit) {
    case ChartUnit::Share:
        return shareText(value);
    case ChartUnit::Seconds:
        return secondsText(value);
    case ChartUnit::Dollars:
        return u'$' + plain(value);
    case ChartUnit::Date:
        return dateText(value);
    case ChartUnit::Category:
    case ChartUnit::Count:
        return countedText(value);
    case ChartUnit::Score:
        break;
    }
    return plain(value);
}

std::vector<double> chartTicks(const ChartAxis &axis, int most)
{
    most = std::max(most, 2);
    if (!axis.isLog)
        return linearTicks(axis, most);
    std::vector<double> ticks = logValues(axis, true);
    if (ticks.size() < 2) // less than a factor of two
        return linearTicks({axis.title, axis.unit, false, axis.low, axis.high}, most);
    if (int(ticks.size()) > most)
        if (auto coarse = logValues(axis, false); coarse.size() >= 2)
            ticks = std::move(coarse);
    while (int(ticks.size()) > most) {
        size_t index = 0;
        std::erase_if(ticks, [&](double) { return index++ % 2 == 1; });
    }
    return ticks;
}

double stepAt(const ChartSeries &series, double x)
{
    double y = ChartPoint::none;
    for (const ChartPoint &point : series.points)
        if (point.x <= x)
            y = point.y;
    return y;
}

} // namespace touchstone
