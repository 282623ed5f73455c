#include "app/scenarios/scenarios.h"

#include "app/ide/mainwindow.h"
#include "app/scenarios/browser.h"
#include "app/scenarios/packlibrary.h"
#include "app/scenarios/packpage.h"
#include "app/scenarios/running/runform.h"
#include "app/scenarios/running/runningview.h"
#include "app/scenarios/running/runprocess.h"
#include "app/scenarios/running/runs.h"
#include "app/scenarios/running/validationpage.h"
#include "app/scenarios/scenariopage.h"

#include "core/base/paths.h"
#include "core/base/text.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimer>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QStatusBar>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

QString shippedPacks()
{
    const auto data = dataFolder();
    return data ? *data + u"/scenarios"_s : QString();
}

/// Our own executable; of a test, the one it was built with.
QString ownProgram()
{
    const QString folder = QCoreApplication::applicationDirPath();
    for (const QString &path : {folder + u"/touchstone"_s, folder + u"/../touchstone"_s})
        if (QFileInfo(path).isExecutable() && QFileInfo(path).isFile())
            return QDir::cleanPath(path);
    return u"touchstone"_s;
}

bool isTable(const QString &path)
{
    return path.endsWith(u".jsonl"_s);
}

/// What the window has for scenarios and runs; the window's child.
class Scenarios : public QObject {
public:
    explicit Scenarios(ide::MainWindow &window)
        : QObject(&window)
        , m_window(window)
        , m_library(window.settings(), shippedPacks())
        , m_runs(ownProgram())
    {
        addDocks();
        addCommands();
        addMenu();
        m_window.addOpener([this](const ide::Location &location, QWidget *parent) {
            return Result<ide::Document *>(page(location, parent));
        });
        m_window.addQuickSource([this] { return quickChoices(); });
        connect(&m_runs, &Runs::added, this, [this] {
            m_mayLeave = false;
            m_running->show();
        });
        connect(&m_runs, &Runs::begun, this,
                [this](const LiveRun *run) { m_window.open({run->file(), {}}); });
        connect(&m_runs, &Runs::ended, this, [this](const LiveRun *run) {
            m_window.tell(tr("%1: %2").arg(QFileInfo(run->file()).fileName(), run->stateText()));
            readResults();
            if (m_goOnWhenEnded && m_runs.oursUnderWay() == 0)
                std::exchange(m_goOnWhenEnded, {})();
        });
        connect(&m_window, &ide::MainWindow::opened, this, [this](const ide::Document *page) {
            readResults();
            if (const QString path = page->location().path; path.endsWith(u".touchstone"_s))
                m_runs.lookAt({path});
        });
        m_window.addCloseQuestion(
            [this](const std::function<void()> &goOn) { return askToLeave(goOn); });
        QTimer::singleShot(0, this, [this] { // when the window is there
            m_library.load();
            readResults();
            m_runs.lookAt(runsOfOthers());
        });
    }

    [[nodiscard]] Runs &runs() { return m_runs; }

private:
    void addDocks()
    {
        m_browser = new Browser(m_library, m_window.settings());
        connect(m_browser, &Browser::wanted, &m_window, &ide::MainWindow::open);
        connect(m_browser, &Browser::runWanted, this,
                [this](const RunTarget &target) { m_window.open(runForm(target)); });
        connect(m_browser, &Browser::validationWanted, this, [this](const RunTarget &target) {
            if (!target.isEmpty())
                m_window.open(validationPage(target));
        });
        connect(m_browser, &Browser::folderWanted, this,
                [this] { m_window.commands().find(u"file.openFolder"_s)->trigger(); });
        m_window.addDock(u"scenarios"_s, tr("Scenarios"), m_browser, Qt::LeftDockWidgetArea);
        auto *running = new RunningView(m_runs);
        connect(running, &RunningView::wanted, &m_window, &ide::MainWindow::open);
        m_running =
            m_window.addDock(u"running"_s, tr("Running"), running, Qt::BottomDockWidgetArea);
        m_running->hide(); // until there is something
        auto *button = new RunningButton(m_runs);
        connect(button, &QPushButton::clicked, m_running, [this] {
            m_running->show();
            m_running->raise();
        });
        m_window.statusBar()->addPermanentWidget(button);
    }

    void addCommands()
    {
        ide::Commands &commands = m_window.commands();
        const QString run = tr("Run");
        commands.add(u"run.start"_s, run, tr("Run with Agent…"), QKeySequence(u"Ctrl+Shift+R"_s),
                     [this] { m_window.open(runForm(target())); });
        commands.add(u"run.validate"_s, run, tr("Validate"), {}, [this] {
            const RunTarget chosen = target();
            if (chosen.isEmpty())
                m_window.tell(tr("Choose a scenario or a pack first"));
            else
                m_window.open(validationPage(chosen));
        });
        commands.add(u"run.stopAll"_s, run, tr("Stop All Runs of This Window"), {}, [this] {
            for (LiveRun *one : m_runs.all())
                if (one->isOurs())
                    one->stop();
        });
        commands.add(u"scenarios.filter"_s, tr("Scenarios"), tr("Filter Scenarios"),
                     QKeySequence(u"Ctrl+Alt+S"_s), [this] {
                         m_window.commands().find(u"view.dock.scenarios"_s)->trigger();
                         m_browser->focusFilter();
                     });
        commands.add(u"scenarios.reload"_s, tr("Scenarios"), tr("Read All Packs Again"), {},
                     [this] {
                         for (const PackPointer &pack : std::vector(m_library.packs()))
                             m_library.reload(pack->path);
                     });
    }

    void addMenu()
    {
        QMenu *menu = m_window.menuBar()->addMenu(tr("&Run"));
        for (const QString &id : {u"run.start"_s, u"run.validate"_s, u"run.again"_s,
                                  u"run.stopAll"_s, u"view.dock.running"_s})
            if (QAction *action = m_window.commands().find(id))
                menu->addAction(action);
    }

    /// Run files that a window was closed over, and those that were open lately.
    [[nodiscard]] QStringList runsOfOthers() const
    {
        QStringList files = m_window.settings().remembered(leftKey).toStringList()
            + m_window.recent().filter(QRegularExpression(u"\\.touchstone$"_s));
        files.removeDuplicates();
        return files;
    }

    /// The next window looks whether they still run; one may not even have begun, and was not open.
    void rememberLeft()
    {
        QStringList files;
        for (const LiveRun *run : m_runs.all())
            if (run->isOurs() && run->isUnderWay())
                files.append(run->file());
        m_window.settings().remember(leftKey, files);
    }

    /// Runs that were begun here outlive the window, which nobody may think of. Whether it asks.
    bool askToLeave(const std::function<void()> &goOn)
    {
        const int number = m_runs.oursUnderWay();
        if (number == 0 || m_mayLeave)
            return false;
        auto *box = new QMessageBox(QMessageBox::Question, tr("Touchstone"),
                                    number == 1 ? tr("A run is under way.")
                                                : tr("%1 runs are under way.").arg(number),
                                    QMessageBox::Cancel, &m_window);
        box->setObjectName(u"askToLeave"_s);
        box->setTextFormat(Qt::PlainText);
        box->setInformativeText(
            tr("Runs go on without the window, and show when their files are opened again. "
               "Stopped, they end after the attempts under way and can be resumed."));
        QPushButton *leave = box->addButton(tr("Let Them Run"), QMessageBox::AcceptRole);
        const QPushButton *stop = box->addButton(tr("Stop Them"), QMessageBox::DestructiveRole);
        box->setDefaultButton(leave);
        box->setAttribute(Qt::WA_DeleteOnClose);
        connect(leave, &QPushButton::clicked, this, [this, goOn] {
            m_mayLeave = true;
            rememberLeft();
            goOn();
        });
        connect(stop, &QPushButton::clicked, this, [this, goOn] {
            m_goOnWhenEnded = goOn;
            for (LiveRun *run : m_runs.all())
                if (run->isOurs())
                    run->stop();
            m_window.tell(tr("The window closes when the runs have stopped"));
        });
        box->open(); // returns at once
        return true;
    }

    /// Where the keyboard is: in the browser its selection, else what the page is about.
    [[nodiscard]] RunTarget target() const
    {
        const bool isInBrowser = m_browser->isAncestorOf(QApplication::focusWidget());
        const ide::Document *page = m_window.current();
        if (!isInBrowser && page) {
            if (const auto *scenario = qobject_cast<const ScenarioPage *>(page))
                return scenario->target();
            if (const auto *pack = qobject_cast<const PackPage *>(page))
                return pack->target();
        }
        return m_browser->target();
    }

    ide::Document *page(const ide::Location &location, QWidget *parent)
    {
        if (location.path == runPath)
            return new RunForm(m_library, m_runs, m_window.settings(), targetOf(location), parent);
        if (location.path == validationPath)
            return new ValidationPage(m_library, m_runs.program(), targetOf(location), parent);
        const QFileInfo info(location.path);
        const bool mayBe = info.isDir() || info.fileName() == u"pack.json"_s
            || info.fileName() == u"scenario.json"_s || isTable(location.path);
        const QString folder = mayBe ? packFolderOf(location.path) : QString();
        if (folder.isEmpty())
            return nullptr;
        m_library.add(folder);
        const QString id = location.place.value(u"scenario"_s);
        QString file;
        if (info.fileName() == u"scenario.json"_s)
            file = info.absoluteFilePath();
        else if (info.isDir() && QFileInfo(location.path + u"/scenario.json"_s).isFile())
            file = info.absoluteFilePath() + u"/scenario.json"_s;
        if (id.isEmpty() && file.isEmpty())
            return new PackPage(m_library, m_window.settings(), folder, parent);
        auto *page = new ScenarioPage(m_library, m_window.settings(), folder, id, file, parent);
        page->go(location);
        return page;
    }

    std::vector<ide::Choice> quickChoices()
    {
        std::vector<ide::Choice> choices;
        for (const PackPointer &pack : m_library.packs()) {
            choices.push_back({visibleText(pack->name()), tr("pack"), {}, [this, pack] {
                                   m_window.open(packLocation(pack->path));
                               }});
            if (pack->outlines.size() > mostQuick)
                continue;
            for (const ScenarioOutline &outline : pack->outlines)
                choices.push_back({visibleText(outline.id),
                                   visibleText(pack->name()),
                                   {},
                                   [this, path = pack->path, id = outline.id] {
                                       m_window.open(scenarioLocation(path, id));
                                   }});
        }
        return choices;
    }

    /// The latest runs first, as the window remembers them.
    void readResults()
    {
        QStringList runs;
        QStringList states;
        for (const QString &path : m_window.recent()) {
            const QFileInfo info(path);
            if (!path.endsWith(u".touchstone"_s) || !info.exists())
                continue;
            runs.append(path);
            states.append(u"%1 %2 %3"_s.arg(path)
                              .arg(info.size())
                              .arg(info.lastModified().toMSecsSinceEpoch()));
        }
        if (states != std::exchange(m_runStates, states)) // reading them takes a while
            m_library.setRuns(runs);
    }

    static inline const QString leftKey = u"run/left"_s;
    static constexpr size_t mostQuick = 20'000; // scenarios of a pack in quick open

    ide::MainWindow &m_window;
    PackLibrary m_library;
    Runs m_runs;
    QStringList m_runStates; ///< of the runs whose results are shown
    Browser *m_browser = nullptr;
    QDockWidget *m_running = nullptr;
    bool m_mayLeave = false; ///< somebody was asked, and lets the runs go on
    std::function<void()> m_goOnWhenEnded; ///< closes the window
};

Scenarios *scenariosOf(const ide::MainWindow &window)
{
    for (QObject *child : window.children())
        if (auto *all = dynamic_cast<Scenarios *>(child))
            return all;
    return nullptr;
}

} // namespace

void extendScenarios(ide::MainWindow &window)
{
    new Scenarios(window);
}

void runAgain(ide::MainWindow &window, const QString &runFile, const QStringList &attempts)
{
    if (Scenarios *all = scenariosOf(window))
        all->runs().again(runFile, attempts);
}

void resumeRun(ide::MainWindow &window, const QString &runFile)
{
    if (Scenarios *all = scenariosOf(window))
        all->runs().resume(runFile);
}

} // namespace touchstone::scenarios
