#pragma once

#include "core/report/summary.h"

namespace touchstone {

/// "wall 3, memory 1"
QString limitsText(const QMap<QString, int> &limits);
/// What a reader of an agent's rates must know besides: errors and their bounds, what is in no
/// rate, limits that were hit, tokens and cost. A line each.
QStringList notesOn(const AgentSummary &agent);

} // namespace touchstone
