#pragma once

namespace touchstone::ide {
class MainWindow;
}

namespace touchstone::inspect {

/// Pages that hold one run against another, and the commands that lead there.
void extendCompare(ide::MainWindow &window);

} // namespace touchstone::inspect
