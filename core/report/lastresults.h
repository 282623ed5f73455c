#pragma once

#include "core/report/summary.h"

#include <QtCore/QHash>

#include <atomic>

namespace touchstone {

/// How a scenario did in one run.
struct ScenarioResult {
    OutcomeCounts counts; ///< of all agents and samples; attempts made again count too
    QString run; ///< path of the run file
    QString attempt; ///< the one to look at first: in error, else failed, else any
    bool operator==(const ScenarioResult &) const = default;
};

/// By key().
using ScenarioResults = QHash<QString, ScenarioResult>;
QString scenarioKey(const QString &pack, const QString &scenario);

/// Each scenario's result in the first of `runs` that has it. Runs that can't be read are passed
/// over. Takes as long as reading them does.
ScenarioResults lastResults(const QStringList &runs, const std::atomic<bool> &stopped);

/// Glyph, tone ("good", "bad", "warn", "neutral") and words for a result: "3 of 5 passed".
struct ResultMark {
    QString glyph;
    QString tone;
    QString text;
};
ResultMark markOf(const OutcomeCounts &counts);

} // namespace touchstone
