#pragma once

class QAbstractItemModel;
class QString;
class QTableView;
class QWidget;

namespace touchstone::inspect {

/// A table of rows to choose from, as comparisons show them.
QTableView *makeCompareTable(QAbstractItemModel *model, const QString &name, QWidget *parent);

} // namespace touchstone::inspect
