#pragma once

#include "core/report/attemptmarks.h"

namespace touchstone {

/// Characters of a name that tables and lists show.
inline constexpr qsizetype shownName = 120;

/// Everything of resources/report/report.html but the rows that are written one by one.
Json pageView(const RunSummary &summary, const ReportOptions &options);
/// One row of the matrix, for scenario-row.html, with the samples of each of its cells.
Json scenarioRowView(const ScenarioRow &row, bool withPack,
                     const std::vector<std::vector<AttemptMark>> &samples);
/// For comparison.html.
Json comparisonView(const Comparison &comparison);

/// Parts of the page: the figures at its top, a card for each agent, and where there are several
/// agents a row for each, the best first.
Json tilesView(const RunSummary &summary);
Json agentsView(const RunSummary &summary);
Json leaderboardView(const RunSummary &summary);

} // namespace touchstone
