#include "app/inspect/runs/attemptstable.h"
#include "inspect/runwindow.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStatusBar>

using namespace touchstone;
using namespace touchstone::test;
using namespace touchstone::inspect;

/// Several attempts of a run's table, chosen by keyboard and mouse, and what is done with them.
class TstRunChoice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keyboard();
    void mouse();
    void staysWhileRowsMove();
    void goesWithItsRows();
    void runsAgain();
    void runsOneAgainAtOnce();
    void notWhereNothingRuns();
    void copies();
    void opens();
    void comparesTwo();
    void manyAreNotOpened();
    void newOnesStandBeside();
    void readingIsNotDisturbed();

private:
    [[nodiscard]] AttemptsTable &table() const { return m_page->table(); }
    [[nodiscard]] QString id(int row) const
    {
        return m_page->attempts().table().id(m_page->attempts().number(row));
    }
    void current(int row)
    {
        table().setFocus();
        table().setCurrentIndex(m_page->attempts().index(row, 0));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&table(), key, modifiers);
    }
    template <typename Act> bool after(Act act)
    {
        QSignalSpy settled(m_page, &RunPage::settled);
        act();
        return settled.count() > 0 || settled.wait(10'000);
    }
    void command(const QString &id) { m_window->window.commands().find(id)->trigger(); }

    struct Again {
        QString file;
        QStringList attempts;
        bool operator==(const Again &) const = default;
    };
    QTemporaryDir m_folder;
    QString m_path;
    int m_runs = 0;
    std::vector<Again> m_again;
    std::unique_ptr<RunWindow> m_window;
    RunPage *m_page = nullptr;
};

void TstRunChoice::init()
{
    m_path = m_folder.filePath(u"demo%1.touchstone"_s.arg(++m_runs));
    {
        auto file = runFileWith(m_path, manifestOf(u"one"_s), demoAttempts());
        VERIFY_OK(file);
        VERIFY_OK((*file)->publish());
    }
    m_again.clear();
    m_window = std::make_unique<RunWindow>(
        RunActions{[this](const QString &file, const QStringList &attempts) {
                       m_again.push_back({file, attempts});
                   },
                   {}});
    QVERIFY(QTest::qWaitForWindowActive(&m_window->window));
    m_page = m_window->open(m_path);
    QVERIFY(m_page);
    QObject::disconnect(m_page, &ide::Document::wanted, &m_window->window, nullptr);
}

void TstRunChoice::cleanup()
{
    m_window.reset();
}

void TstRunChoice::keyboard()
{
    current(2);
    QCOMPARE(table().chosenCount(), 1);
    key(Qt::Key_Down, Qt::ShiftModifier);
    key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(table().chosen(100), (QStringList{id(2), id(3), id(4)}));
    QCOMPARE(m_page->status(), u"3 chosen · 22 attempts"_s);
    key(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(table().chosenCount(), 22);
    QCOMPARE(table().chosen(5).size(), 5);
    key(Qt::Key_Up);
    QCOMPARE(table().chosen(100), QStringList{id(3)});
    QCOMPARE(m_page->status(), u"22 attempts"_s);
}

void TstRunChoice::mouse()
{
    const auto click = [this](int row, Qt::KeyboardModifiers modifiers) {
        const QRect cell = table().visualRect(m_page->attempts().index(row, 1));
        QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers, cell.center());
    };
    click(1, Qt::NoModifier);
    click(5, Qt::ControlModifier);
    QCOMPARE(table().chosen(100), (QStringList{id(1), id(5)}));
    click(3, Qt::NoModifier);
    click(6, Qt::ShiftModifier);
    QCOMPARE(table().chosen(100), (QStringList{id(3), id(4), id(5), id(6)}));
}

void TstRunChoice::staysWhileRowsMove()
{
    current(2);
    key(Qt::Key_Down, Qt::ShiftModifier);
    QStringList chosen = table().chosen(100);
    const auto same = [&] {
        QStringList now = table().chosen(100);
        now.sort();
        chosen.sort();
        return now == chosen;
    };
    QVERIFY(after([this] { key(Qt::Key_S, Qt::AltModifier); })); // by outcome
    QVERIFY(after([this] { key(Qt::Key_S, Qt::AltModifier); })); // the other way
    QVERIFY(id(2) != chosen.front());
    QVERIFY(same());
    QVERIFY(after([this] { m_page->setFilter(u"agent:chat*"_s); }));
    QVERIFY(same());
    QVERIFY(after([this] { m_page->setFilter({}); }));
    QVERIFY(after([this] { key(Qt::Key_S, Qt::AltModifier); })); // as they finished
    QCOMPARE(table().chosen(100), (QStringList{id(2), id(3)}));
}

void TstRunChoice::goesWithItsRows()
{
    current(2); // of the weak agent
    QVERIFY(after([this] { m_page->setFilter(u"agent:samples*"_s); }));
    QCOMPARE(table().chosenCount(), 0);
    QCOMPARE(table().chosen(100), QStringList());
}

void TstRunChoice::runsAgain()
{
    current(2);
    key(Qt::Key_Down, Qt::ShiftModifier);
    key(Qt::Key_R, Qt::ControlModifier | Qt::AltModifier);
    auto *box = m_page->findChild<QMessageBox *>(u"askToRunAgain"_s);
    QVERIFY(box);
    QCOMPARE(box->text(), u"Run 2 attempts again?"_s);
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(m_again.empty());
    QTRY_VERIFY(!m_page->findChild<QMessageBox *>());
    command(u"run.again"_s); // as the palette does
    box = m_page->findChild<QMessageBox *>(u"askToRunAgain"_s);
    QVERIFY(box);
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(m_again.size(), 1U);
    QCOMPARE(m_again[0], (Again{m_path, {id(2), id(3)}}));
}

void TstRunChoice::runsOneAgainAtOnce()
{
    current(4);
    command(u"run.again"_s);
    QVERIFY(!m_page->findChild<QMessageBox *>());
    QCOMPARE(m_again.size(), 1U);
    QCOMPARE(m_again[0], (Again{m_path, {id(4)}}));
}

void TstRunChoice::notWhereNothingRuns()
{
    RunWindow window;
    RunPage *page = window.open(m_path);
    QVERIFY(page);
    QVERIFY(!window.window.commands().find(u"run.again"_s));
    for (const QAction *action : page->table().actions())
        if (action->text() == u"Run Again"_s)
            QVERIFY(!action->isVisible());
}

void TstRunChoice::copies()
{
    current(0);
    key(Qt::Key_Down, Qt::ShiftModifier);
    key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), id(0) + u'\n' + id(1));
    QVERIFY(m_window->window.statusBar()->currentMessage().contains(u"2 ids"_s));
    current(5);
    command(u"run.copyChosen"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), id(5));
}

void TstRunChoice::opens()
{
    QSignalSpy wanted(m_page, &ide::Document::wanted);
    current(1);
    key(Qt::Key_Down, Qt::ShiftModifier);
    command(u"run.openChosen"_s);
    QCOMPARE(wanted.size(), 2);
    for (int i = 0; i < 2; ++i) {
        const auto location = wanted[i].front().value<ide::Location>();
        QCOMPARE(location.path, m_path);
        QCOMPARE(location.place.value(u"attempt"_s), id(i + 1));
    }
}

void TstRunChoice::comparesTwo()
{
    QSignalSpy wanted(m_page, &ide::Document::wanted);
    current(1);
    command(u"run.compareChosen"_s);
    QCOMPARE(wanted.size(), 0);
    QVERIFY(m_window->window.statusBar()->currentMessage().contains(u"two attempts"_s));
    key(Qt::Key_Down, Qt::ShiftModifier);
    command(u"run.compareChosen"_s);
    QCOMPARE(wanted.size(), 1);
    const auto place = wanted[0].front().value<ide::Location>().place;
    QCOMPARE(place.value(u"attemptA"_s), id(1));
    QCOMPARE(place.value(u"attemptB"_s), id(2));
    QCOMPARE(place.value(u"b"_s), m_path);
}

void TstRunChoice::manyAreNotOpened()
{
    QSignalSpy wanted(m_page, &ide::Document::wanted);
    table().setFocus();
    key(Qt::Key_A, Qt::ControlModifier);
    command(u"run.openChosen"_s);
    QCOMPARE(wanted.size(), 0);
    QVERIFY(m_window->window.statusBar()->currentMessage().contains(u"At most"_s));
}

/// What runs again adds rows to the same page, and what was chosen stays.
void TstRunChoice::newOnesStandBeside()
{
    current(3);
    const QString chosen = id(3);
    auto file = RunFile::open(m_path, RunFile::Mode::Write);
    VERIFY_OK(file);
    FinishedAttempt again = demoAttempts()[3];
    again.record.id = u"01AGAIN00000000000000000000"_s;
    again.record.retry = 1;
    VERIFY_OK((*file)->append({again}));
    QTRY_COMPARE(m_page->attempts().rowCount(), 23);
    QCOMPARE(id(22), again.record.id);
    QCOMPARE(table().chosen(100), QStringList{chosen});
}

/// More rows of a filter come while somebody reads elsewhere than at the current one.
void TstRunChoice::readingIsNotDisturbed()
{
    m_window->window.resize(1000, 500);
    current(0);
    QVERIFY(after([this] { m_page->setFilter(u"-outcome:unsupported"_s); }));
    QScrollBar *bar = table().verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    bar->setValue(bar->maximum());
    const int place = bar->value();
    auto file = RunFile::open(m_path, RunFile::Mode::Write);
    VERIFY_OK(file);
    FinishedAttempt more = demoAttempts()[0];
    more.record.id = u"01MORE000000000000000000000"_s;
    VERIFY_OK((*file)->append({more}));
    const int before = m_page->attempts().rowCount();
    QTRY_COMPARE(m_page->attempts().rowCount(), before + 1);
    QTRY_VERIFY(bar->maximum() > place);
    QCOMPARE(bar->value(), place);
}

QTEST_MAIN(TstRunChoice)
#include "tst_runchoice.moc"
