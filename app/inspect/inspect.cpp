#include "app/inspect/inspect.h"

#include "app/ide/mainwindow.h"
#include "app/scenarios/scenarios.h"

namespace touchstone::inspect {

void extend(ide::MainWindow &window)
{
    scenarios::extendScenarios(window);
}

} // namespace touchstone::inspect
