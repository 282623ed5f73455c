#include "core/run/sqlite.h"
#include "run/countingpack.h"
#include "run/sample_attempts.h"

#include <QtCore/QMap>
#include <QtCore/QTemporaryDir>

#include <thread>

using namespace touchstone;
using namespace touchstone::testing;

namespace {

class Observer : public RunObserver {
public:
    void finished(const std::vector<FinishedAttempt> &attempts) override
    {
        count += int(attempts.size());
        if (onFinished)
            onFinished();
    }
    void note(const QString &message) override
    {
        if (onNote)
            onNote(message);
    }
    int count = 0;
    std::function<void()> onFinished;
    std::function<void(const QString &)> onNote;
};

} // namespace

class SchedulerTest : public QObject {
    Q_OBJECT

private:
    static constexpr int scenarios = 12;
    QTemporaryDir m_folder;
    int m_files = 0;
    QString m_pack;

    Result<RunPlan> plan(CountingEngine &with) const
    {
        return RunPlan::make({.packs = {m_pack}, .agents = {u"none"_s}}, with.registry);
    }
    QString newPath() { return m_folder.filePath(u"run%1.touchstone"_s.arg(++m_files)); }

    /// Scenario to outcome, of a file that is closed or open.
    static QMap<QString, Outcome> outcomesOf(const RunFile &file)
    {
        QMap<QString, Outcome> outcomes;
        for (const AttemptRecord &record : allRecords(file))
            outcomes.insert(record.scenario, record.outcome);
        return outcomes;
    }

private Q_SLOTS:
    void initTestCase() { m_pack = countingPack(m_folder.filePath(u"pack"_s), scenarios); }

    void sameVerdictsWithAnyNumberOfJobs_data()
    {
        QTest::addColumn<int>("jobs");
        for (const int jobs : {1, 2, 7, 40})
            QTest::addRow("%d", jobs) << jobs;
    }

    void sameVerdictsWithAnyNumberOfJobs()
    {
        QFETCH(int, jobs);
        CountingEngine with;
        const auto made = plan(with);
        VERIFY_OK(made);
        auto file = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(file);
        Observer observer;
        const auto done = runPlan(*made, with.engine, **file, {jobs}, {}, observer);
        VERIFY_OK(done);
        QCOMPARE(done->finished, scenarios);
        QVERIFY(!done->interrupted);
        QCOMPARE(observer.count, scenarios);
        QMap<QString, Outcome> expected;
        for (int i = 0; i < scenarios; ++i)
            expected.insert(u"n%1"_s.arg(i), i % 2 ? Outcome::Failed : Outcome::Passed);
        QVERIFY(outcomesOf(**file) == expected);
        QCOMPARE(allRecords(**file).size(), size_t(scenarios));
    }

    void whatIsAnnouncedIsCommitted()
    {
        CountingEngine with;
        const auto made = plan(with);
        VERIFY_OK(made);
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        Observer observer;
        qint64 least = scenarios;
        observer.onFinished = [&] { // seen from outside
            const auto reader = RunFile::open(path, RunFile::Mode::Read);
            const auto committed = qint64(reader ? allRecords(**reader).size() : 0);
            least = std::min(least, committed - qint64(observer.count));
        };
        VERIFY_OK(runPlan(*made, with.engine, **file, {3}, {}, observer));
        QCOMPARE(least, 0);
    }

    void oneAttemptsCrashEndsNothing()
    {
        CountingEngine with;
        with.executor.throwFor(u"n4"_s);
        const auto made = plan(with);
        VERIFY_OK(made);
        auto file = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(file);
        Observer observer;
        const auto done = runPlan(*made, with.engine, **file, {3}, {}, observer);
        VERIFY_OK(done);
        QCOMPARE(done->finished, scenarios);
        const auto outcomes = outcomesOf(**file);
        for (auto it = outcomes.begin(); it != outcomes.end(); ++it)
            QCOMPARE(*it == Outcome::Error, it.key() == u"n4"_s);
        for (const AttemptRecord &record : allRecords(**file))
            if (record.outcome == Outcome::Error)
                QVERIFY2(record.reason.contains(u"the sandbox fell over"_s),
                         qPrintable(record.reason));
    }

    /// Asked through the file, from elsewhere: those under way end, the rest can be resumed.
    void stopThroughTheFile()
    {
        CountingEngine with;
        auto made = plan(with);
        VERIFY_OK(made);
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        with.executor.hold(true);
        Observer observer;
        std::optional<RunActivity> activity;
        observer.onNote = [&](const QString &message) {
            if (!message.contains(u"to stop"_s))
                return;
            activity = RunFile::activity(path).value_or(RunActivity());
            with.executor.hold(false);
        };
        std::jthread elsewhere([&] {
            with.executor.waitForBegun(2);
            if (!RunFile::requestControl(path, u"stop"_s))
                with.executor.hold(false); // and the test fails
        });
        const auto done = runPlan(*made, with.engine, **file, {2}, {}, observer);
        VERIFY_OK(done);
        QVERIFY(done->interrupted);
        QVERIFY(activity && activity->state == RunActivity::State::Stopping);
        QCOMPARE(done->finished, 2);
        QCOMPARE(with.executor.begun(), 2);
        QCOMPARE(made->skipFinished(**file).value_or(-1), 2);
        const auto rest = runPlan(*made, with.engine, **file, {2}, {}, observer);
        VERIFY_OK(rest);
        QVERIFY(!rest->interrupted);
        QCOMPARE(outcomesOf(**file).size(), scenarios);
        QCOMPARE(allRecords(**file).size(), size_t(scenarios));
    }

    void pauseThroughTheFile()
    {
        CountingEngine with;
        const auto made = plan(with);
        VERIFY_OK(made);
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        with.executor.hold(true);
        Observer observer;
        QStringList notes;
        std::vector<RunActivity::State> states;
        int begunWhilePaused = 0;
        observer.onNote = [&](const QString &message) {
            notes.append(message);
            states.push_back(RunFile::activity(path).value_or(RunActivity()).state);
            with.executor.hold(false);
        };
        observer.onFinished = [&] {
            if (observer.count != 2)
                return; // the two that were under way are committed: the others wait
            begunWhilePaused = with.executor.begun();
            if (!RunFile::requestControl(path, u"resume"_s))
                notes.append(u"can't resume"_s);
        };
        std::jthread elsewhere([&] {
            with.executor.waitForBegun(2);
            if (!RunFile::requestControl(path, u"pause"_s))
                with.executor.hold(false);
        });
        const auto done = runPlan(*made, with.engine, **file, {2}, {}, observer);
        VERIFY_OK(done);
        QCOMPARE(begunWhilePaused, 2);
        QCOMPARE(notes,
                 (QStringList{u"asked through the run file to pause"_s,
                              u"asked through the run file to resume"_s}));
        QVERIFY((states == std::vector{RunActivity::State::Paused, RunActivity::State::Running}));
        QVERIFY(!done->interrupted);
        QCOMPARE(outcomesOf(**file).size(), scenarios);
    }

    void cancelling_data()
    {
        QTest::addColumn<bool>("atOnce");
        QTest::addColumn<int>("finished");
        QTest::newRow("after the current ones") << false << 3;
        QTest::newRow("at once") << true << 0;
    }

    void cancelling()
    {
        QFETCH(bool, atOnce);
        QFETCH(int, finished);
        CountingEngine with;
        auto made = plan(with);
        VERIFY_OK(made);
        auto file = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(file);
        with.executor.hold(true);
        std::stop_source afterCurrent;
        std::stop_source now;
        std::jthread elsewhere([&] {
            with.executor.waitForBegun(3);
            afterCurrent.request_stop();
            if (atOnce)
                now.request_stop();
            else
                with.executor.hold(false);
        });
        Observer observer;
        const auto done = runPlan(*made, with.engine, **file, {3},
                                  {afterCurrent.get_token(), now.get_token()}, observer);
        VERIFY_OK(done);
        QVERIFY(done->interrupted);
        QCOMPARE(done->finished, finished);
        QCOMPARE(with.executor.begun(), 3);
        QCOMPARE(made->skipFinished(**file).value_or(-1), finished);
    }

    /// A writer that is behind holds the workers up: what is made but not written stays bounded.
    void backPressure()
    {
        const QString pack = countingPack(m_folder.filePath(u"many"_s), 200);
        CountingEngine with;
        const auto made = RunPlan::make({.packs = {pack}, .agents = {u"none"_s}}, with.registry);
        VERIFY_OK(made);
        auto file = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(file);
        constexpr int queue = 4;
        constexpr int jobs = 3;
        Observer observer;
        int most = 0;
        observer.onFinished = [&] {
            if (observer.count <= queue) // the writer is busy until the workers have all they may
                with.executor.waitForBegun(observer.count + queue + jobs);
            most = std::max(most, with.executor.begun() - observer.count);
        };
        VERIFY_OK(runPlan(*made, with.engine, **file, {jobs, queue}, {}, observer));
        QCOMPARE(observer.count, 200);
        QVERIFY2(most <= queue + jobs, qPrintable(QString::number(most)));
    }

    void aFileThatFailsEndsTheRun()
    {
        CountingEngine with;
        const auto made = plan(with);
        VERIFY_OK(made);
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        auto thief = sqlite::Database::open(path, sqlite::Access::Write);
        VERIFY_OK(thief);
        VERIFY_OK(thief->run("UPDATE lease SET token = 'another'"));
        Observer observer;
        const auto done = runPlan(*made, with.engine, **file, {2}, {}, observer);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Busy);
        QCOMPARE(observer.count, 0);
    }
};

QTEST_GUILESS_MAIN(SchedulerTest)
#include "tst_scheduler.moc"
