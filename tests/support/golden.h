#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace touchstone::test {

/// Holds `actual` against tests/golden/NAME. Where they differ, the actual text is written beside
/// it as NAME.actual and the answer says so, with the first line that differs; empty: equal.
/// With TOUCHSTONE_UPDATE_GOLDEN set (the target update-golden) the golden file is written instead.
QString differsFromGolden(const QByteArray &actual, const QString &name);

} // namespace touchstone::test
