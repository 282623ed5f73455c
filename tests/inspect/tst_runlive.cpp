#include "app/inspect/runs/runlive.h"
#include "core/run/lease.h"
#include "inspect/runwindow.h"
#include "support/numberspack.h"
#include "support/program.h"
#include "windows/came.h"

#include <QtCore/QProcess>
#include <QtTest/QTest>

#include <csignal>

using namespace touchstone;
using namespace touchstone::test;
using namespace touchstone::inspect;

/// A run that somebody else makes: what it is doing, and steering it.
class TstRunLive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void followsARunUnderWay();
    void pausesAndResumes();
    void stops();
    void nobodyHears();
    void gone();
    void silent();
    void endedEarly();
    void anotherProcess();

private:
    /// A run of 22 attempts that this process writes, through an object of its own.
    std::unique_ptr<RunFile> begin(const QString &name)
    {
        m_path = m_folder->filePath(name + u".touchstone"_s);
        RunManifest manifest = manifestOf(name);
        manifest.plan["attempts"] = 22;
        auto file = RunFile::create(m_path, manifest);
        return file ? std::move(*file) : nullptr;
    }
    void setHolder(const LeaseHolder &holder) const
    {
        auto database = sqlite::Database::open(m_path, sqlite::Access::Write);
        VERIFY_OK(database);
        VERIFY_OK(endLease(*database));
        VERIFY_OK(takeLease(*database, holder, holder.heartbeatMs));
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TstRunLive::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TstRunLive::followsARunUnderWay()
{
    auto file = begin(u"live"_s);
    QVERIFY(file);
    RunWindow window;
    RunPage *page = window.open(m_path);
    QVERIFY(page);
    QTRY_VERIFY(page->source().isRunning());
    const auto all = demoAttempts();
    VERIFY_OK(file->append({all.begin(), all.begin() + 10}));
    QTRY_COMPARE(page->attempts().rowCount(), 10);
    QTRY_VERIFY(window.says(*page, u"10 of 22"_s));
    QVERIFY(window.button(*page, u"Pause"_s)->isVisible());
    QVERIFY(!window.button(*page, u"Go On"_s)->isVisible());
    VERIFY_OK(file->append({all.begin() + 10, all.end()}));
    VERIFY_OK(file->publish());
    file.reset();
    QTRY_COMPARE(page->attempts().rowCount(), 22);
    QTRY_VERIFY(!page->source().isRunning());
    QTRY_VERIFY(!page->findChild<RunLive *>()->isVisible());
}

void TstRunLive::pausesAndResumes()
{
    auto file = begin(u"paused"_s);
    QVERIFY(file);
    RunWindow window;
    RunPage *page = window.open(m_path);
    QVERIFY(page);
    auto *pause = window.button(*page, u"Pause"_s);
    QTRY_VERIFY(pause->isVisible());
    pause->setFocus();
    QTest::keyClick(pause, Qt::Key_Space);
    QTRY_VERIFY(window.says(*page, u"is asked to pause"_s));
    QVERIFY(!pause->isEnabled()); // once is enough
    QCOMPARE(file->takeControl().value_or(u"error"_s), u"pause"_s);
    VERIFY_OK(file->tellActivity(RunActivity::State::Paused));
    QTRY_COMPARE(pause->text(), u"Resume"_s);
    QTRY_VERIFY(window.says(*page, u"paused"_s));
    QTRY_VERIFY(pause->isEnabled());
    QTest::mouseClick(pause, Qt::LeftButton);
    QTRY_VERIFY(window.says(*page, u"is asked to go on"_s));
    QCOMPARE(file->takeControl().value_or(u"error"_s), u"resume"_s);
    VERIFY_OK(file->tellActivity(RunActivity::State::Running));
    QTRY_COMPARE(pause->text(), u"Pause"_s);
}

void TstRunLive::stops()
{
    auto file = begin(u"stopped"_s);
    QVERIFY(file);
    RunWindow window;
    RunPage *page = window.open(m_path);
    QVERIFY(page);
    auto *stop = window.button(*page, u"Stop"_s);
    QTRY_VERIFY(stop->isVisible());
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_VERIFY(window.says(*page, u"is asked to stop"_s));
    QCOMPARE(file->takeControl().value_or(u"error"_s), u"stop"_s);
    VERIFY_OK(file->tellActivity(RunActivity::State::Stopping));
    QTRY_VERIFY(window.says(*page, u"stops after the attempts under way"_s));
    QVERIFY(!stop->isEnabled());
    QVERIFY(!window.button(*page, u"Pause"_s)->isEnabled());
}

/// It ended between two looks.
void TstRunLive::nobodyHears()
{
    auto file = begin(u"deaf"_s);
    QVERIFY(file);
    RunWindow window;
    RunPage *page = window.open(m_path);
    QVERIFY(page);
    QTRY_VERIFY(page->source().isRunning());
    QSignalSpy controlled(&page->source(), &RunSource::controlled);
    file.reset();
    page->source().control(u"pause"_s);
    QVERIFY(testing::came(controlled));
    QTRY_VERIFY(!page->source().isRunning());
    QTRY_VERIFY(window.says(*page, u"Ended after 0 of 22 attempts"_s));
}

void TstRunLive::gone()
{
    {
        auto file = begin(u"gone"_s);
        QVERIFY(file);
        const auto all = demoAttempts();
        VERIFY_OK(file->append({all.begin(), all.begin() + 10}));
    }
    LeaseHolder dead = thisProcess(1'790'000'000'000);
    dead.pidStarted -= 1; // of an earlier process with our number
    setHolder(dead);
    QStringList resumed;
    RunWindow window({{}, [&resumed](const QString &file) { resumed.append(file); }});
    RunPage *page = window.open(m_path);
    QVERIFY(page);
    QTRY_VERIFY(window.says(*page, u"Whoever ran it is gone, after 10 of 22 attempts"_s));
    QVERIFY(window.says(*page, u"touchstone run --resume -o '%1'"_s.arg(m_path)));
    QVERIFY(!window.button(*page, u"Pause"_s)->isVisible());
    auto *goOn = window.button(*page, u"Go On"_s);
    QVERIFY(goOn->isVisible());
    goOn->setFocus();
    QTest::keyClick(goOn, Qt::Key_Space);
    QCOMPARE(resumed, QStringList{m_path});
}

/// On another machine, of which only the heartbeat tells.
void TstRunLive::silent()
{
    QVERIFY(begin(u"silent"_s));
    LeaseHolder far = thisProcess(QDateTime::currentMSecsSinceEpoch() - 60'000);
    far.host = u"elsewhere"_s;
    far.bootId = u"another-boot"_s;
    setHolder(far);
    RunWindow window;
    RunPage *page = window.open(m_path);
    QVERIFY(page);
    QTRY_VERIFY(window.says(*page, u"no sign of life for"_s));
    QVERIFY(page->source().activity().holder.contains(u"elsewhere"_s));
}

void TstRunLive::endedEarly()
{
    {
        auto file = begin(u"early"_s);
        QVERIFY(file);
        const auto all = demoAttempts();
        VERIFY_OK(file->append({all.begin(), all.begin() + 3}));
    }
    RunWindow window; // nobody here runs anything
    RunPage *page = window.open(m_path);
    QVERIFY(page);
    QTRY_VERIFY(window.says(*page, u"Ended after 3 of 22 attempts"_s));
    QVERIFY(!window.button(*page, u"Go On"_s)->isVisible());
}

void TstRunLive::anotherProcess()
{
    constexpr int patience = 120'000;
    const auto pack = NumbersPack::make(m_folder->filePath(u"pack"_s), 4'000, 1);
    m_path = m_folder->filePath(u"other.touchstone"_s);
    QProcess other;
    other.start(
        touchstoneProgram(),
        {u"run"_s, pack.path, u"-a"_s, u"reference"_s, u"-j"_s, u"1"_s, u"-q"_s, u"-o"_s, m_path});
    QVERIFY(other.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(RunFile::isRunning(m_path).value_or(false), patience);
    RunWindow window;
    RunPage *page = window.open(m_path);
    QVERIFY(page);
    auto *pause = window.button(*page, u"Pause"_s);
    QTRY_VERIFY_WITH_TIMEOUT(pause->isVisible(), patience);
    QTest::mouseClick(pause, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(page->source().activity().state, RunActivity::State::Paused,
                              patience);
    QTRY_COMPARE_WITH_TIMEOUT(pause->text(), u"Resume"_s, patience);
    ::kill(pid_t(other.processId()), SIGKILL);
    QVERIFY(other.waitForFinished());
    QTRY_COMPARE_WITH_TIMEOUT(page->source().activity().state, RunActivity::State::Lost, patience);
    QTRY_VERIFY(window.says(*page, u"Whoever ran it is gone"_s));
}

QTEST_MAIN(TstRunLive)
#include "tst_runlive.moc"
