#pragma once

#include "core/report/attempttable.h"

namespace touchstone {

/// What attempts can be ordered and shown by.
enum class AttemptField {
    Outcome,
    Scenario,
    Pack,
    Kind,
    Language,
    Difficulty,
    Tags,
    Agent,
    Sample,
    Retry,
    Score,
    Time, ///< of the whole attempt
    AgentTime,
    CheckTime,
    InputTokens,
    OutputTokens,
    Cost,
    Model,
    Started,
    Reason,
};
inline constexpr int attemptFieldCount = int(AttemptField::Reason) + 1;
/// "outcome", "scenario", …, "agent-time": in saved views and exports; the same in every language.
QString attemptFieldName(AttemptField field);
std::optional<AttemptField> attemptFieldFromName(const QString &name);

/// Numbers of rows in another order; equal ones stay as they are. Texts are ordered as people do:
/// case aside, "t2" before "t10", what is empty last. Outcomes from passed to unsupported;
/// difficulty from easy to hard.
void sortRows(const AttemptTable &table, std::vector<quint32> &rows, AttemptField field,
              bool descending);

/// Less than 0: `a` comes before `b`. Case aside, runs of digits by their value.
int compareNaturally(QStringView a, QStringView b);

} // namespace touchstone
