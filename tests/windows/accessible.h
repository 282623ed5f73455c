#pragma once

#include <QtCore/QStringList>

class QWidget;

namespace touchstone::test {

/// Every interactive element below a widget that assistive tools find without a name, as
/// "QLineEdit in QFrame in MainWindow"; also what claims to have no role.
QStringList namelessIn(QWidget &root);

} // namespace touchstone::test
