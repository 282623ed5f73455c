#include "core/report/barview.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A share of a bar in percent, for an SVG attribute.
QString share(double value, double low, double high)
{
    return QString::number(100.0 * std::clamp((value - low) / (high - low), 0.0, 1.0), 'f', 2);
}

} // namespace

Json barView(const QString &label, double value, const Interval &interval, double low, double high)
{
    return {{"label", label},
            {"at", share(value, low, high)},
            {"x", share(interval.low, low, high)},
            {"width", share(interval.high - interval.low, 0.0, high - low)},
            {"errors", {}}};
}

void addStack(Json &view, const std::vector<Segment> &segments)
{
    int all = 0;
    for (const Segment &segment : segments)
        all += segment.count;
    Json stack = Json::array();
    QStringList label;
    int before = 0;
    for (const Segment &segment : segments) {
        if (segment.count == 0)
            continue;
        stack.push_back({{"tone", segment.tone},
                         {"x", share(before, 0.0, all)},
                         {"width", share(segment.count, 0.0, all)}});
        label.append(u"%1 %2"_s.arg(countText(segment.count), segment.label));
        before += segment.count;
    }
    view["stack"] = std::move(stack);
    view["stackLabel"] = label.isEmpty() ? u"none"_s : label.join(u", "_s);
}

std::vector<Segment> outcomeSegments(const OutcomeCounts &counts)
{
    return {{u"passed"_s, u"good"_s, counts.passed},
            {u"failed"_s, u"bad"_s, counts.failed},
            {u"error"_s, u"warn"_s, counts.errors},
            {u"unsupported"_s, u"neutral"_s, counts.unsupported},
            {u"left out"_s, u"other"_s, counts.leftOut}};
}

Json estimateBar(const QString &name, const Estimate &estimate)
{
    if (!std::isfinite(estimate.value))
        return {};
    QString label = u"%1: %2, 95 % interval %3"_s.arg(name, percentText(estimate.value),
                                                      intervalText(estimate.interval));
    const Interval &bounds = estimate.errorBounds;
    if (estimate.withErrors > 0)
        label += u"; with errors counted as failed and as passed %1"_s.arg(intervalText(bounds));
    Json bar = barView(label, estimate.value, estimate.interval, 0.0, 1.0);
    if (estimate.withErrors > 0)
        bar["errors"] = {{"x", share(bounds.low, 0.0, 1.0)},
                         {"width", share(bounds.high - bounds.low, 0.0, 1.0)}};
    return bar;
}

QString overText(const Estimate &estimate)
{
    return countText(estimate.denominator, u"scenario"_s, u"scenarios"_s);
}

} // namespace touchstone
