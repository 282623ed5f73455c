#pragma once

#include <QtCore/QString>

namespace touchstone {

/// Cells of CSV (RFC 4180), the same for everything that writes some.

/// A stranger's text. What a spreadsheet would take for a formula has an apostrophe in front.
QString csvText(const QString &text);
/// In full precision; empty where it is not defined.
QString csvNumber(double number);

} // namespace touchstone
