#pragma once

#include "core/report/summary.h"

namespace touchstone {

/// Numbers as people read them; one way for the terminal, HTML and comparisons. What is not defined
/// is "–".

/// "81.7 %". Never "100.0 %" or "0.0 %" unless it is exactly that.
QString percentText(double rate);
/// With a sign: "+1.2 points".
QString pointsText(double difference);
/// "78.3 % to 85.1 %"
QString intervalText(const Interval &interval);
/// "850 µs", "12 ms", "3.2 s", "2 min 05 s", "3 h 02 min"
QString durationText(double microseconds);
/// Durations of a group's attempts; "–" where none was run.
QString medianText(const GroupSummary &group);
QString p95Text(const GroupSummary &group);
/// "1,234,567"
QString countText(qint64 count);
/// "1 scenario", "164 scenarios"
QString countText(qint64 count, const QString &one, const QString &many);
/// "2026-11-23 10:27:19 UTC"; 0: "–"
QString timeText(qint64 wallMs);
/// What errors make uncertain, in words: "errors: 3 of 164 attempts; pass@1 between 81.1 % and
/// 82.9 %"; empty where there are none.
QString errorText(const GroupSummary &group);
/// A member of an environment or plan on one line
struct NamedValue {
    QString name; ///< members' names joined by '.'
    QString value;
    bool operator==(const NamedValue &) const = default;
};
std::vector<NamedValue> flattened(const Json &json);

} // namespace touchstone
