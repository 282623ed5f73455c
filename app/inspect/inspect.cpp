#include "app/inspect/inspect.h"

#include "app/inspect/runs.h"

namespace touchstone::inspect {

void extend(ide::MainWindow &window)
{
    extendRuns(window);
}

} // namespace touchstone::inspect
