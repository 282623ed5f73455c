#include "app/inspect/runs/runs.h"

#include "app/ide/mainwindow.h"
#include "app/inspect/runs/logpage.h"
#include "app/inspect/runs/runpage.h"
#include "app/inspect/runs/runsdock.h"
#include "app/inspect/runs/savedviews.h"

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

RunPage *currentRun(const ide::MainWindow &window)
{
    if (const auto *log = qobject_cast<LogPage *>(window.current()))
        return log->run();
    return qobject_cast<RunPage *>(window.current());
}

/// What every page of a run can do, for the palette; where none is in front, it says so.
void addCommand(ide::MainWindow &window, const QString &id, const QString &text,
                const QKeySequence &shortcut, void (*run)(RunPage &))
{
    window.commands().add(id, ide::MainWindow::tr("Run"), text, shortcut, [&window, run] {
        if (RunPage *page = currentRun(window))
            run(*page);
        else
            window.tell(ide::MainWindow::tr("No run is in front"));
    });
}

/// Of a run's page the chosen attempts, of an attempt's page its own.
void runAgain(ide::MainWindow &window, const RunActions &actions)
{
    if (RunPage *page = currentRun(window))
        return page->runChosenAgain();
    const ide::Document *page = window.current();
    const ide::Location location = page ? page->location() : ide::Location();
    const QString attempt = location.place.value(u"attempt"_s);
    if (!location.path.endsWith(u".touchstone"_s) || attempt.isEmpty())
        return window.tell(ide::MainWindow::tr("Choose attempts of a run, or open one, first"));
    actions.again(location.path, attempt.split(u',', Qt::SkipEmptyParts));
}

/// A command for each saved view; those that were removed can't be chosen any more.
void updateViewCommands(ide::MainWindow &window, const SavedViews &views)
{
    const QString prefix = u"run.view."_s;
    const QStringList names = views.names();
    for (const QString &name : names)
        if (!window.commands().find(prefix + name))
            window.commands().add(prefix + name, ide::MainWindow::tr("Run"),
                                  ide::MainWindow::tr("View “%1”").arg(name), {},
                                  [&window, &views, name] {
                                      if (RunPage *page = currentRun(window))
                                          page->setView(views.view(name));
                                      else
                                          window.tell(ide::MainWindow::tr("No run is in front"));
                                  });
    for (QAction *action : window.commands().all())
        if (action->objectName().startsWith(prefix))
            action->setEnabled(names.contains(action->objectName().sliced(prefix.size())));
}

} // namespace

void extendRuns(ide::MainWindow &window, const RunActions &actions)
{
    auto *views = new SavedViews(window.settings(), &window);
    updateViewCommands(window, *views);
    QObject::connect(views, &SavedViews::changed, &window,
                     [&window, views] { updateViewCommands(window, *views); });
    addCommand(window, u"run.filter"_s, ide::MainWindow::tr("Filter Attempts"), QKeySequence::Find,
               [](RunPage &page) { page.focusFilter(); });
    addCommand(window, u"run.search"_s, ide::MainWindow::tr("Search in Messages and Outputs"),
               QKeySequence(u"Ctrl+Shift+F"_s), [](RunPage &page) { page.focusSearch(); });
    addCommand(window, u"run.attempts"_s, ide::MainWindow::tr("Show Attempts"), {},
               [](RunPage &page) { page.showAttempts(); });
    addCommand(window, u"run.matrix"_s, ide::MainWindow::tr("Show Matrix"), {},
               [](RunPage &page) { page.showMatrix(); });
    addCommand(window, u"run.columns"_s, ide::MainWindow::tr("Choose Columns…"), {},
               [](RunPage &page) { page.showColumnMenu(); });
    addCommand(window, u"run.openChosen"_s, ide::MainWindow::tr("Open Chosen Attempts"), {},
               [](RunPage &page) { page.openChosen(); });
    addCommand(window, u"run.compareChosen"_s, ide::MainWindow::tr("Compare Two Chosen Attempts"),
               {}, [](RunPage &page) { page.compareChosen(); });
    addCommand(window, u"run.copyChosen"_s, ide::MainWindow::tr("Copy Ids of Chosen Attempts"), {},
               [](RunPage &page) { page.copyChosen(); });
    if (actions.again)
        window.commands().add(u"run.again"_s, ide::MainWindow::tr("Run"),
                              ide::MainWindow::tr("Run Chosen Attempts Again"), {},
                              [&window, actions] { runAgain(window, actions); });
    auto *dock = new RunsDock(window);
    window.addDock(u"runs"_s, ide::MainWindow::tr("Runs"), dock, Qt::LeftDockWidgetArea);
    const auto refreshLater = [dock] {
        QMetaObject::invokeMethod(dock, &RunsDock::refresh, Qt::QueuedConnection);
    };
    window.addOpener(
        [&window, views, dock, refreshLater, actions](const ide::Location &location,
                                                      QWidget *parent) -> Result<ide::Document *> {
            if (!location.path.endsWith(u".touchstone"_s) || location.place.contains(u"attempt"_s)
                || !QFileInfo::exists(location.path)) // the window says so
                return nullptr;
            auto *page = new RunPage(location.path, window.settings(), *views, parent);
            page->setActions(actions);
            page->go(location);
            QObject::connect(page, &RunPage::told, &window, &ide::MainWindow::tell);
            refreshLater();
            QObject::connect(page, &QObject::destroyed, dock, refreshLater);
            return page;
        });
    window.addOpener([&window, views](const ide::Location &location,
                                      QWidget *parent) -> Result<ide::Document *> {
        if (!location.path.endsWith(u".eval"_s) || !QFileInfo::exists(location.path))
            return nullptr;
        auto *page = new LogPage(location, window.settings(), *views, parent);
        QObject::connect(page, &LogPage::told, &window, &ide::MainWindow::tell);
        return page;
    });
}

} // namespace touchstone::inspect
