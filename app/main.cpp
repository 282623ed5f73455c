#include "app/cli/desktopdoor.h"
#include "app/cli/helptext.h"
#include "core/base/version.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>

#include <clocale>
#include <optional>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

constexpr auto footer =
    R"(Without a subcommand, or with a run file, a folder or a scenario in its place
(touchstone FILE.touchstone#attempt=ID), it opens the desktop.

Every subcommand explains itself: touchstone run --help

Exit codes:
  0    done
  1    below --fail-under, worse than the baseline, or something checked does not hold
  2    bad usage or bad input
  3    done, but with harness errors (outranks 1)
  130  interrupted; what was finished is kept, --resume goes on)";

enum class Wanted { Desktop, CommandLine, Unknown };

/// Nothing at all and something that can be opened are for the desktop.
Wanted wantedBy(const CLI::App &app, int argc, char **argv)
{
    if (argc < 2)
        return Wanted::Desktop;
    const QString first = QString::fromLocal8Bit(argv[1]);
    const auto isFirst = [argv](const CLI::App *command) { return command->check_name(argv[1]); };
    if (first.startsWith(u"touchstone:"_s)) // a link to a page that is of several files, or of none
        return Wanted::Desktop;
    if (first.startsWith(u'-') || !app.get_subcommands(isFirst).empty())
        return Wanted::CommandLine;
    return first.startsWith(u"touchstone:"_s) // a page of our own, as Copy Link gives it
            || QFileInfo::exists(first) || QFileInfo::exists(first.section(u'#', 0, -2))
        ? Wanted::Desktop
        : Wanted::Unknown;
}

int openDesktop(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        return cli::report(
            {ErrorCode::Unsupported,
             u"there is no display to open the desktop on (neither DISPLAY nor WAYLAND_DISPLAY is "
             "set); subcommands need none, touchstone --help lists them"_s,
             {}});
    const auto door = cli::desktopDoor("touchstoneDesktop");
    if (!door)
        return cli::report(door.error());
    const auto run = reinterpret_cast<int (*)(int, char **)>(*door);
    return run(argc, argv);
}

} // namespace

int main(int argc, char **argv)
{
    std::setlocale(LC_ALL, "C.UTF-8"); // the same run everywhere; messages are UTF-8

    CLI::App app("Puts coding assistants and GUI agents to the test: runs packs of scenarios, "
                 "scores what agents did, "
                 "and keeps everything in one run file.",
                 "touchstone");
    app.set_version_flag(
        "--version", "touchstone " + version().toStdString() + " (" + commit().toStdString() + ")");
    app.require_subcommand(1);
    app.formatter(std::make_shared<cli::HelpText>()); // of the subcommands too

    cli::Run run;
    cli::addRunCommand(app, run);
    cli::addPackCommands(app, run);
    cli::addValidateCommand(app, run);
    cli::addImportCommand(app, run);
    cli::addScoreCommands(app, run);
    cli::addReportCommands(app, run);
    cli::addBaselineCommand(app, run);
    cli::addChartCommand(app, run);
    cli::addFileCommands(app, run);
    cli::addMachineCommands(app, run);
    cli::addBenchCommand(app, run);
    cli::addCompletionCommand(app, run);
    cli::groupCommands(app);
    app.footer(footer); // last: a subcommand inherits what is there when it is added

    const Wanted wanted = wantedBy(app, argc, argv);
    if (wanted == Wanted::Desktop)
        return openDesktop(argc, argv);
    if (wanted == Wanted::Unknown)
        return cli::report(
            {ErrorCode::BadInput,
             u"'%1' is no subcommand, and there is no such file or folder to open; "
             "touchstone --help lists the subcommands"_s.arg(QString::fromLocal8Bit(argv[1])),
             {}});
    // a figure is drawn by an application of its own, and there can't be two
    std::optional<QCoreApplication> application;
    if (qstrcmp(argv[1], "chart") != 0)
        application.emplace(argc, argv);
    QCoreApplication::setApplicationName(u"touchstone"_s);
    QCoreApplication::setApplicationVersion(version());
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &e) {
        return app.exit(e) == 0 ? cli::Done : cli::BadUse;
    }
    try {
        return run();
    } catch (const std::exception &e) {
        return cli::report(
            {ErrorCode::Internal, u"unexpected: %1"_s.arg(QString::fromUtf8(e.what())), {}});
    }
}
