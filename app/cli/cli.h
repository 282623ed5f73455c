#pragma once

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/scenario/filter.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>

namespace touchstone {
class RunFile;
}

namespace touchstone::cli {

/// What the process ends with; in README.md too.
enum ExitCode {
    Done = 0,
    Below = 1, ///< under --fail-under, worse than the baseline, a proof broken, a file that does
               ///< not hold together
    BadUse = 2, ///< bad usage or bad input
    HarnessErrors = 3, ///< done, but with harness errors (outranks 1)
    Interrupted = 130,
};

/// Says an error on stderr and gives the exit code that goes with it.
int report(const Error &error);
/// A line on stdout / stderr, UTF-8.
void print(const QString &line);
void complain(const QString &line);
/// One JSON event of `--json`: {"format": 1, "event": name, …} on stdout.
void printEvent(const QString &name, Json data);
/// Opens a run file; what is amiss with it (damage, what lies elsewhere) is said on stderr.
Result<std::unique_ptr<RunFile>> openToRead(const std::string &path);
Result<std::unique_ptr<RunFile>> openToWrite(const std::string &path);
/// Whether stdout / stderr is a terminal.
bool stdoutIsTerminal();
bool stderrIsTerminal();
/// Whether what goes to stdout may have colours: a terminal that knows them, and nobody set
/// NO_COLOR (no-color.org).
bool stdoutHasColour();
/// The width of the terminal behind stdout, or another descriptor, in columns; 100 where it is
/// none.
int terminalWidth(int descriptor = 1);

/// -f/--filter, and the grammar at the end of the subcommand's help.
void addFilterFlag(CLI::App &command, std::string &expression, FilterOf what);

/// A subcommand's callback sets this; main returns it.
using Run = std::function<int()>;

/// Each adds one or more subcommands; `run` is set when one of them was chosen.
void addRunCommand(CLI::App &app, Run &run);
void addPackCommands(CLI::App &app, Run &run); ///< list, show, new
void addValidateCommand(CLI::App &app, Run &run);
void addImportCommand(CLI::App &app, Run &run);
void addScoreCommands(CLI::App &app, Run &run); ///< score, replay
void addFileCommands(CLI::App &app, Run &run); ///< info, verify, compact, merge
void addReportCommands(CLI::App &app, Run &run); ///< report, export, compare
void addBaselineCommand(CLI::App &app, Run &run);
void addChartCommand(CLI::App &app, Run &run); ///< runs without a QCoreApplication
void addMachineCommands(CLI::App &app, Run &run); ///< doctor, plugins
void addBenchCommand(CLI::App &app, Run &run);
void addCompletionCommand(CLI::App &app, Run &run); ///< completion: reads the others

} // namespace touchstone::cli
