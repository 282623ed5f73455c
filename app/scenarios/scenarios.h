#pragma once

#include <QtCore/QStringList>

namespace touchstone::ide {
class MainWindow;
}

namespace touchstone::scenarios {

/// Adds everything for scenarios and for running them: the docks "Scenarios" and "Running", the
/// pages of packs, scenarios, runs to begin and validations, and their commands.
void extendScenarios(ide::MainWindow &window);

/// Runs attempts of a run file once more, beside those that are there; after extendScenarios().
void runAgain(ide::MainWindow &window, const QString &runFile, const QStringList &attempts);
/// Goes on with a run that ended before its time; after extendScenarios().
void resumeRun(ide::MainWindow &window, const QString &runFile);

} // namespace touchstone::scenarios
