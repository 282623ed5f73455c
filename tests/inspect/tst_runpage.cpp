#include "app/ide/look.h"
#include "app/ide/mainwindow.h"
#include "app/inspect/attemptroles.h"
#include "app/inspect/runs/attemptsmodel.h"
#include "app/inspect/runs/attemptstable.h"
#include "app/inspect/runs/matrixmodel.h"
#include "app/inspect/runs/runpage.h"
#include "app/inspect/runs/runs.h"
#include "app/inspect/runs/savedviews.h"
#include "app/inspect/runs/searchpanel.h"
#include "core/report/report.h"
#include "report/samplerun.h"
#include "windows/came.h"
#include "windows/saving.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QTreeWidget>

using namespace touchstone;
using namespace touchstone::test;
using namespace touchstone::inspect;

/// One run as a whole, driven by keyboard and mouse.
class TstRunPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void showsAttempts();
    void figuresAreTheReports();
    void filtersAsTyped();
    void saysWhatIsWrongWithAFilter();
    void nothingAnswers();
    void sortsByHeaderAndKeyboard();
    void groups();
    void matrixLeadsToAttempts();
    void enterOpensTheAttempt();
    void findsWhatWasSaid();
    void searchesWhatTheFilterShows();
    void viewsAreSaved();
    void columnsAreChosen();
    void linksKeepTheFilter();
    void exportsWhatIsShown();
    void readsAnewWhatWasScoredAgain();
    void brokenFilesAreTold();
    void everythingHasAName();
    void pictures();

private:
    RunPage *open(const QString &path, const QString &filter = {})
    {
        ide::Location location{path, {}};
        if (!filter.isEmpty())
            location.place.insert(u"filter"_s, filter);
        m_window->open(location);
        auto *page = qobject_cast<RunPage *>(m_window->current());
        const auto isBusy = [page] {
            return page->source().isReading() || page->source().isSelecting();
        };
        if (page && isBusy() && !QSignalSpy(page, &RunPage::settled).wait(10'000))
            return nullptr;
        return page;
    }
    /// Does something and waits until the page shows what came of it.
    template <typename Act> bool after(RunPage *page, Act act)
    {
        QSignalSpy settled(page, &RunPage::settled);
        act();
        return settled.count() > 0 || settled.wait(10'000);
    }
    QLineEdit *filterLine(RunPage *page)
    {
        for (QLineEdit *line : page->findChildren<QLineEdit *>())
            if (line->accessibleName() == u"Filter attempts"_s)
                return line;
        return nullptr;
    }

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<ide::Settings> m_settings;
    std::unique_ptr<ide::MainWindow> m_window;
};

void TstRunPage::initTestCase()
{
    m_path = m_folder.filePath(u"demo.touchstone"_s);
    VERIFY_OK(runFileWith(m_path, manifestOf(u"one"_s), demoAttempts()));
}

void TstRunPage::init()
{
    m_settings = std::make_unique<ide::Settings>(m_folder.filePath(u"settings"_s));
    m_window = std::make_unique<ide::MainWindow>(*m_settings);
    extendRuns(*m_window);
    m_window->resize(1400, 900);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TstRunPage::cleanup()
{
    m_window.reset();
    m_settings.reset();
    QDir(m_folder.filePath(u"settings"_s)).removeRecursively();
}

void TstRunPage::showsAttempts()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    const QAbstractItemModelTester tester(&page->attempts());
    const QAbstractItemModelTester matrixTester(&page->matrix());
    QCOMPARE(page->attempts().rowCount(), int(demoAttempts().size()));
    QCOMPARE(page->status(), u"22 attempts"_s);
    const auto cell = [&](int row, AttemptField field) {
        return page->attempts().index(row, int(field)).data().toString();
    };
    QCOMPARE(cell(0, AttemptField::Outcome), u"✓ passed"_s);
    QCOMPARE(cell(0, AttemptField::Scenario), u"lists/largest"_s);
    QCOMPARE(cell(2, AttemptField::Outcome), u"✗ failed"_s);
    QCOMPARE(cell(2, AttemptField::InputTokens), u"1,200"_s);
    QCOMPARE(cell(3, AttemptField::Outcome), u"! error"_s);
    QCOMPARE(cell(21, AttemptField::Outcome), u"○ left out"_s);
    QCOMPARE(page->attempts().index(2, 0).data(ToneRole).toString(), u"bad"_s);
}

void TstRunPage::figuresAreTheReports()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    const auto *totals = page->findChild<QTableWidget *>();
    QCOMPARE(totals->rowCount(), 2);
    const auto cell = [&](int row, const QString &title) {
        for (int column = 0; column < totals->columnCount(); ++column)
            if (totals->horizontalHeaderItem(column)->text() == title)
                return totals->item(row, column)->text();
        return QString();
    };
    QCOMPARE(cell(0, u"Agent"_s), u"samples:good.jsonl"_s);
    QCOMPARE(cell(0, u"pass@1"_s), u"88.9 %"_s); // as `touchstone report` prints it
    QCOMPARE(cell(0, u"Passed"_s), u"8"_s);
    QCOMPARE(cell(1, u"Errors"_s), u"1"_s);
}

void TstRunPage::filtersAsTyped()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    m_window->commands().find(u"run.filter"_s)->trigger();
    QVERIFY(filterLine(page)->hasFocus());
    QVERIFY(
        after(page, [&] { QTest::keyClicks(filterLine(page), u"outcome:failed check:tests"_s); }));
    QCOMPARE(page->attempts().rowCount(), 9);
    QCOMPARE(page->status(), u"9 of 22 attempts"_s);
    QCOMPARE(page->location().place.value(u"filter"_s), u"outcome:failed check:tests"_s);
    QTest::keyClick(filterLine(page), Qt::Key_Return); // on to the table
    QTRY_VERIFY(page->table().hasFocus());
}

void TstRunPage::saysWhatIsWrongWithAFilter()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    QVERIFY(after(page, [&] { page->setFilter(u"speed:1"_s); }));
    const auto labels = page->findChildren<QLabel *>();
    const auto problem =
        std::ranges::find(labels, u"What is wrong with the filter"_s, &QWidget::accessibleName);
    QVERIFY(problem != labels.end());
    QVERIFY((*problem)->isVisible());
    QVERIFY((*problem)->text().contains(u"there is no field 'speed'"_s));
    QVERIFY(page->attempts().rowCount() > 0); // what was there stays
    QVERIFY(after(page, [&] { page->setFilter({}); }));
    QVERIFY(!(*problem)->isVisible());
}

void TstRunPage::nothingAnswers()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    QVERIFY(after(page, [&] { page->setFilter(u"language:cobol"_s); }));
    const auto buttons = page->findChildren<QPushButton *>();
    const auto clear = std::ranges::find(buttons, u"Clear Filter"_s, &QPushButton::text);
    QVERIFY(clear != buttons.end());
    QVERIFY((*clear)->isVisible());
    QVERIFY(after(page, [&] { QTest::mouseClick(*clear, Qt::LeftButton); }));
    QCOMPARE(page->attempts().rowCount(), 22);
}

void TstRunPage::sortsByHeaderAndKeyboard()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    QHeaderView *header = page->table().horizontalHeader();
    const auto top = [&] { return page->attempts().index(0, int(AttemptField::Time)).data(); };
    const QPoint time(header->sectionViewportPosition(int(AttemptField::Time)) + 10,
                      header->height() / 2);
    const auto click = [&] { QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, time); };
    page->table().setCurrentIndex(page->attempts().index(3, int(AttemptField::Time)));
    const QString chosen = page->table().currentIndex().data(AttemptIdRole).toString();
    QVERIFY(after(page, click));
    QCOMPARE(top().toString(), u"101 ms"_s);
    QCOMPARE(page->table().currentIndex().data(AttemptIdRole).toString(), chosen);
    QVERIFY(header->isSortIndicatorShown());
    page->table().setFocus();
    QVERIFY(after(page, [&] { QTest::keyClick(&page->table(), Qt::Key_S, Qt::AltModifier); }));
    QCOMPARE(top().toString(), u"3.0 s"_s);
    QVERIFY(after(page, click)); // a third time: as they finished
    QVERIFY(!header->isSortIndicatorShown());
    QCOMPARE(page->attempts().number(5), 5U);
}

void TstRunPage::groups()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    auto *grouping = page->findChild<QComboBox *>();
    QVERIFY(after(page, [&] { grouping->setCurrentIndex(int(Grouping::Tag)); }));
    auto *groups = page->findChild<QTreeView *>();
    QVERIFY(groups->isVisible());
    QCOMPARE(groups->model()->rowCount(), 5);
    QCOMPARE(groups->model()->index(0, 1).data().toString(), u"22"_s);
    QCOMPARE(groups->model()->index(4, 0).data().toString(), u"zig"_s);
    groups->setFocus();
    QVERIFY(after(page, [&] { QTest::keyClick(groups, Qt::Key_End); }));
    QCOMPARE(page->attempts().rowCount(), 2);
    QCOMPARE(groups->currentIndex().data().toString(), u"zig"_s);
    QVERIFY(after(page, [&] { QTest::keyClick(groups, Qt::Key_Home); }));
    QCOMPARE(page->attempts().rowCount(), 22);
}

void TstRunPage::matrixLeadsToAttempts()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    QCOMPARE(page->matrix().rowCount(), 4);
    QCOMPARE(page->matrix().columnCount(), 3);
    QCOMPARE(page->matrix().index(1, 1).data().toString(), u"2/3"_s);
    QCOMPARE(page->matrix().index(1, 2).data().toString(), u"0/2  ! 1 error"_s);
    auto *tabs = page->findChild<QTabWidget *>();
    tabs->setCurrentIndex(1);
    auto *matrix = qobject_cast<QTableView *>(tabs->currentWidget());
    QVERIFY(matrix);
    matrix->setFocus();
    matrix->setCurrentIndex(page->matrix().index(1, 2));
    QVERIFY(after(page, [&] { QTest::keyClick(matrix, Qt::Key_Return); }));
    QCOMPARE(tabs->currentIndex(), 0);
    QCOMPARE(page->attempts().rowCount(), 4); // three, and one run again
    QVERIFY(page->table().hasFocus());
}

void TstRunPage::enterOpensTheAttempt()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    QSignalSpy wanted(page, &ide::Document::wanted);
    QObject::disconnect(page, &ide::Document::wanted, m_window.get(), nullptr);
    page->table().setFocus();
    page->table().setCurrentIndex(page->attempts().index(2, 1));
    QTest::keyClick(&page->table(), Qt::Key_Return);
    QCOMPARE(wanted.count(), 1);
    const auto location = wanted.front().front().value<ide::Location>();
    QCOMPARE(location.path, m_path);
    QCOMPARE(location.place.value(u"attempt"_s), page->source().table().id(2));
    QVERIFY(!page->shows(location));
}

void TstRunPage::findsWhatWasSaid()
{
    const QString path = m_folder.filePath(u"said.touchstone"_s);
    AttemptMaker maker;
    FinishedAttempt attempt = passing(maker, u"a"_s, u"chat:m"_s, 0);
    for (const char *text : {"nothing of interest", "the needle <b>in</b> the hay"}) {
        Event event;
        event.id = qint64(attempt.events.size()) + 1;
        event.type = EventType::Message;
        event.data = {{"role", "user"}, {"text", text}};
        attempt.events.push_back(event);
    }
    VERIFY_OK(runFileWith(path, manifestOf(u"said"_s), {attempt}));
    RunPage *page = open(path);
    QVERIFY(page);
    QObject::disconnect(page, &ide::Document::wanted, m_window.get(), nullptr);
    m_window->commands().find(u"run.search"_s)->trigger();
    auto *panel = page->findChild<SearchPanel *>();
    auto *line = panel->findChild<QLineEdit *>();
    QVERIFY(line->hasFocus());
    QSignalSpy searched(panel, &SearchPanel::searched);
    QTest::keyClicks(line, u"needle"_s);
    QVERIFY(testing::came(searched));
    QCOMPARE(searched.back().front().toInt(), 1);
    QSignalSpy wanted(page, &ide::Document::wanted);
    QTest::keyClick(line, Qt::Key_Return);
    QTest::keyClick(panel->findChild<QTreeWidget *>(), Qt::Key_Return);
    QCOMPARE(wanted.count(), 1);
    const auto location = wanted.front().front().value<ide::Location>();
    QCOMPARE(location.place.value(u"attempt"_s), attempt.record.id);
    QCOMPARE(location.place.value(u"step"_s), u"2"_s);
}

void TstRunPage::searchesWhatTheFilterShows()
{
    const QString path = m_folder.filePath(u"many.touchstone"_s);
    AttemptMaker maker;
    std::vector<FinishedAttempt> attempts;
    for (int i = 0; i < 5; ++i) {
        FinishedAttempt attempt =
            passing(maker, u"s%1"_s.arg(i), i < 2 ? u"chat:one"_s : u"chat:two"_s, 0);
        Event event;
        event.id = qint64(attempt.events.size()) + 1;
        event.type = EventType::Message;
        event.data = {{"role", "user"}, {"text", "a needle"}};
        attempt.events.push_back(event);
        attempts.push_back(std::move(attempt));
    }
    VERIFY_OK(runFileWith(path, manifestOf(u"many"_s), attempts));
    RunPage *page = open(path, u"agent:chat:one"_s);
    QVERIFY(page);
    m_window->commands().find(u"run.search"_s)->trigger();
    auto *panel = page->findChild<SearchPanel *>();
    auto *all = panel->findChild<QCheckBox *>();
    QVERIFY(all->isVisible());
    const auto says = [&](const QString &text) {
        return std::ranges::any_of(panel->findChildren<QLabel *>(), [&](const QLabel *label) {
            return label->isVisible() && label->text() == text;
        });
    };
    QTest::keyClicks(panel->findChild<QLineEdit *>(), u"needle"_s);
    QTRY_VERIFY(says(u"2 places, 3 more in attempts that the filter leaves out"_s));
    QCOMPARE(panel->findChild<QTreeWidget *>()->topLevelItemCount(), 2);
    all->setFocus();
    QTest::keyClick(all, Qt::Key_Space);
    QTRY_VERIFY(says(u"5 places"_s));
    QTest::keyClick(all, Qt::Key_Space);
    QVERIFY(after(page, [&] { page->setFilter(u"agent:chat:two"_s); }));
    QTRY_VERIFY(says(u"3 places, 2 more in attempts that the filter leaves out"_s));
    QVERIFY(after(page, [&] { page->setFilter({}); }));
    QTRY_VERIFY(says(u"5 places"_s));
    QVERIFY(!all->isVisible());
}

void TstRunPage::viewsAreSaved()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    QVERIFY(after(page, [&] { page->setFilter(u"agent:chat*"_s); }));
    QVERIFY(after(page, [&] { page->findChild<QComboBox *>()->setCurrentIndex(1); }));
    auto *views = m_window->findChild<SavedViews *>();
    views->save(u"weak ones"_s, page->view());
    QVERIFY(after(page, [&] { page->setView({}); }));
    QCOMPARE(page->attempts().rowCount(), 22);
    QAction *command = m_window->commands().find(u"run.view.weak ones"_s);
    QVERIFY(command);
    QVERIFY(after(page, [&] { command->trigger(); }));
    QCOMPARE(page->attempts().rowCount(), 12);
    QCOMPARE(page->findChild<QComboBox *>()->currentIndex(), 1);
    views->remove(u"weak ones"_s);
    QVERIFY(!command->isEnabled());
}

void TstRunPage::columnsAreChosen()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    QHeaderView *header = page->table().horizontalHeader();
    QVERIFY(header->isSectionHidden(int(AttemptField::Model)));
    page->showColumnMenu();
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    menu->actions()[int(AttemptField::Model)]->trigger();
    menu->close();
    QVERIFY(!header->isSectionHidden(int(AttemptField::Model)));
    page->table().setFocus();
    page->table().setCurrentIndex(page->attempts().index(0, int(AttemptField::Kind)));
    const int place = header->visualIndex(int(AttemptField::Kind));
    QTest::keyClick(&page->table(), Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);
    QCOMPARE(header->visualIndex(int(AttemptField::Kind)), place - 1);
}

void TstRunPage::linksKeepTheFilter()
{
    RunPage *page = open(m_path, u"tag:zig"_s);
    QVERIFY(page);
    QCOMPARE(page->attempts().rowCount(), 2);
    const QString link = page->location().text();
    QCOMPARE(ide::Location::parse(link, {}), page->location());
}

void TstRunPage::exportsWhatIsShown()
{
    RunPage *page = open(m_path, u"tag:zig"_s);
    QVERIFY(page);
    const QString path = m_folder.filePath(u"shown.csv"_s);
    for (const ide::SaveFormat &format : page->saveFormats())
        VERIFY_OK(
            saveNow(format, format.ending == u"csv"_s ? path : m_folder.filePath(u"shown.png"_s)));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), 4); // with the head and what is behind the last
    QVERIFY(lines[0].startsWith("Outcome,Scenario,Kind,Language,Agent"));
    QVERIFY(QFileInfo(m_folder.filePath(u"shown.png"_s)).size() > 1000);
}

void TstRunPage::readsAnewWhatWasScoredAgain()
{
    const QString path = m_folder.filePath(u"again.touchstone"_s);
    auto file = runFileWith(path, manifestOf(u"again"_s), demoAttempts());
    VERIFY_OK(file);
    RunPage *page = open(path);
    QVERIFY(page);
    const auto outcome = [&] { return page->attempts().index(2, 0).data().toString(); };
    QCOMPARE(outcome(), u"✗ failed"_s);
    const auto pass = (*file)->beginPass({0, 1, {}, Json::object()});
    VERIFY_OK(pass);
    VERIFY_OK((*file)->appendPass(
        *pass, {{page->source().table().id(2), {Outcome::Passed, {}, 1.0}, {}, {}}}));
    QTRY_COMPARE(outcome(), u"✓ passed"_s);
}

void TstRunPage::brokenFilesAreTold()
{
    const QString path = m_folder.filePath(u"broken.touchstone"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<b>no run</b>");
    file.close();
    m_window->open({path, {}});
    auto *page = qobject_cast<RunPage *>(m_window->current());
    QVERIFY(page);
    const auto said = [&](const QString &text) {
        return std::ranges::any_of(page->findChildren<QLabel *>(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    };
    QTRY_VERIFY(said(u"This run can't be read"_s));
    QVERIFY(said(u"not a Touchstone run file"_s));
}

void TstRunPage::everythingHasAName()
{
    RunPage *page = open(m_path);
    QVERIFY(page);
    for (const QWidget *widget : page->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
            continue;
        QAccessibleInterface *accessible =
            QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        const bool isPart = widget->objectName().startsWith(u"qt_"_s);
        QVERIFY2(isPart || (accessible && !accessible->text(QAccessible::Name).isEmpty()),
                 qPrintable(QString::fromLatin1(widget->metaObject()->className())));
    }
}

/// For people to look at, where $TOUCHSTONE_PICTURES names a folder.
void TstRunPage::pictures()
{
    const QString folder = qEnvironmentVariable("TOUCHSTONE_PICTURES");
    if (folder.isEmpty())
        QSKIP("TOUCHSTONE_PICTURES names no folder");
    const QString run = qEnvironmentVariable("TOUCHSTONE_PICTURED_RUN", m_path);
    for (const auto scheme : {ide::Scheme::Light, ide::Scheme::Dark}) {
        ide::applyLook(*qApp, scheme, 100);
        RunPage *page = open(run);
        QVERIFY(page);
        const QString prefix = folder + u'/' + ide::schemeName(scheme) + u'-';
        const auto shoot = [&](const QString &name) {
            QCoreApplication::processEvents();
            m_window->grab().save(prefix + name + u".png"_s);
        };
        page->table().setFocus();
        page->table().setCurrentIndex(page->attempts().index(1, 1));
        shoot(u"attempts"_s);
        QVERIFY(after(page, [&] { page->findChild<QComboBox *>()->setCurrentIndex(3); }));
        shoot(u"groups"_s);
        page->findChild<QTabWidget *>()->setCurrentIndex(1);
        shoot(u"matrix"_s);
        page->focusSearch();
        QSignalSpy searched(page->findChild<SearchPanel *>(), &SearchPanel::searched);
        page->findChild<SearchPanel *>()->search(u"return"_s);
        QVERIFY(testing::came(searched, 30'000));
        shoot(u"search"_s);
        page->findChild<QTabWidget *>()->setCurrentIndex(0);
        QVERIFY(after(page, [&] { page->setFilter(u"kind:generate speed:1"_s); }));
        shoot(u"wrongfilter"_s);
        QVERIFY(after(page, [&] { page->setFilter(u"language:cobol"_s); }));
        shoot(u"nothing"_s);
        m_window->commands().find(u"file.close"_s)->trigger();
    }
}

QTEST_MAIN(TstRunPage)
#include "tst_runpage.moc"
