#include "app/inspect/attempt/attemptpage.h"

#include "app/ide/emptystate.h"
#include "app/ide/settings.h"
#include "app/inspect/attempt/attemptexport.h"
#include "app/inspect/attempt/attemptheadbar.h"
#include "app/inspect/attempt/attemptworked.h"
#include "app/inspect/attempt/filmstrip.h"
#include "app/inspect/attempt/overviewstrip.h"
#include "app/inspect/attempt/timelineview.h"
#include "app/inspect/conversation/conversationpanel.h"
#include "app/inspect/step/filesview.h"
#include "app/inspect/step/stepview.h"
#include "app/inspect/verdicts/verdictspanel.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtCore/QFileInfo>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

/// Pixels of width from which verdicts stand beside the step, in a font of the usual height.
constexpr int wideFrom = 1060;
constexpr int usualHeight = 14;
const QString splitKey = u"attempt/columns"_s;
const QString finalKey = u"attempt/files"_s;

} // namespace

AttemptPage::AttemptPage(ide::Settings &settings, const ide::Location &location, QWidget *parent)
    : Document(parent)
    , m_settings(settings)
    , m_bulk(location.path)
    , m_answers(location.path)
    , m_files(location.path)
    , m_thumbnails(location.path)
    , m_talk(location.path)
    , m_finder(location.path)
    , m_worked(std::make_shared<Worked>())
    , m_path(location.path)
    , m_id(location.place.value(u"attempt"_s))
    , m_pass(location.place.value(u"pass"_s).toInt())
    , m_wantedStep(location.place.value(u"step"_s).toLongLong())
    , m_timeline(new TimelineModel(this))
{
    build();
    connectParts();
    if (location.place.value(u"view"_s) == u"conversation"_s)
        m_tabs->setCurrentWidget(m_conversation);
    m_state->say(tr("Reading the attempt…"), m_path);
    readHead();
    readPage(0);
}

AttemptPage::~AttemptPage()
{
    rememberSizes();
}

void AttemptPage::build()
{
    m_stack = new QStackedWidget(this);
    m_state = new ide::EmptyState(this);
    m_content = new QWidget(this);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    m_headBar = new AttemptHeadBar(m_content);
    m_overview = new OverviewStrip(*m_timeline, m_content);
    m_split = new QSplitter(Qt::Horizontal, m_content);
    m_timelineStack = new QStackedWidget(m_split);
    m_timelineView = new TimelineView(*m_timeline, m_timelineStack);
    m_timelineState = new ide::EmptyState(m_timelineStack);
    m_timelineStack->addWidget(m_timelineView);
    m_timelineStack->addWidget(m_timelineState);
    m_tabs = new QTabWidget(m_split);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Views of the attempt"));
    m_tabs->tabBar()->setAccessibleName(tr("Views of the attempt"));
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setElideMode(Qt::ElideNone); // where there is no room they scroll
    m_tabs->tabBar()->setUsesScrollButtons(true);
    m_step = new StepView(m_settings, m_tabs);
    m_conversation = new ConversationPanel(*m_timeline, m_tabs);
    m_final = new FilesView(m_settings, m_tabs);
    m_verdicts = new VerdictsPanel(m_settings, m_split);
    m_tabs->addTab(m_step, tr("Step"));
    m_tabs->addTab(m_conversation, tr("Conversation"));
    m_tabs->addTab(m_final, tr("Final Workspace"));
    m_split->setChildrenCollapsible(false);
    // less than their contents would like: a narrow window must stay usable
    m_timelineStack->setMinimumWidth(160);
    m_tabs->setMinimumWidth(240);
    m_verdicts->setMinimumWidth(200);
    m_headBar->setMinimumWidth(200);
    for (int i = 0; i < 3; ++i)
        m_split->setStretchFactor(i, i == 1 ? 1 : 0);
    m_split->setSizes({340, 660, 330});
    m_split->restoreState(m_settings.remembered(splitKey).toByteArray());
    m_final->splitter().restoreState(m_settings.remembered(finalKey).toByteArray());
    m_film = new FilmStrip(*m_timeline, m_content);
    m_film->setMayPlay(m_settings.value(u"appearance.animations"_s).toBool());
    m_film->hide();
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_headBar);
    column->addWidget(m_overview);
    column->addWidget(m_split, 1);
    column->addWidget(m_film);
    setFocusProxy(m_timelineView);
}

void AttemptPage::connectParts()
{
    connect(m_state, &ide::EmptyState::pressed, this, [this] {
        m_state->say(tr("Reading the attempt…"), m_path);
        readHead();
        readPage(0);
    });
    connect(m_headBar, &AttemptHeadBar::previousWanted, this, [this] { openNeighbour(-1); });
    connect(m_headBar, &AttemptHeadBar::nextWanted, this, [this] { openNeighbour(1); });
    connect(m_headBar, &AttemptHeadBar::copyWanted, this, &AttemptPage::copyId);
    connect(m_headBar, &AttemptHeadBar::scenarioWanted, this, [this] {
        QString id = m_head.record.scenario;
        id.remove(u'"');
        Q_EMIT wanted(location().at({{u"filter"_s, u"id:\"%1\""_s.arg(id)}}));
    });
    connect(m_timelineView, &TimelineView::chose, this, &AttemptPage::chose);
    connect(&m_timelineView->table(), &TimelineTable::playWanted, this, &AttemptPage::playOrPause);
    connect(&m_timelineView->table(), &TimelineTable::nothingThere, this,
            [this] { Q_EMIT told(tr("There is no further edit and nothing else went wrong")); });
    connect(m_overview, &OverviewStrip::wanted, this, &AttemptPage::goToEvent);
    connect(m_film, &FilmStrip::wanted, this, &AttemptPage::goToEvent);
    connect(&m_film->film(), &FilmModel::pictureWanted, this, &AttemptPage::readThumbnail);
    connect(m_step, &StepView::allWanted, this, [this] { readStep(true); });
    connect(m_step, &StepView::workspaceWanted, this, [this](qint64 event) {
        Q_EMIT wanted(location().at({{u"attempt"_s, m_head.record.id},
                                     {u"step"_s, QString::number(event)},
                                     {u"workspace"_s, u"1"_s}}));
    });
    connect(m_step, &StepView::takeUpWanted, this, &AttemptPage::askForFolder);
    connect(m_final, &FilesView::fileWanted, this, &AttemptPage::readFinalFile);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        if (m_tabs->currentWidget() == m_final)
            readFinalFiles();
        showChosen();
        Q_EMIT changed();
    });
    connectConversation();
    connect(m_verdicts, &VerdictsPanel::placeWanted, this, &AttemptPage::showPlace);
    connect(m_verdicts, &VerdictsPanel::comparisonWanted, this, &AttemptPage::compareWith);
    connect(m_verdicts, &VerdictsPanel::pictureWanted, this, &AttemptPage::readEvidencePicture);
    connect(m_verdicts, &VerdictsPanel::passWanted, this, [this](int pass) {
        m_pass = pass;
        readHead();
    });
    connect(&m_settings, &ide::Settings::changed, this, [this](const QString &id) {
        if (id == u"appearance.animations"_s)
            m_film->setMayPlay(m_settings.value(id).toBool());
    });
}

void AttemptPage::rememberSizes()
{
    if (m_wide)
        m_settings.remember(splitKey, m_split->saveState());
    m_settings.remember(finalKey, m_final->splitter().saveState());
}

void AttemptPage::resizeEvent(QResizeEvent *event)
{
    Document::resizeEvent(event);
    arrange();
}

/// Where there is no room beside the step, verdicts become a tab.
void AttemptPage::arrange()
{
    const bool wide = width() >= wideFrom * fontMetrics().height() / usualHeight;
    if (wide == m_wide)
        return;
    if (!wide)
        m_settings.remember(splitKey, m_split->saveState());
    m_wide = wide;
    if (wide) {
        m_split->addWidget(m_verdicts);
        m_split->restoreState(m_settings.remembered(splitKey).toByteArray());
        m_verdicts->show();
    } else {
        m_tabs->addTab(m_verdicts, tr("Verdicts"));
    }
}

QString AttemptPage::title() const
{
    if (m_head.record.id.isEmpty())
        return tr("Attempt");
    const QString scenario = m_head.record.scenario;
    return u"%1 #%2"_s.arg(scenario.sliced(scenario.lastIndexOf(u'/') + 1))
        .arg(m_head.record.sample);
}

ide::Location AttemptPage::location() const
{
    QMap<QString, QString> place{
        {u"attempt"_s, m_head.record.id.isEmpty() ? m_id : m_head.record.id}};
    const qint64 step = m_timelineView->chosen() > 0 ? m_timelineView->chosen() : m_wantedStep;
    if (step > 0)
        place.insert(u"step"_s, QString::number(step));
    if (m_pass > 0)
        place.insert(u"pass"_s, QString::number(m_pass));
    if (m_tabs->currentWidget() == m_conversation)
        place.insert(u"view"_s, u"conversation"_s);
    return {m_path, place};
}

bool AttemptPage::isFor(const ide::Location &location)
{
    return location.path.endsWith(u".touchstone"_s) && location.place.contains(u"attempt"_s)
        && !location.place.contains(u"workspace"_s);
}

bool AttemptPage::shows(const ide::Location &location) const
{
    return isFor(location) && location.path == m_path
        && (location.place.value(u"attempt"_s) == m_id
            || location.place.value(u"attempt"_s) == m_head.record.id);
}

void AttemptPage::go(const ide::Location &location)
{
    if (const int pass = location.place.value(u"pass"_s).toInt(); pass > 0 && pass != m_pass) {
        m_pass = pass;
        readHead();
    }
    if (const qint64 step = location.place.value(u"step"_s).toLongLong(); step > 0)
        goToEvent(step);
    if (location.place.value(u"view"_s) == u"conversation"_s)
        m_tabs->setCurrentWidget(m_conversation);
}

QString AttemptPage::status() const
{
    const qint64 step = m_timelineView->chosen();
    QString text = tr("%1 events").arg(countText(m_timeline->count()));
    if (!m_complete)
        text = tr("%1 events, reading…").arg(countText(m_timeline->count()));
    return step > 0 ? tr("Step %1 of %2").arg(step).arg(text) : text;
}

void AttemptPage::openNeighbour(int direction)
{
    const QString id = direction < 0 ? m_neighbours.previous : m_neighbours.next;
    if (id.isEmpty())
        Q_EMIT told(tr("There is no further attempt of this agent at this scenario"));
    else
        Q_EMIT wanted(location().at({{u"attempt"_s, id}}));
}

void AttemptPage::goToNotable(int direction)
{
    m_timelineView->table().goToNotable(direction);
}

void AttemptPage::goToEvent(qint64 event)
{
    if (m_timeline->positionOfEvent(event) < 0 && !m_complete)
        m_wantedStep = event;
    else
        m_timelineView->choose(event);
}

void AttemptPage::goToUncovered(int direction)
{
    m_tabs->setCurrentWidget(m_final);
    if (!m_final->goToUncovered(direction))
        Q_EMIT told(tr("There is no line of which it is known that no test ran it"));
}

void AttemptPage::copyId()
{
    QGuiApplication::clipboard()->setText(m_head.record.id);
    Q_EMIT told(tr("Copied %1").arg(m_head.record.id));
}

void AttemptPage::playOrPause()
{
    m_film->setPlaying(!m_film->isPlaying());
}

void AttemptPage::focusFilter()
{
    m_timelineView->focusFilter();
}

void AttemptPage::showVerdicts()
{
    if (!m_wide)
        m_tabs->setCurrentWidget(m_verdicts);
    m_verdicts->tree().setFocus();
}

void AttemptPage::showTimeline()
{
    m_timelineView->table().setFocus();
}

void AttemptPage::showFinalFiles()
{
    m_tabs->setCurrentWidget(m_final);
    m_final->tree().setFocus();
}

void AttemptPage::showPlace(const QString &file, int line)
{
    m_tabs->setCurrentWidget(m_final);
    readFinalFiles();
    m_final->goTo(file, line);
}

void AttemptPage::askForFolder(qint64 event)
{
    auto *dialog = new QFileDialog(this, tr("An empty folder for the files of step %1").arg(event));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, event](const QString &folder) { takeUp(event, folder); });
    dialog->open();
}

std::vector<ide::SaveFormat> AttemptPage::saveFormats()
{
    return attemptFormats(*this, m_path, m_head.record.id, m_pass);
}

} // namespace touchstone::inspect
