#include "app/inspect/inspect.h"

<<<<<<< HEAD
#include "app/inspect/runs.h"
=======
#include "app/ide/mainwindow.h"
#include "app/inspect/attempts.h"
>>>>>>> attempt

namespace touchstone::inspect {

void extend(ide::MainWindow &window)
{
<<<<<<< HEAD
    extendRuns(window);
=======
    extendAttempts(window);
>>>>>>> attempt
}

} // namespace touchstone::inspect
