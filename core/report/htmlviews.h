#pragma once

#include "core/report/report.h"

namespace touchstone {

/// Everything of resources/report/report.html but the rows that are written one by one.
Json pageView(const RunSummary &summary, const ReportOptions &options);
/// One row of the matrix, for scenario-row.html.
Json scenarioRowView(const RunSummary &summary, const ScenarioRow &row);
/// For comparison.html.
Json comparisonView(const Comparison &comparison);

/// An interval bar in percent of its width: {label, x, width, at, errors: {x, width} or null}.
/// `low` and `high` are what the ends of the bar stand for.
Json barView(const QString &label, double value, const Interval &interval, double low, double high);

} // namespace touchstone
