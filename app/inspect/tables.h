#pragma once

class QString;
class QTableView;

namespace touchstone::inspect {

/// What every table here looks like: rows of one height, no grid, nothing wraps, Tab leaves it.
void dressTable(QTableView &table, const QString &name);

} // namespace touchstone::inspect
