#include "app/inspect/inspect.h"

#include "app/ide/mainwindow.h"
#include "app/inspect/attempts.h"

namespace touchstone::inspect {

void extend(ide::MainWindow &window)
{
    extendAttempts(window);
}

} // namespace touchstone::inspect
