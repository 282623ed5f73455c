#include "app/inspect/compare/comparisons.h"

#include "app/ide/mainwindow.h"
#include "app/ide/painted.h"
#include "app/inspect/compare/comparepage.h"
#include "app/inspect/compare/pairpage.h"
#include "app/inspect/compare/pairview.h"

#include <QtWidgets/QFileDialog>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

QString askForRun(ide::MainWindow &window, const QString &title)
{
    return QFileDialog::getOpenFileName(&window, title, {}, ComparePage::tr("Runs (*.touchstone)"));
}

/// The run in front is B, the run in question; the one asked for is A, its baseline.
void compareWith(ide::MainWindow &window)
{
    const ide::Document *page = window.current();
    if (!page || !page->location().path.endsWith(u".touchstone"_s))
        return window.tell(ComparePage::tr("Open a run first: it is held against another"));
    const QString b = page->location().path;
    const QString a = askForRun(window, ComparePage::tr("Hold this run against"));
    if (!a.isEmpty())
        window.open(ComparePage::locationOf(a, b));
}

/// Of the pages of runs that are open, the two that were opened first.
void compareOpen(ide::MainWindow &window)
{
    QStringList runs;
    for (const ide::Document *page : window.documents())
        if (const QString path = page->location().path;
            path.endsWith(u".touchstone"_s) && !runs.contains(path))
            runs.append(path);
    if (runs.size() < 2)
        return window.tell(ComparePage::tr("Open two runs first"));
    ide::Location location = ComparePage::locationOf(runs[0], runs[1]);
    if (runs.size() > 2)
        location.place.insert(u"more"_s, ide::joinedPaths(runs.sliced(2)));
    window.open(location);
}

/// The two attempts that were opened last; what was opened first is A.
void compareOpenAttempts(ide::MainWindow &window)
{
    std::vector<ide::Location> attempts;
    for (const ide::Document *page : window.documents())
        if (const ide::Location location = page->location();
            location.path.endsWith(u".touchstone"_s) && location.place.contains(u"attempt"_s))
            attempts.push_back(location);
    if (attempts.size() < 2)
        return window.tell(ComparePage::tr("Open two attempts first"));
    window.open(PairPage::locationOf(attempts[attempts.size() - 2], attempts.back()));
}

/// The steps beside each other that are in front, of a comparison or of two attempts.
void goToDifference(ide::MainWindow &window, int direction)
{
    auto *pair = window.current() ? window.current()->findChild<PairView *>() : nullptr;
    if (pair)
        pair->goToDifference(direction);
    else
        window.tell(ComparePage::tr("This is for two attempts beside each other"));
}

void addCommand(ide::MainWindow &window, const char *id, const QString &text,
                const QKeySequence &keys, std::function<void(ComparePage &)> run)
{
    QAction *action = window.commands().add(
        QString::fromLatin1(id), ComparePage::tr("Compare"), text, keys,
        [&window, run = std::move(run)] {
            if (auto *page = qobject_cast<ComparePage *>(window.current()))
                run(*page);
            else
                window.tell(ComparePage::tr("This is for the page of a comparison"));
        });
    window.addAction(action); // its shortcut holds without a menu
}

} // namespace

void extendCompare(ide::MainWindow &window)
{
    window.addOpener(
        [&window](const ide::Location &location, QWidget *parent) -> Result<ide::Document *> {
            if (PairPage::isFor(location))
                return new PairPage(window.settings(), location, parent);
            if (!ComparePage::isFor(location))
                return nullptr;
            auto *page = new ComparePage(window.settings(), location, parent);
            QObject::connect(page, &ComparePage::compared, page,
                             [page] { ide::readyWhenPainted(*page, *page); });
            return page;
        });
    const auto tr = [](const char *text) { return ComparePage::tr(text); };
    const QString compare = tr("Compare");
    window.commands().add(u"compare.with"_s, compare, tr("This Run With…"), {},
                          [&window] { compareWith(window); });
    window.commands().add(u"compare.open"_s, compare, tr("The Open Runs"), {},
                          [&window] { compareOpen(window); });
    window.commands().add(u"compare.agents"_s, compare, tr("Agents of This Run"), {}, [&window] {
        const ide::Document *page = window.current();
        const QString run = page ? page->location().path : QString();
        if (run.endsWith(u".touchstone"_s))
            window.open(ComparePage::locationOf(run, run));
        else
            window.tell(
                ComparePage::tr("Open a run first: its agents are held against each other"));
    });
    window.commands().add(u"compare.openAttempts"_s, compare, tr("The Two Attempts Opened Last"),
                          {}, [&window] { compareOpenAttempts(window); });
    addCommand(window, "compare.swap", tr("Swap A and B"), {},
               [](ComparePage &page) { page.swap(); });
    addCommand(window, "compare.addRun", tr("Add a Run to the Table of Rates…"), {},
               [&window](ComparePage &page) {
                   const QString path = askForRun(window, ComparePage::tr("Add a run"));
                   if (!path.isEmpty())
                       page.addRun(path);
               });
    window.addAction(window.commands().add(u"compare.nextDifference"_s, compare,
                                           tr("Next Step That Differs"), QKeySequence(u"F7"_s),
                                           [&window] { goToDifference(window, 1); }));
    window.addAction(window.commands().add(
        u"compare.previousDifference"_s, compare, tr("Previous Step That Differs"),
        QKeySequence(u"Shift+F7"_s), [&window] { goToDifference(window, -1); }));
    addCommand(window, "compare.filter", tr("Filter"), {},
               [](ComparePage &page) { page.focusFilter(); });
}

} // namespace touchstone::inspect
