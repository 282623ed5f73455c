#pragma once

#include "app/inspect/runs/runactions.h"

namespace touchstone::ide {
class MainWindow;
}

namespace touchstone::inspect {

/// Adds pages of runs, the dock that leads to them, and their commands.
void extendRuns(ide::MainWindow &window, const RunActions &actions = {});

} // namespace touchstone::inspect
