#pragma once

namespace touchstone::ide {
class MainWindow;
}

namespace touchstone {

/// Gives the window everything that it shows: what looks at runs, and what they are made of and
/// with.
void addViews(ide::MainWindow &window);

} // namespace touchstone
