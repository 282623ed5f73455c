#include "core/report/report.h"

#include "app/cli/helptext.h"
#include "core/base/text.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

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
    auto wanted = wantedAttempts(QString::fromStdString(flags.filter));
    if (!wanted)
        return report(wanted.error());
    const auto file = openToRead(flags.file);
    if (!file)
        return report(file.error());
    ReportOptions options;
    options.pass = flags.pass;
    if (!flags.ks.empty())
        options.ks = flags.ks;
    options.wanted = std::move(*wanted);
    options.width = terminalWidth();
    options.colour = flags.output.empty() && stdoutHasColour();
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
    command
        ->add_option("--format", flags->format,
                     "table: for a terminal; html: one self-contained page; junit: JUnit XML; "
                     "csv: one attempt a row; jsonl: one attempt a line, "
                     "resources/schemas/export.schema.json; json: the summary alone, "
                     "summary.schema.json; eval: an Inspect log; atif: ATIF v1.7 trajectories, a "
                     "file each into a folder, or FILE.jsonl")
        ->type_name("FORMAT")
        ->check(CLI::IsMember(formats))
        ->capture_default_str();
    command->add_option("-o,--output", flags->output, "Where to; stdout by default")
        ->type_name("FILE");
    command
        ->add_option("-k,--at", flags->ks,
                     "For pass@K and pass^K, as far as there are samples; 1,5,10,100 by default")
        ->type_name("K,...")
        ->delimiter(',')
        ->check(CLI::Range(1, 1'000'000));
    command
        ->add_option("--pass", flags->pass,
                     "The scoring pass; the latest of each attempt by default")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    addFilterFlag(*command, flags->filter, FilterOf::Attempts);
    command->callback([flags, &run] { run = [flags] { return runReport(*flags); }; });
}

struct CompareFlags {
    std::string a;
    std::string b;
    std::string format = "table";
    std::string output;
    std::string filter;
    std::string agentA;
    std::string agentB;
    WorseWhen worseWhen = WorseWhen::RateFell;
    bool json = false;
    bool allowDiffering = false;
    bool allowMissing = false;
};

Result<void> save(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

/// To where the user wants it.
Result<void> tell(const Comparison &comparison, const RunFile &b, const CompareFlags &flags,
                  const WantedAttempt &wanted)
{
    const QString path = QString::fromStdString(flags.output);
    const bool toFile = !path.isEmpty() && path != u"-"_s;
    if (flags.json) {
        printEvent(u"comparison"_s, {{"comparison", compareJson(comparison)}});
        return {};
    }
    if (flags.format == "html") {
        ReportOptions options;
        options.wanted = wanted;
        options.comparison = &comparison;
        options.title = QFileInfo(comparison.pathB).completeBaseName() + u" against "_s
            + QFileInfo(comparison.pathA).completeBaseName();
        return writeReport(b, u"html"_s, path, options);
    }
    if (flags.format == "json" && toFile)
        return save(path, prettyJson(compareJson(comparison)));
    const bool colour = !toFile && stdoutHasColour();
    const QString text = flags.format == "json"
        ? QString::fromUtf8(prettyJson(compareJson(comparison)))
        : compareText(comparison, terminalWidth(), colour);
    if (toFile)
        return save(path, text.toUtf8());
    print(text.trimmed());
    return {};
}

int runCompare(const CompareFlags &flags)
{
    auto wanted = wantedAttempts(QString::fromStdString(flags.filter));
    if (!wanted)
        return report(wanted.error());
    const auto a = openToRead(flags.a);
    if (!a)
        return report(a.error());
    const auto b = openToRead(flags.b);
    if (!b)
        return report(b.error());
    CompareOptions options;
    options.allowDiffering = flags.allowDiffering;
    options.allowMissing = flags.allowMissing;
    options.agentA = QString::fromStdString(flags.agentA);
    options.agentB = QString::fromStdString(flags.agentB);
    options.wanted = *wanted;
    const auto comparison = compareRuns(**a, **b, options);
    if (!comparison)
        return report(comparison.error());
    if (auto told = tell(*comparison, **b, flags, *wanted); !told)
        return report(told.error());
    const QStringList worse = worseReasons(*comparison, flags.worseWhen);
    for (const QString &reason : worse)
        complain(u"worse: %1"_s.arg(visibleText(reason)));
    return worse.isEmpty() ? Done : Below;
}

void addCompare(CLI::App &app, Run &run)
{
    auto flags = std::make_shared<CompareFlags>();
    CLI::App *command = app.add_subcommand("compare",
                                           "Say what got better, worse or newly erroneous from run "
                                           "A to run B; exit 1 when B is worse");
    command->add_option("a", flags->a, "The run to compare with")->required()->type_name("A");
    command->add_option("b", flags->b, "The run in question")->required()->type_name("B");
    auto *format =
        command
            ->add_option("--format", flags->format,
                         "table: for a terminal; html: B's report with the comparison in it; json: "
                         "resources/schemas/comparison.schema.json")
            ->type_name("FORMAT")
            ->check(CLI::IsMember({"table", "html", "json"}))
            ->capture_default_str();
    auto *output = command->add_option("-o,--output", flags->output, "Where to; stdout by default")
                       ->type_name("FILE");
    command->add_flag("--json", flags->json, "The comparison as one JSON event on stdout")
        ->excludes(format)
        ->excludes(output);
    command
        ->add_option("--agent-a", flags->agentA,
                     "Hold this agent of A against B's; agents of the same name by default")
        ->type_name("AGENT");
    command->add_option("--agent-b", flags->agentB, "... against this one of B")
        ->type_name("AGENT");
    command
        ->add_option("--worse-when", flags->worseWhen,
                     "B is worse when an agent's pass rate: fell; fell and the 95 % interval is "
                     "below 0 (surely); or any attempt that passed now fails (any). New errors, "
                     "newly unsupported and missing attempts always make it worse")
        ->type_name("WHEN")
        ->default_str("fell")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, WorseWhen>{{"fell", WorseWhen::RateFell},
                                             {"surely", WorseWhen::RateFellSurely},
                                             {"any", WorseWhen::AnyAttempt}}));
    command->add_flag("--allow-missing", flags->allowMissing,
                      "B need not have every attempt that A has");
    command->add_flag("--allow-differing", flags->allowDiffering,
                      "Compare runs whose environments differ");
    addFilterFlag(*command, flags->filter, FilterOf::Attempts);
    addFooter(*command,
              "A pair of attempts is compared where either of the two matches the filter.");
    addExitCodes(*command, "B is worse than A", {});
    command->callback([flags, &run] { run = [flags] { return runCompare(*flags); }; });
}

} // namespace

void addReportCommands(CLI::App &app, Run &run)
{
    addReporting(app, run, "report",
                 "Report a run: terminal table, self-contained HTML page, JUnit XML, CSV, JSON",
                 "table");
    addReporting(app, run, "export", "Write a run's attempts for other tools", "jsonl");
    addCompare(app, run);
}

} // namespace touchstone::cli
