#include "app/inspect/tables.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableView>

namespace touchstone::inspect {

void dressTable(QTableView &table, const QString &name)
{
    table.setAccessibleName(name);
    table.setTabKeyNavigation(false);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setFrameShape(QFrame::NoFrame);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 8);
    table.horizontalHeader()->setHighlightSections(false);
}

} // namespace touchstone::inspect
