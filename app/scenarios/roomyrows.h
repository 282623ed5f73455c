#pragma once

#include "app/ide/roomyrows.h"

class QLineEdit;

namespace touchstone::scenarios {

using ide::RoomyRows;

/// A line with a button that clears it, which has a name.
void makeClearable(QLineEdit &line);

/// "1 scenario", "3 scenarios".
QString scenarioCount(qsizetype count);

} // namespace touchstone::scenarios
