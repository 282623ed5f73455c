#pragma once

namespace touchstone::ide {
class MainWindow;
}

namespace touchstone::inspect {

/// Adds the pages of attempts and of their workspaces, and what can be done on them.
void extendAttempts(ide::MainWindow &window);

} // namespace touchstone::inspect
