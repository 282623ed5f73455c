#include "core/report/report.h"

#include "app/cli/cli.h"

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

struct ReportFlags {
    std::string file;
    std::string format;
    std::string output;
    std::string filter;
    std::vector<int> ks;
    int pass = 0;
};

int runReport(const ReportFlags &flags)
{
    const auto file = openToRead(flags.file);
    if (!file)
        return report(file.error());
    auto wanted = wantedAttempts(QString::fromStdString(flags.filter));
    if (!wanted)
        return report(wanted.error());
    ReportOptions options;
    options.pass = flags.pass;
    if (!flags.ks.empty())
        options.ks = flags.ks;
    options.wanted = std::move(*wanted);
    options.width = terminalWidth();
    options.colour = flags.output.empty() && stdoutIsTerminal();
    const auto written = writeReport(**file, QString::fromStdString(flags.format),
                                     QString::fromStdString(flags.output), options);
    return written ? int(Done) : report(written.error());
}

void addReporting(CLI::App &app, Run &run, const char *name, const char *help, const char *format)
{
    auto flags = std::make_shared<ReportFlags>();
    flags->format = format;
    CLI::App *command = app.add_subcommand(name, help);
    std::vector<std::string> formats;
    for (const QString &known : reportFormats())
        formats.push_back(known.toStdString());
    command->add_option("file", flags->file, "The run file")->required()->type_name("RUN");
    command->add_option("--format", flags->format, "What to write")
        ->check(CLI::IsMember(formats))
        ->capture_default_str();
    command->add_option("-o,--output", flags->output, "Where to; stdout by default")
        ->type_name("FILE");
    addFilterFlag(*command, flags->filter, FilterOf::Attempts);
    command
        ->add_option("-k,--at", flags->ks,
                     "For pass@K and pass^K, as far as there are samples; 1,5,10,100 by default")
        ->type_name("K,...")
        ->delimiter(',')
        ->check(CLI::Range(1, 1'000'000));
    command
        ->add_option("--pass", flags->pass,
                     "The scoring pass; the latest of each attempt by default")
        ->type_name("N");
    command->callback([flags, &run] { run = [flags] { return runReport(*flags); }; });
}

struct CompareFlags {
    std::string a;
    std::string b;
    bool json = false;
    bool allowDiffering = false;
};

int runCompare(const CompareFlags &flags)
{
    const auto a = openToRead(flags.a);
    const auto b = a ? openToRead(flags.b) : fail(ErrorCode::Cancelled, {});
    if (!a || !b)
        return report(!a ? a.error() : b.error());
    CompareOptions options;
    options.allowDiffering = flags.allowDiffering;
    const auto comparison = compareRuns(**a, **b, options);
    if (!comparison)
        return report(comparison.error());
    if (flags.json)
        printEvent(u"comparison"_s, {{"comparison", compareJson(*comparison)}});
    else
        print(compareText(*comparison, terminalWidth(), stdoutIsTerminal()).trimmed());
    const QStringList worse = worseReasons(*comparison);
    for (const QString &reason : worse)
        complain(u"worse: %1"_s.arg(reason));
    return worse.isEmpty() ? Done : Below;
}

} // namespace

void addReportCommands(CLI::App &app, Run &run)
{
    addReporting(app, run, "report",
                 "Report a run: terminal table, self-contained HTML page, JUnit XML, CSV, JSON",
                 "table");
    addReporting(app, run, "export", "Write a run's attempts for other tools", "jsonl");

    auto flags = std::make_shared<CompareFlags>();
    CLI::App *command = app.add_subcommand("compare",
                                           "Say what got better, worse or newly erroneous from run "
                                           "A to run B; exit 1 when B is worse");
    command->add_option("a", flags->a, "The run to compare with")->required()->type_name("A");
    command->add_option("b", flags->b, "The run in question")->required()->type_name("B");
    command->add_flag("--json", flags->json, "JSON");
    command->add_flag("--allow-differing", flags->allowDiffering,
                      "Compare runs whose environments differ");
    command->callback([flags, &run] { run = [flags] { return runCompare(*flags); }; });
}

} // namespace touchstone::cli
