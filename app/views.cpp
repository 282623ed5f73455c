#include "app/views.h"

#include "app/inspect/attempt/attempts.h"
#include "app/inspect/charts/charts.h"
#include "app/inspect/compare/comparisons.h"
#include "app/inspect/runs/runs.h"
#include "app/scenarios/scenarios.h"

namespace touchstone {

void addViews(ide::MainWindow &window)
{
    inspect::extendRuns(
        window,
        {[&window](const QString &runFile, const QStringList &attempts) {
             scenarios::runAgain(window, runFile, attempts);
         },
         [&window](const QString &runFile) { scenarios::resumeRun(window, runFile); }});
    inspect::extendAttempts(window);
    inspect::extendCharts(window);
    inspect::extendCompare(window);
    scenarios::extendScenarios(window);
}

} // namespace touchstone
