#pragma once

class QLineEdit;

namespace touchstone::ide {

/// A line with a button that clears it, which has a name.
void makeClearable(QLineEdit &line);

} // namespace touchstone::ide
