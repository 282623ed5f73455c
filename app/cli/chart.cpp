#include "app/chartfigure.h"
#include "app/cli/desktopdoor.h"
#include "app/cli/helptext.h"

#include "core/base/text.h"
#include "core/run/runfile.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

struct ChartFlags {
    std::string spec;
    std::vector<std::string> runs;
    std::string output;
    std::string csv;
    std::string latex;
};

Result<void> save(const QString &path, const QString &text)
{
    if (path == u"-"_s) {
        print(text.trimmed());
        return {};
    }
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

Result<ChartData> readRuns(const ChartSpec &spec, const std::vector<std::string> &runs)
{
    QStringList paths;
    for (const std::string &run : runs)
        paths.append(QString::fromStdString(run));
    const QStringList names = runNames(paths);
    ChartBuilder builder(spec);
    for (size_t i = 0; i < runs.size(); ++i) {
        const auto file = openToRead(runs[i]);
        if (!file)
            return std::unexpected(file.error());
        if (auto added = builder.add(**file, names[qsizetype(i)]); !added)
            return std::unexpected(std::move(added.error()));
    }
    return builder.finish();
}

Result<void> draw(ChartFigure &figure)
{
    const auto door = desktopDoor("touchstoneChart");
    if (!door)
        return std::unexpected(door.error());
    char name[] = "touchstone"; // an application wants its arguments
    char *arguments[] = {name, nullptr};
    reinterpret_cast<void (*)(int, char **, ChartFigure *)>(*door)(1, arguments, &figure);
    return figure.drawn;
}

Result<void> checkEnding(const QString &path)
{
    static const QStringList endings{u"svg"_s, u"pdf"_s, u"png"_s};
    if (path.isEmpty() || endings.contains(QFileInfo(path).suffix().toLower()))
        return {};
    return fail(
        ErrorCode::BadInput,
        u"--output: found '%1', expected a name that ends with .svg, .pdf or .png"_s.arg(path));
}

Result<QString> writeAll(const ChartFlags &flags)
{
    ChartFigure figure;
    figure.path = QString::fromStdString(flags.output);
    if (auto good = checkEnding(figure.path); !good)
        return std::unexpected(good.error());
    auto spec = readChartSpec(QString::fromStdString(flags.spec));
    if (!spec)
        return std::unexpected(spec.error());
    auto data = readRuns(*spec, flags.runs);
    if (!data)
        return std::unexpected(data.error());
    figure.spec = std::move(*spec);
    figure.data = std::move(*data);
    Result<void> written;
    if (!flags.csv.empty())
        written = save(QString::fromStdString(flags.csv), chartCsv(figure.data));
    if (written && !flags.latex.empty())
        written = save(QString::fromStdString(flags.latex), chartLatex(figure.data));
    if (written && !figure.path.isEmpty())
        written = draw(figure);
    if (!written)
        return std::unexpected(written.error());
    if (figure.data.isEmpty())
        complain(u"touchstone: nothing to show: no attempt counts here"_s);
    return figure.data.damage;
}

int runChart(const ChartFlags &flags)
{
    if (flags.output.empty() && flags.csv.empty() && flags.latex.empty())
        return report({ErrorCode::BadInput, u"say where to: --output, --csv or --latex"_s, {}});
    const auto damage = writeAll(flags);
    if (!damage)
        return report(damage.error());
    return damage->isEmpty() ? int(Done) : report({ErrorCode::Corrupt, *damage, {}});
}

} // namespace

void addChartCommand(CLI::App &app, Run &run)
{
    auto flags = std::make_shared<ChartFlags>();
    CLI::App *command = app.add_subcommand(
        "chart",
        "Draw a figure of one or several runs: pass rates, budgets, distributions, trends");
    command
        ->add_option("spec", flags->spec,
                     "What it shows: JSON, resources/schemas/chart.schema.json; "
                     "resources/examples/charts has some")
        ->required()
        ->type_name("SPEC");
    command->add_option("runs", flags->runs, "The run files")->required()->type_name("RUN");
    command
        ->add_option("-o,--output", flags->output,
                     "The figure: its ending says which format, .svg, .pdf or .png")
        ->type_name("FILE");
    command->add_option("--csv", flags->csv, "Its numbers as CSV; - is stdout")->type_name("FILE");
    command
        ->add_option("--latex", flags->latex,
                     "Its numbers as a LaTeX table (booktabs); - is stdout")
        ->type_name("FILE");
    addFooter(*command, "It needs no display. Rates and intervals are those of touchstone report.");
    addExitCodes(*command, {}, {});
    command->callback([flags, &run] { run = [flags] { return runChart(*flags); }; });
}

} // namespace touchstone::cli
