#include "app/inspect/attempt/attempts.h"

#include "app/ide/mainwindow.h"
#include "app/ide/painted.h"
#include "app/inspect/attempt/attemptpage.h"
#include "app/inspect/attempt/timelineview.h"
#include "app/inspect/attempt/workspacepage.h"

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

using What = void (*)(AttemptPage &page);

void addCommand(ide::MainWindow &window, const QString &id, const QString &text,
                const QString &keys, What what)
{
    QAction *action = window.commands().add(
        id, AttemptPage::tr("Attempt"), text, QKeySequence(keys), [&window, what] {
            if (auto *page = qobject_cast<AttemptPage *>(window.current()))
                what(*page);
            else
                window.tell(AttemptPage::tr("This is for the page of an attempt"));
        });
    window.addAction(action); // its shortcut holds without a menu
}

void addCommands(ide::MainWindow &window)
{
    const auto tr = [](const char *text) { return AttemptPage::tr(text); };
    addCommand(window, u"attempt.previous"_s, tr("Previous Attempt at This Scenario"),
               u"Alt+PgUp"_s, [](AttemptPage &page) { page.openNeighbour(-1); });
    addCommand(window, u"attempt.next"_s, tr("Next Attempt at This Scenario"), u"Alt+PgDown"_s,
               [](AttemptPage &page) { page.openNeighbour(1); });
    addCommand(window, u"attempt.copyId"_s, tr("Copy Id"), u"Ctrl+Alt+C"_s,
               [](AttemptPage &page) { page.copyId(); });
    addCommand(window, u"attempt.nextNotable"_s, tr("Next Edit or Error"), u"F8"_s,
               [](AttemptPage &page) { page.goToNotable(1); });
    addCommand(window, u"attempt.previousNotable"_s, tr("Previous Edit or Error"), u"Shift+F8"_s,
               [](AttemptPage &page) { page.goToNotable(-1); });
    addCommand(window, u"attempt.nextUncovered"_s, tr("Next Line That Was Not Run"), u"F9"_s,
               [](AttemptPage &page) { page.goToUncovered(1); });
    addCommand(window, u"attempt.previousUncovered"_s, tr("Previous Line That Was Not Run"),
               u"Shift+F9"_s, [](AttemptPage &page) { page.goToUncovered(-1); });
    addCommand(window, u"attempt.filter"_s, tr("Filter Events"), u"Ctrl+Alt+F"_s,
               [](AttemptPage &page) { page.focusFilter(); });
    addCommand(window, u"attempt.timeline"_s, tr("Go to Timeline"), u"Alt+1"_s,
               [](AttemptPage &page) { page.showTimeline(); });
    addCommand(window, u"attempt.final"_s, tr("Go to Final Workspace"), u"Alt+2"_s,
               [](AttemptPage &page) { page.showFinalFiles(); });
    addCommand(window, u"attempt.verdicts"_s, tr("Go to Verdicts"), u"Alt+3"_s,
               [](AttemptPage &page) { page.showVerdicts(); });
    addCommand(window, u"attempt.conversation"_s, tr("Go to Conversation"), u"Alt+4"_s,
               [](AttemptPage &page) { page.showConversation(); });
    // Ctrl+F is the page's own: in the page of a run it filters
    addCommand(window, u"attempt.find"_s, tr("Find in Conversation (Ctrl+F)"), {},
               [](AttemptPage &page) { page.findInConversation(); });
    addCommand(window, u"attempt.play"_s, tr("Play or Pause the Film Strip"), u"Ctrl+Space"_s,
               [](AttemptPage &page) { page.playOrPause(); });
}

} // namespace

void extendAttempts(ide::MainWindow &window)
{
    window.addOpener(
        [&window](const ide::Location &location, QWidget *parent) -> Result<ide::Document *> {
            if (WorkspacePage::isFor(location))
                return new WorkspacePage(window.settings(), location, parent);
            if (!AttemptPage::isFor(location))
                return nullptr;
            auto *page = new AttemptPage(window.settings(), location, parent);
            QObject::connect(page, &AttemptPage::told, &window, &ide::MainWindow::tell);
            QObject::connect(page, &AttemptPage::failed, &window, &ide::MainWindow::complain);
            page->setGrowing(true);
            ide::readyWithRows(*page, page->findChild<TimelineView *>()->table());
            QObject::connect(page, &AttemptPage::timelineComplete, page,
                             [page] { page->setGrowing(false); });
            return page;
        });
    addCommands(window);
}

} // namespace touchstone::inspect
