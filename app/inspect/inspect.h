#pragma once

namespace touchstone::ide {
class MainWindow;
}

namespace touchstone::inspect {

/// Adds everything for looking at what agents did: pages of runs, attempts and comparisons, and
/// the docks that lead to them.
void extend(ide::MainWindow &window);

} // namespace touchstone::inspect
