#pragma once

namespace touchstone::ide {
class MainWindow;
}

namespace touchstone::inspect {

/// Pages with charts, and the commands that lead there.
void extendCharts(ide::MainWindow &window);

} // namespace touchstone::inspect
