#include "app/inspect/charts/charts.h"

#include "app/ide/mainwindow.h"
#include "app/ide/painted.h"
#include "app/inspect/charts/chartpage.h"

#include <QtWidgets/QFileDialog>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

bool isRun(const QString &path)
{
    return path.endsWith(u".touchstone"_s);
}

/// The run of the current page, then those of other pages; or the current chart's.
QStringList openRuns(const ide::MainWindow &window, bool all)
{
    QStringList runs;
    if (const ide::Document *page = window.current(); page && isRun(page->location().path))
        runs.append(page->location().path);
    if (all)
        for (const ide::Document *page : window.documents())
            if (isRun(page->location().path))
                runs.append(page->location().path);
    runs.removeDuplicates();
    return runs;
}

void openChart(ide::MainWindow &window, const ChartSpec &spec, bool ofAll)
{
    const QStringList runs = openRuns(window, ofAll);
    if (runs.isEmpty())
        return window.tell(ide::MainWindow::tr("Open a run first: a chart is of its attempts"));
    window.open(ChartPage::locationOf(spec, runs));
}

void openSpec(ide::MainWindow &window)
{
    const QString path =
        QFileDialog::getOpenFileName(&window, ide::MainWindow::tr("Open a chart's specification"),
                                     {}, ide::MainWindow::tr("Charts (*.json)"));
    if (path.isEmpty())
        return;
    const auto spec = readChartSpec(path);
    if (!spec)
        return window.complain(spec.error());
    openChart(window, *spec, spec->kind == ChartKind::Trend);
}

} // namespace

void extendCharts(ide::MainWindow &window)
{
    window.addOpener([](const ide::Location &location, QWidget *parent) -> Result<ide::Document *> {
        if (!ChartPage::isFor(location))
            return nullptr;
        auto page = std::make_unique<ChartPage>(parent);
        if (auto loaded = page->load(location); !loaded)
            return std::unexpected(loaded.error());
        QObject::connect(page.get(), &ChartPage::drawn, page.get(),
                         [shown = page.get()] { ide::readyWhenPainted(*shown, *shown); });
        return page.release();
    });
    const QString chart = ide::MainWindow::tr("Chart");
    const auto add = [&](const char *id, const QString &text, const ChartSpec &spec, bool ofAll) {
        window.commands().add(QString::fromLatin1(id), chart, text, {},
                              [&window, spec, ofAll] { openChart(window, spec, ofAll); });
    };
    using W = ide::MainWindow;
    add("chart.rates", W::tr("Pass Rates of This Run"), {}, false);
    add("chart.ratesByLanguage", W::tr("Pass Rates by Language"), {.by = ChartBy::Language}, false);
    add("chart.ratesByKind", W::tr("Pass Rates by Kind"), {.by = ChartBy::Kind}, false);
    add("chart.budget", W::tr("Success Against Budget"), {.kind = ChartKind::Budget}, false);
    add("chart.distribution", W::tr("Distribution of Time, Tokens, Cost or Score"),
        {.kind = ChartKind::Distribution}, false);
    add("chart.compared", W::tr("Pass Rates of All Open Runs"), {.by = ChartBy::Kind}, true);
    add("chart.trend", W::tr("Trend Over All Open Runs"), {.kind = ChartKind::Trend}, true);
    window.commands().add(u"chart.open"_s, chart, W::tr("Open a Specification…"), {},
                          [&window] { openSpec(window); });
}

} // namespace touchstone::inspect
