#include "app/cli/helptext.h"
#include "core/base/version.h"

#include <QtCore/QCoreApplication>

#include <clocale>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

constexpr auto footer = R"(Every subcommand explains itself: touchstone run --help

Exit codes:
  0    done
  1    below --fail-under, worse than the baseline, or something checked does not hold
  2    bad usage or bad input
  3    done, but with harness errors (outranks 1)
  130  interrupted; what was finished is kept, --resume goes on)";

} // namespace

int main(int argc, char **argv)
{
    std::setlocale(LC_ALL, "C.UTF-8"); // the same run everywhere; messages are UTF-8
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"touchstone"_s);
    QCoreApplication::setApplicationVersion(version());

    CLI::App app("Puts coding assistants and GUI agents to the test: runs packs of scenarios, "
                 "scores what agents did, "
                 "and keeps everything in one run file.",
                 "touchstone");
    app.set_version_flag(
        "--version", "touchstone " + version().toStdString() + " (" + commit().toStdString() + ")");
    app.require_subcommand(0, 1);
    app.formatter(std::make_shared<cli::HelpText>()); // of the subcommands too

    cli::Run run;
    cli::addRunCommand(app, run);
    cli::addPackCommands(app, run);
    cli::addValidateCommand(app, run);
    cli::addImportCommand(app, run);
    cli::addScoreCommands(app, run);
    cli::addReportCommands(app, run);
    cli::addBaselineCommand(app, run);
    cli::addFileCommands(app, run);
    cli::addMachineCommands(app, run);
    cli::addBenchCommand(app, run);
    cli::addCompletionCommand(app, run);
    cli::groupCommands(app);
    app.footer(footer); // last: a subcommand inherits what is there when it is added

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &e) {
        return app.exit(e) == 0 ? cli::Done : cli::BadUse;
    }
    if (!run) {
        cli::complain(u"touchstone has no desktop yet; say what to do:\n"_s);
        cli::complain(QString::fromStdString(app.help()));
        return cli::BadUse;
    }
    try {
        return run();
    } catch (const std::exception &e) {
        return cli::report(
            {ErrorCode::Internal, u"unexpected: %1"_s.arg(QString::fromUtf8(e.what())), {}});
    }
}
