#include "app/ide/mainwindow.h"
#include "app/scenarios/packlibrary.h"
#include "app/scenarios/running/runform.h"
#include "app/scenarios/running/runningview.h"
#include "app/scenarios/running/runprocess.h"
#include "app/scenarios/running/runs.h"
#include "app/scenarios/running/validationpage.h"
#include "app/scenarios/scenarios.h"
#include "app/views.h"
#include "core/run/runfile.h"
#include "support/numberspack.h"
#include "support/program.h"
#include "windows/accessible.h"

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::scenarios;

namespace {

constexpr int patience = 120'000; // milliseconds; the machine may be busy

QStringList attemptsOf(const QString &path)
{
    QStringList attempts;
    if (const auto file = RunFile::open(path, RunFile::Mode::Read))
        (void)(*file)->attempts({}, [&](const AttemptRecord &record) {
            attempts.append(u"%1.%2 %3"_s.arg(record.scenario)
                                .arg(record.retry)
                                .arg(outcomeName(record.outcome)));
            return true;
        });
    attempts.sort();
    return attempts;
}

} // namespace

/// Runs and validations in processes of their own, from the window.
class TestRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void commands_data();
    void commands();
    void runsAndAgain();
    void stops();
    void ofAnotherProcess();
    void leftBehindByItsWindow();
    void stoppedWithItsWindow();
    void goesOn();
    void failsToBegin();
    void form();
    void validates();
    void lastResult();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ide::Settings> m_settings;
    test::NumbersPack m_pack;
};

void TestRuns::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ide::Settings>(m_folder->filePath(u"settings"_s));
    m_pack = test::NumbersPack::make(m_folder->path(), 3, 1);
}

void TestRuns::commands_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QStringList{u"a"_s, u"--b"_s, u"c/d.e"_s} << u"a --b c/d.e"_s;
    QTest::newRow("spaces") << QStringList{u"a b"_s} << u"'a b'"_s;
    QTest::newRow("quotes") << QStringList{u"id:\"x\""_s, u"it's"_s} << uR"('id:"x"' 'it'\''s')"_s;
    QTest::newRow("nothing") << QStringList{QString()} << u"''"_s;
}

void TestRuns::commands()
{
    QFETCH(const QStringList, words);
    QFETCH(const QString, text);
    QCOMPARE(shellText(words), text);
}

void TestRuns::runsAndAgain()
{
    Runs runs(test::touchstoneProgram());
    RunningView view(runs);
    view.show();
    const QString file = m_folder->filePath(u"a.touchstone"_s);
    QSignalSpy begun(&runs, &Runs::begun);
    QSignalSpy ended(&runs, &Runs::ended);
    RunProcess *run = runs.start({m_pack.path, u"-a"_s, u"samples:"_s + m_pack.answers}, file);
    QCOMPARE(runs.underWay(), 1);
    QCOMPARE(view.findChildren<RunRow *>().size(), 1);
    QVERIFY2(ended.wait(patience), qPrintable(run->notes().join(u'\n')));
    QCOMPARE(begun.size(), 1);
    QVERIFY2(run->state() == RunProcess::State::Done, qPrintable(run->notes().join(u'\n')));
    QCOMPARE(run->course().done, 3);
    QCOMPARE(run->course().total, 3);
    QCOMPARE(attemptsOf(file).size(), 3);
    QCOMPARE(test::namelessIn(view), QStringList());

    const auto opened = RunFile::open(file, RunFile::Mode::Read);
    QVERIFY(opened);
    QString id;
    (void)(*opened)->attempts({.scenario = u"n1"_s}, [&](const AttemptRecord &record) {
        id = record.id;
        return false;
    });
    RunProcess *again = runs.again(file, {id});
    QVERIFY(ended.wait(patience));
    QVERIFY2(again->state() == RunProcess::State::Done, qPrintable(again->notes().join(u'\n')));
    const QStringList all = attemptsOf(file);
    QCOMPARE(all.size(), 4); // beside the first ones
    QVERIFY2(all.filter(u"n1.1"_s).size() == 1, qPrintable(all.join(u' ')));
    runs.forget(run);
    QTRY_COMPARE(view.findChildren<RunRow *>().size(), 1);
}

void TestRuns::stops()
{
    const auto large = test::NumbersPack::make(m_folder->filePath(u"large"_s), 4'000, 1);
    Runs runs(test::touchstoneProgram());
    RunningButton button(runs);
    const QString file = m_folder->filePath(u"b.touchstone"_s);
    QSignalSpy begun(&runs, &Runs::begun);
    QSignalSpy ended(&runs, &Runs::ended);
    RunProcess *run = runs.start({large.path, u"-a"_s, u"reference"_s, u"--jobs"_s, u"1"_s}, file);
    QVERIFY2(begun.wait(patience), qPrintable(run->notes().join(u'\n')));
    QVERIFY(!button.isHidden());
    run->pause();
    QTRY_COMPARE_WITH_TIMEOUT(run->state(), RunProcess::State::Paused, patience);
    run->resume();
    QTRY_COMPARE_WITH_TIMEOUT(run->state(), RunProcess::State::Running, patience);
    run->stop();
    QVERIFY(ended.wait(patience));
    QCOMPARE(run->state(), RunProcess::State::Stopped);
    QVERIFY(run->course().done < run->course().total);
    QVERIFY(button.isHidden());
}

/// Steered from here, though another process makes it.
void TestRuns::ofAnotherProcess()
{
    const auto large = test::NumbersPack::make(m_folder->filePath(u"large"_s), 4'000, 1);
    const QString file = m_folder->filePath(u"other.touchstone"_s);
    QProcess other;
    other.start(
        test::touchstoneProgram(),
        {u"run"_s, large.path, u"-a"_s, u"reference"_s, u"-j"_s, u"1"_s, u"-q"_s, u"-o"_s, file});
    QVERIFY(other.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(RunFile::isRunning(file).value_or(false), patience);
    Runs runs(test::touchstoneProgram());
    RunningView view(runs);
    view.resize(900, 300);
    view.show();
    runs.lookAt({file, m_folder->filePath(u"none.touchstone"_s)});
    QTRY_COMPARE(runs.underWay(), 1);
    QCOMPARE(runs.oursUnderWay(), 0);
    runs.lookAt({file}); // once is enough
    LiveRun *run = runs.all().front();
    const auto button = [&view](const QString &text) -> QPushButton * {
        for (auto *one : view.findChildren<QPushButton *>())
            if (one->text() == text && one->isVisible())
                return one;
        return nullptr;
    };
    QTRY_VERIFY(run->course().total == 4'000);
    QTRY_VERIFY_WITH_TIMEOUT(run->course().done > 0, patience);
    QVERIFY(run->stateText().contains(QString::number(other.processId())));
    QVERIFY(button(u"Pause"_s));
    QTest::mouseClick(button(u"Pause"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(run->state(), LiveRun::State::Paused, patience);
    QTRY_VERIFY(button(u"Resume"_s));
    QTest::mouseClick(button(u"Resume"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(run->state(), LiveRun::State::Running, patience);
    QTest::mouseClick(button(u"Stop"_s), Qt::LeftButton);
    QVERIFY(other.waitForFinished(patience));
    QTRY_COMPARE_WITH_TIMEOUT(run->state(), LiveRun::State::Stopped, patience);
    QCOMPARE(runs.all().size(), 1U);
    QCOMPARE(test::namelessIn(view), QStringList());
}

/// The window asks, is closed, and the run goes on; the next window finds it.
void TestRuns::leftBehindByItsWindow()
{
    const auto large = test::NumbersPack::make(m_folder->filePath(u"large"_s), 4'000, 1);
    const QString file = m_folder->filePath(u"left.touchstone"_s);
    const auto windowOf = [this] {
        auto window = std::make_unique<ide::MainWindow>(*m_settings);
        addViews(*window);
        window->show();
        return window;
    };
    const auto answer = [](ide::MainWindow &window, const QString &text) {
        auto *box = window.findChild<QMessageBox *>(u"askToLeave"_s);
        for (auto *button : box ? box->findChildren<QPushButton *>() : QList<QPushButton *>())
            if (button->text() == text) {
                QTest::mouseClick(button, Qt::LeftButton);
                return true;
            }
        return false;
    };
    {
        const auto window = windowOf();
        m_settings->remember(u"run/folder"_s, m_folder->path());
        window->open(runForm({{large.path}, {}}));
        auto *form = qobject_cast<RunForm *>(window->current());
        QVERIFY(form);
        QTRY_VERIFY_WITH_TIMEOUT(form->findChild<QCheckBox *>(u"reference"_s), patience);
        form->findChild<QCheckBox *>(u"reference"_s)->click();
        for (QLineEdit *line : form->findChildren<QLineEdit *>())
            if (line->accessibleName() == u"Run file"_s) {
                line->selectAll();
                QTest::keyClicks(line, file);
            } else if (line->accessibleName() == u"More flags"_s) {
                QTest::keyClicks(line, u"-j 1"_s);
            }
        QTRY_COMPARE(form->hindrance(), QString());
        for (auto *button : form->findChildren<QPushButton *>())
            if (button->text() == u"Run"_s)
                button->click();
        QTRY_VERIFY_WITH_TIMEOUT(RunFile::isRunning(file).value_or(false), patience);
        window->close();
        QVERIFY(window->isVisible());
        QVERIFY(answer(*window, u"Cancel"_s) || answer(*window, u"&Cancel"_s));
        QTRY_VERIFY(!window->findChild<QMessageBox *>(u"askToLeave"_s));
        QVERIFY(window->isVisible());
        window->close();
        QVERIFY(answer(*window, u"Let Them Run"_s));
        QTRY_VERIFY(!window->isVisible());
    }
    QVERIFY(RunFile::isRunning(file).value_or(false));
    const qsizetype done = attemptsOf(file).size();
    QTRY_VERIFY_WITH_TIMEOUT(attemptsOf(file).size() > done, patience); // nobody reads its events
    {
        const auto window = windowOf();
        QTRY_COMPARE_WITH_TIMEOUT(window->findChildren<RunRow *>().size(), 1, patience);
        window->close(); // it is not this window's
        QVERIFY(!window->isVisible());
    }
    QVERIFY(RunFile::requestControl(file, u"stop"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!RunFile::isRunning(file).value_or(true), patience);
}

/// The window asks, stops the run, and closes when it has ended.
void TestRuns::stoppedWithItsWindow()
{
    const auto large = test::NumbersPack::make(m_folder->filePath(u"large"_s), 4'000, 1);
    const QString file = m_folder->filePath(u"both.touchstone"_s);
    ide::MainWindow window(*m_settings);
    addViews(window);
    window.show();
    { // begun elsewhere, so that it is the window's own from where it goes on
        Runs runs(test::touchstoneProgram());
        QSignalSpy begun(&runs, &Runs::begun);
        QSignalSpy ended(&runs, &Runs::ended);
        RunProcess *run = runs.start({large.path, u"-a"_s, u"reference"_s, u"-j"_s, u"1"_s}, file);
        QVERIFY(begun.wait(patience));
        run->stop();
        QVERIFY(ended.size() > 0 || ended.wait(patience));
        QCOMPARE(run->state(), LiveRun::State::Stopped);
    }
    resumeRun(window, file);
    QTRY_COMPARE(window.findChildren<RunRow *>().size(), 1);
    const LiveRun &run = window.findChild<RunRow *>()->run();
    QTRY_COMPARE_WITH_TIMEOUT(run.state(), LiveRun::State::Running, patience);
    window.close();
    QVERIFY(window.isVisible());
    auto *box = window.findChild<QMessageBox *>(u"askToLeave"_s);
    QVERIFY(box);
    for (auto *button : box->findChildren<QPushButton *>())
        if (button->text() == u"Stop Them"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!window.isVisible(), patience);
    QVERIFY(!run.isUnderWay());
    QVERIFY(!RunFile::isRunning(file).value_or(true));
}

/// One that ended early, from where it was.
void TestRuns::goesOn()
{
    const auto pack = test::NumbersPack::make(m_folder->filePath(u"some"_s), 60, 1);
    const QString file = m_folder->filePath(u"early.touchstone"_s);
    Runs runs(test::touchstoneProgram());
    QSignalSpy begun(&runs, &Runs::begun);
    QSignalSpy ended(&runs, &Runs::ended);
    RunProcess *first = runs.start({pack.path, u"-a"_s, u"reference"_s, u"-j"_s, u"1"_s}, file);
    QVERIFY(begun.wait(patience));
    first->stop();
    QVERIFY(ended.size() > 0 || ended.wait(patience));
    const qsizetype done = attemptsOf(file).size();
    if (first->state() == LiveRun::State::Stopped)
        QVERIFY(done < 60);
    ended.clear();
    const RunProcess *rest = runs.resume(file);
    QVERIFY(ended.wait(patience));
    QCOMPARE(rest->state(), LiveRun::State::Done);
    QCOMPARE(attemptsOf(file).size(), 60);
    QCOMPARE(rest->course().total, 60 - done);
}

void TestRuns::failsToBegin()
{
    Runs runs(test::touchstoneProgram());
    QSignalSpy ended(&runs, &Runs::ended);
    RunProcess *run =
        runs.start({m_pack.path, u"-a"_s, u"nosuch"_s}, m_folder->filePath(u"c.touchstone"_s));
    QVERIFY(ended.wait(patience));
    QCOMPARE(run->state(), RunProcess::State::Failed);
    QVERIFY2(run->notes().join(u'\n').contains(u"nosuch"_s), qPrintable(run->notes().join(u'\n')));

    Runs nobody(m_folder->filePath(u"no/program"_s));
    QSignalSpy over(&nobody, &Runs::ended);
    RunProcess *none = nobody.start({}, m_folder->filePath(u"d.touchstone"_s));
    QTRY_COMPARE(over.size(), 1);
    QCOMPARE(none->state(), RunProcess::State::Failed);
}

void TestRuns::form()
{
    PackLibrary library(*m_settings, QString());
    library.add(m_pack.path);
    QTRY_VERIFY_WITH_TIMEOUT(!library.isLoading(), patience);
    Runs runs(test::touchstoneProgram());
    RunForm page(library, runs, *m_settings, {{m_pack.path}, u"id:n2"_s});
    page.resize(900, 700);
    page.show();
    QSignalSpy shown(&page, &RunForm::agentsShown);
    QVERIFY(shown.wait(patience));
    QVERIFY(page.hindrance().contains(u"agent"_s));
    auto *box = page.findChild<QCheckBox *>(u"reference"_s);
    QVERIFY(box);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Space);
    QCOMPARE(page.hindrance(), QString());
    QCOMPARE(page.command().arguments(),
             (QStringList{m_pack.path, u"--agent"_s, u"reference"_s, u"--filter"_s, u"id:n2"_s}));
    QVERIFY(page.file().contains(u"pack-reference-"_s));
    QCOMPARE(test::namelessIn(page).join(u' '), QString());
    // a filter that lets nothing through, and one that can't be read
    QLineEdit *filter = nullptr;
    for (QLineEdit *line : page.findChildren<QLineEdit *>())
        if (line->text() == u"id:n2"_s)
            filter = line;
    QVERIFY(filter);
    filter->setText(u"id:nobody"_s);
    QTRY_VERIFY(page.hindrance().contains(u"no scenario"_s));
    filter->setText(u"("_s);
    QTRY_VERIFY(page.hindrance().contains(u"can't be read"_s));
    filter->setText(u"id:n2"_s);
    QTRY_COMPARE(page.hindrance(), QString());
    m_settings->remember(u"run/folder"_s, m_folder->path());
    page.go(runForm({{m_pack.path}, u"id:n2"_s}));
    QTRY_VERIFY(page.hindrance().isEmpty());
    const QString file = page.file();
    QCOMPARE(QFileInfo(file).path(), m_folder->path());
    QPushButton *start = nullptr;
    for (QPushButton *button : page.findChildren<QPushButton *>())
        if (button->text() == u"Run"_s)
            start = button;
    QSignalSpy ended(&runs, &Runs::ended);
    start->setFocus();
    QTest::keyClick(start, Qt::Key_Space);
    QVERIFY(ended.wait(patience));
    QCOMPARE(attemptsOf(file), QStringList{u"n2.0 passed"_s});
}

void TestRuns::validates()
{
    PackLibrary library(*m_settings, QString());
    ValidationPage page(library, test::touchstoneProgram(), {{m_pack.path}, u"id:n1,n2"_s});
    QSignalSpy ended(&page, &ValidationPage::ended);
    page.resize(900, 600);
    page.show();
    QVERIFY(ended.wait(patience));
    QCOMPARE(page.counts().holds, 2);
    auto *tree = page.findChild<QTreeWidget *>();
    QCOMPARE(tree->topLevelItemCount(), 2);
    QVERIFY(tree->topLevelItem(0)->childCount() >= 2);
    QCOMPARE(test::namelessIn(page), QStringList());
    page.findChild<QCheckBox *>()->click(); // only what does not hold
    QVERIFY(tree->topLevelItem(0)->isHidden());
}

void TestRuns::lastResult()
{
    const QString file = m_folder->filePath(u"e.touchstone"_s);
    const auto run = test::runTouchstone(
        {u"run"_s, m_pack.path, u"-a"_s, u"none"_s, u"-f"_s, u"id:n2"_s, u"-o"_s, file, u"-q"_s});
    QVERIFY2(run.exitCode == 0, run.errors.constData());
    PackLibrary library(*m_settings, QString());
    QSignalSpy changed(&library, &PackLibrary::changed);
    library.setRuns({m_folder->filePath(u"gone.touchstone"_s), file});
    QVERIFY(changed.wait(patience));
    const ScenarioResult *result = library.result(u"numbers"_s, u"n2"_s);
    QVERIFY(result);
    QCOMPARE(result->run, file);
    QCOMPARE(markOf(result->counts).tone, u"bad"_s);
    QVERIFY(!library.result(u"numbers"_s, u"n1"_s));
}

QTEST_MAIN(TestRuns)
#include "tst_runs.moc"
