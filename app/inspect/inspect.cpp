#include "app/inspect/inspect.h"

#include "app/ide/mainwindow.h"

namespace touchstone::inspect {

void extend(ide::MainWindow &window)
{
    Q_UNUSED(window)
}

} // namespace touchstone::inspect
