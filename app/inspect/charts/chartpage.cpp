#include "app/inspect/charts/chartpage.h"

#include "app/ide/emptystate.h"
#include "app/inspect/charts/chartcontrols.h"
#include "app/inspect/charts/chartfile.h"
#include "app/inspect/charts/charttablemodel.h"
#include "app/inspect/charts/chartview.h"
#include "app/inspect/tables.h"

#include "core/base/text.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFileInfo>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

const QString pagePath = u"touchstone:chart"_s;

QTableView *makeTable(QAbstractItemModel *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setModel(model);
    dressTable(*table, ChartPage::tr("Numbers of the chart"));
    table->setSelectionBehavior(QTableView::SelectRows);
    table->setAlternatingRowColors(true);
    return table;
}

} // namespace

ChartPage::ChartPage(QWidget *parent)
    : Document(parent)
    , m_controls(new ChartControls(this))
    , m_model(new ChartTableModel(this))
    , m_view(new ChartView(this))
    , m_table(makeTable(m_model, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new ide::EmptyState(this))
    , m_runsLabel(new QLabel(this))
{
    m_pool.setMaxThreadCount(1);
    setFocusProxy(m_controls);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_controls);
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_table);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_splitter);
    layout->addWidget(m_stack, 1);
    auto *runs = new QHBoxLayout;
    runs->setContentsMargins(8, 4, 8, 6);
    m_runsLabel->setTextFormat(Qt::PlainText);
    m_runsLabel->setForegroundRole(QPalette::PlaceholderText);
    runs->addWidget(m_runsLabel, 1);
    auto *add = new QPushButton(tr("Add Run…"), this);
    runs->addWidget(add);
    layout->addLayout(runs);
    connect(add, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Add a run to the chart"), {},
                                                          tr("Runs (*.touchstone)"));
        if (!path.isEmpty())
            addRun(path);
    });
    connect(m_controls, &ChartControls::chosen, this, [this] {
        read();
        Q_EMIT changed();
    });
}

ChartPage::~ChartPage()
{
    if (m_stopped)
        *m_stopped = true;
    m_pool.clear();
    m_pool.waitForDone();
}

ide::Location ChartPage::locationOf(const ChartSpec &spec, const QStringList &runs)
{
    return {pagePath,
            {{u"spec"_s, QString::fromUtf8(dumpJson(toJson(spec)))},
             {u"runs"_s, ide::joinedPaths(runs)}}};
}

bool ChartPage::isFor(const ide::Location &location)
{
    return location.path == pagePath;
}

QString ChartPage::title() const
{
    const ChartSpec &spec = m_controls->spec();
    if (!spec.title.isEmpty())
        return spec.title;
    const QString of = m_runs.isEmpty() ? QString() : QFileInfo(m_runs.front()).completeBaseName();
    return tr("Chart of %1").arg(m_runs.size() > 1 ? of + u" …"_s : of);
}

ide::Location ChartPage::location() const
{
    return locationOf(m_controls->spec(), m_runs);
}

bool ChartPage::shows(const ide::Location &location) const
{
    return location == this->location();
}

QString ChartPage::status() const
{
    return tr("%n run(s)", nullptr, int(m_runs.size()));
}

Result<void> ChartPage::load(const ide::Location &location)
{
    const Place place{tr("the link's chart"), {}, 0};
    const QString text = location.place.value(u"spec"_s);
    ChartSpec spec;
    if (!text.isEmpty()) {
        const auto json = parseJson(text.toUtf8(), place);
        if (!json)
            return std::unexpected(json.error());
        auto parsed = parseChartSpec(*json, place);
        if (!parsed)
            return std::unexpected(parsed.error());
        spec = std::move(*parsed);
    }
    m_runs = ide::splitPaths(location.place.value(u"runs"_s));
    m_controls->setSpec(spec);
    showRuns();
    read();
    return {};
}

bool ChartPage::isBusy() const
{
    return m_isReading || m_controls->isTyping();
}

void ChartPage::addRun(const QString &path)
{
    if (!m_runs.contains(path))
        m_runs.append(path);
    showRuns();
    read();
    Q_EMIT changed();
}

void ChartPage::showRuns()
{
    const QStringList names = runNames(m_runs);
    m_runsLabel->setText(visibleText(tr("Runs: %1").arg(names.join(u", "_s))));
    m_runsLabel->setToolTip(Qt::convertFromPlainText(visibleText(m_runs.join(u'\n'))));
}

void ChartPage::read()
{
    if (m_stopped)
        *m_stopped = true;
    if (m_runs.isEmpty()) {
        m_empty->say(tr("No run"), tr("A chart is of one or several run files: add one below."));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    if (!m_isShown) {
        m_empty->say(tr("Reading…"), tr("The run's attempts are being counted."));
        m_stack->setCurrentWidget(m_empty);
    }
    const auto stopped = std::make_shared<std::atomic<bool>>(false);
    m_stopped = stopped;
    const int ticket = ++m_ticket;
    m_isReading = true;
    QtConcurrent::run(&m_pool, [spec = m_controls->spec(), runs = m_runs, stopped] {
        return chartOfRuns(spec, runs, stopped.get());
    }).then(this, [this, ticket](const Result<ChartData> &data) {
        if (ticket == m_ticket)
            take(data);
    });
}

void ChartPage::take(const Result<ChartData> &data)
{
    m_isReading = false;
    const bool isFilter =
        !data && !m_controls->spec().filter.isEmpty() && data.error().code == ErrorCode::BadInput;
    m_controls->setProblem(isFilter ? data.error().text() : QString());
    if (data) {
        m_data = *data;
        m_isShown = true;
        m_controls->setAgents(m_data.agents);
        m_model->show(m_data);
        m_view->show(m_data);
        m_table->setColumnHidden(ChartTableModel::Series,
                                 m_data.series.size() == 1 && m_data.series.front().name.isEmpty());
        m_table->resizeColumnsToContents();
        m_table->horizontalHeader()->setStretchLastSection(true);
        m_stack->setCurrentWidget(m_splitter);
    } else if (!isFilter || !m_isShown) {
        m_isShown = false;
        m_empty->say(tr("This can't be charted"), data.error().text());
        m_stack->setCurrentWidget(m_empty);
    }
    Q_EMIT drawn();
}

std::vector<ide::SaveFormat> ChartPage::saveFormats()
{
    if (!m_isShown)
        return {};
    const auto figure = [this](const QString &title, const QString &ending) -> ide::SaveFormat {
        return {title, ending, [this, ending]() -> ide::Writer {
                    return [drawn = drawChart(m_controls->spec(), m_data, ending)](
                               const QString &path, ide::SaveProgress &) {
                        return writeChart(drawn, path);
                    };
                }};
    };
    const auto text = [this](const QString &title, const QString &ending,
                             QByteArray (*make)(const ChartSpec &, const ChartData &)) {
        return ide::SaveFormat{title, ending, [this, make]() -> ide::Writer {
                                   return [make, spec = m_controls->spec(), data = m_data](
                                              const QString &path, ide::SaveProgress &) {
                                       return ide::writeBytes(path, make(spec, data));
                                   };
                               }};
    };
    return {
        figure(tr("SVG figure"), u"svg"_s),
        figure(tr("PDF figure"), u"pdf"_s),
        figure(tr("PNG figure"), u"png"_s),
        text(tr("CSV table of its numbers"), u"csv"_s,
             [](const ChartSpec &, const ChartData &data) { return chartCsv(data).toUtf8(); }),
        text(tr("LaTeX table of its numbers"), u"tex"_s,
             [](const ChartSpec &, const ChartData &data) { return chartLatex(data).toUtf8(); }),
        text(tr("Specification for touchstone chart"), u"json"_s,
             [](const ChartSpec &spec, const ChartData &) { return prettyJson(toJson(spec)); })};
}

} // namespace touchstone::inspect
