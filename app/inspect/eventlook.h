#pragma once

#include "core/check/verdict.h"
#include "core/score/outcome.h"
#include "core/trace/event.h"

#include <QtGui/QColor>

class QPalette;

namespace touchstone::inspect {

/// How events and outcomes look: the same in every view.

QString eventTitle(EventType type); ///< "Model call"
QString eventGlyph(EventType type); ///< one character
QColor eventColour(EventType type, bool isTrouble, const QPalette &palette);
/// The row of the overview that an event is marked in, from 0.
int eventLane(EventType type);
inline constexpr int eventLanes = 4;

QString statusGlyph(VerdictStatus status); ///< "✓" …
QString outcomeGlyph(Outcome outcome);

} // namespace touchstone::inspect
