#pragma once

#include "core/report/summary.h"

namespace touchstone {

/// Bars as SVG wants them: everything in percent of their width.

/// An interval: {label, x, width, at, errors: {x, width} or null}. `low` and `high` are what the
/// ends of the bar stand for.
Json barView(const QString &label, double value, const Interval &interval, double low, double high);
/// An estimate on a bar from 0 to 1, with its error bounds; null where it is not defined.
Json estimateBar(const QString &name, const Estimate &estimate);

/// A part of a stacked bar.
struct Segment {
    QString label;
    QString tone;
    int count = 0;
};
/// Adds {stack: [{tone, x, width}], stackLabel} to a view.
void addStack(Json &view, const std::vector<Segment> &segments);
/// Passed, failed, error, unsupported, left out.
std::vector<Segment> outcomeSegments(const OutcomeCounts &counts);
/// "164 scenarios"
QString overText(const Estimate &estimate);

} // namespace touchstone
