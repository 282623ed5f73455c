#include "app/inspect/runs/runpage.h"

#include "app/ide/emptystate.h"
#include "app/ide/painted.h"
#include "app/inspect/runs/attemptsmodel.h"
#include "app/inspect/runs/attemptstable.h"
#include "app/inspect/runs/matrixmodel.h"
#include "app/inspect/runs/runformats.h"
#include "app/inspect/runs/rungroups.h"
#include "app/inspect/runs/runhead.h"
#include "app/inspect/runs/runlive.h"
#include "app/inspect/runs/runtools.h"
#include "app/inspect/runs/savedviews.h"
#include "app/inspect/runs/searchpanel.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int workMs = 200; // before work is worth a progress bar

} // namespace

RunPage::RunPage(const QString &path, ide::Settings &settings, SavedViews &views, QWidget *parent)
    : Document(parent)
    , m_source(new RunSource(path, this))
    , m_attempts(new AttemptsModel(this))
    , m_matrix(new MatrixModel(this))
    , m_head(new RunHead(*m_source, this))
    , m_views(views)
    , m_tools(new RunTools(views, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new ide::EmptyState(this))
    , m_work(new QProgressBar(this))
{
    m_work->setTextVisible(false);
    m_work->setFixedHeight(4);
    m_work->setAccessibleName(tr("Reading"));
    QSizePolicy keeps = m_work->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_work->setSizePolicy(keeps);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_tools);
    layout->addWidget(m_work);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeAttempts(settings));
    layout->addWidget(m_stack, 1);

    m_workTimer.setInterval(workMs);
    connect(&m_workTimer, &QTimer::timeout, this, &RunPage::updateWork);
    connectTools();
    connectSource();
    connect(m_empty, &ide::EmptyState::pressed, this, [this] { setFilter({}); });
    connect(&m_head->live(), &RunLive::resumeWanted, this,
            [this] { m_actions.resume(m_source->path()); });
    setFocusProxy(m_table);
    setGrowing(true);
    ide::readyWithRows(*this, *m_table);
    m_source->start();
    query();
    updateState();
}

RunPage::~RunPage() = default;

QWidget *RunPage::makeAttempts(ide::Settings &settings)
{
    m_table = new AttemptsTable(*m_attempts, settings, this);
    m_groups = new RunGroups(this);
    m_matrixView = new QTableView(this);
    styleTable(*m_matrixView, tr("Scenarios and agents"));
    m_matrixView->setModel(m_matrix);
    m_matrixView->setAlternatingRowColors(false);
    m_matrixView->setShowGrid(true);
    m_matrixView->horizontalHeader()->setResizeContentsPrecision(100); // rows, of thousands
    m_search = new SearchPanel(*m_source, this);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_table, tr("Attempts"));
    m_tabs->addTab(m_matrixView, tr("Matrix"));
    m_tabs->addTab(m_search, tr("Search"));
    m_tabs->setAccessibleName(tr("How attempts are shown"));
    m_tabs->tabBar()->setAccessibleName(tr("How attempts are shown"));
    m_splitter = new QSplitter(this);
    m_splitter->addWidget(m_groups);
    m_splitter->addWidget(m_tabs);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({300, 900});
    connect(m_table, &AttemptsTable::sortWanted, this, &RunPage::sortBy);
    connect(m_table, &AttemptsTable::openWanted, this, &RunPage::openChosen);
    connect(m_table, &AttemptsTable::copyWanted, this, &RunPage::copyChosen);
    connect(m_table, &AttemptsTable::comparisonWanted, this, &RunPage::compareChosen);
    connect(m_table, &AttemptsTable::againWanted, this, &RunPage::runChosenAgain);
    connect(m_table, &AttemptsTable::choiceChanged, this, &RunPage::changed);
    connect(m_groups, &RunGroups::chosen, this, &RunPage::chooseGroup);
    connect(m_matrixView, &QTableView::activated, this, &RunPage::showCell);
    connect(m_search, &SearchPanel::wanted, this, &RunPage::wanted);
    return m_splitter;
}

void RunPage::connectTools()
{
    connect(m_tools, &RunTools::filterChanged, this, &RunPage::query);
    connect(m_tools, &RunTools::entered, this, [this] {
        query();
        m_table->setFocus();
    });
    connect(m_tools, &RunTools::groupingChosen, this, [this](Grouping grouping) {
        m_query.grouping = grouping;
        m_query.group.reset();
        query();
    });
    connect(m_tools, &RunTools::viewChosen, this,
            [this](const QString &name) { setView(m_views.view(name)); });
    connect(m_tools, &RunTools::saveViewWanted, this, [this] { m_views.askToSave(this, view()); });
    connect(m_tools, &RunTools::columnMenuWanted, m_table, &AttemptsTable::fillColumnMenu);
}

void RunPage::connectSource()
{
    connect(m_source, &RunSource::opened, this, &RunPage::updateState);
    connect(m_source, &RunSource::grew, this, &RunPage::takeRows);
    connect(m_source, &RunSource::restarted, this, &RunPage::takeRows);
    connect(m_source, &RunSource::stateChanged, this, &RunPage::updateState);
    connect(m_source, &RunSource::selected, this,
            [this](const auto &selection) { takeSelection(*selection); });
    connect(m_source, &RunSource::refused, this, &RunPage::refuse);
    connect(m_source, &RunSource::failed, this, [this](const Error &error) {
        m_failed = error;
        updateState();
    });
}

QString RunPage::title() const
{
    return QFileInfo(m_source->path()).fileName();
}

ide::Location RunPage::location() const
{
    ide::Location location{m_source->path(), {}};
    if (!m_query.filter.isEmpty())
        location.place.insert(u"filter"_s, m_query.filter);
    return location;
}

bool RunPage::shows(const ide::Location &location) const
{
    return location.path == m_source->path() && !location.place.contains(u"attempt"_s);
}

void RunPage::go(const ide::Location &location)
{
    if (location.place.contains(u"filter"_s))
        setFilter(location.place.value(u"filter"_s));
}

QString RunPage::status() const
{
    if (m_isFiltering)
        return m_source->workTotal() > 0
            ? tr("Filtering… %1 of %2 read")
                  .arg(countText(m_source->workDone()), countText(m_source->workTotal()))
            : tr("Filtering…");
    const auto all = qint64(m_source->table().size());
    const QString shown = isPlain() || m_shown == all
        ? countText(all, tr("attempt"), tr("attempts"))
        : tr("%1 of %2").arg(countText(m_shown), countText(all, tr("attempt"), tr("attempts")));
    const qsizetype chosen = m_table->chosenCount();
    return chosen > 1 ? tr("%1 chosen · %2").arg(countText(chosen), shown) : shown;
}

void RunPage::focusFilter()
{
    m_tools->focusFilter();
}

void RunPage::focusSearch()
{
    m_tabs->setCurrentWidget(m_search);
    m_search->setFocus(Qt::ShortcutFocusReason);
}

void RunPage::showAttempts()
{
    m_tabs->setCurrentWidget(m_table);
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void RunPage::showMatrix()
{
    m_tabs->setCurrentWidget(m_matrixView);
    m_matrixView->setFocus(Qt::ShortcutFocusReason);
}

void RunPage::showColumnMenu()
{
    m_table->showColumnMenu();
}

std::vector<ide::SaveFormat> RunPage::saveFormats()
{
    return {{tr("CSV table of what is shown"), u"csv"_s,
             [this] {
                 return m_tabs->currentWidget() == m_matrixView
                     ? matrixCsv(*m_matrix)
                     : attemptsCsv(*m_attempts, *m_table->horizontalHeader());
             }},
            ide::pictureFormat(tr("Picture of this page"), *this)};
}

} // namespace touchstone::inspect
