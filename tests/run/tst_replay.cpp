#include "core/base/paths.h"
#include "core/run/attempt.h"
#include "core/run/replay.h"
#include "run/sample_attempts.h"
#include "run/scriptedagent.h"

#include <QtCore/QTemporaryDir>

using namespace touchstone;
using namespace touchstone::testing;

namespace {

/// Ends every command as it is told to; a command may leave one file.
class ToldExecutor : public Executor {
public:
    Result<ExecResult> run(const ExecRequest &request, std::stop_token) override
    {
        ++calls;
        ExecResult result;
        result.exitCode = exitCode;
        result.collected = true;
        result.after = request.tree;
        if (!left.isNull()) {
            result.after.files.insert(u"built.txt"_s,
                                      {FileMode::Regular, Digest::of(left), left.size()});
            result.newBlobs = {left};
        }
        return result;
    }
    Confinement confinement() const override { return {}; }
    int calls = 0;
    int exitCode = 0;
    QByteArray left = "built";
};

} // namespace

/// Attempts are replayed and scored again from a run file; the agent that made them is not asked.
class ReplayTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;
    Registry m_registry{pluginFolders()};
    ToldExecutor m_executor;
    Toolchains m_toolchains;
    std::unique_ptr<ResultCache> m_cache;
    std::unique_ptr<BlobStore> m_blobs;
    int m_asked = 0; ///< how often the agent was

    Engine engine() { return {m_registry, m_executor, m_toolchains, *m_cache}; }

    /// The file is exactly this text.
    static CheckSpec holds(const QString &id, const QString &path, const QString &text)
    {
        CheckSpec spec;
        spec.id = id;
        spec.type = u"files"_s;
        spec.parameters = {{"files_expected", {{path.toStdString(), {{"equals", text}}}}}};
        return spec;
    }

    /// Two turns, each judged by what a.txt holds after it.
    Scenario scenario(const QString &second = u"two"_s)
    {
        Scenario scenario;
        scenario.id = u"count"_s;
        scenario.pack = u"tests"_s;
        scenario.kind = u"generate"_s;
        scenario.turns = {{u"Write one"_s, {holds(u"first"_s, u"a.txt"_s, u"one"_s)}},
                          {u"Write two"_s, {holds(u"second"_s, u"a.txt"_s, second)}}};
        scenario.target.file = u"a.txt"_s;
        scenario.answerForm = AnswerForm::File;
        scenario.workspace.files.insert(u"a.txt"_s, {FileMode::Regular, m_blobs->put("zero"), 4});
        return scenario;
    }

    /// Everything that a trace can record.
    QFuture<Result<void>> actAll(Session &session, int turn)
    {
        ++m_asked;
        session.message(u"assistant"_s, u"I begin"_s);
        const int before = session.checkpoint(u"mine"_s);
        session.write(u"run.sh"_s, "#!/bin/sh\n", FileMode::Executable);
        session.write(u"../out.txt"_s, "refused");
        session.write(u"b.txt"_s, "b");
        session.remove(u"b.txt"_s);
        if (turn == 0) {
            session.write(u"lost.txt"_s, "gone again");
            (void)session.goBackTo(before);
        }
        (void)session.execute({u"build"_s}, "input");
        const auto answered = session.answer({turn == 0 ? "one" : "two", {}, {}, {}});
        return done(answered ? Result<void>() : std::unexpected(answered.error()));
    }

    /// A run file with one attempt.
    std::unique_ptr<RunFile> record(ScriptedAgent::Script script)
    {
        const Scenario asked = scenario();
        const ScriptedAgent agent(std::move(script));
        Engine with = engine();
        const Digest digest = m_blobs->put(dumpJson(toResolved(asked)));
        auto finished =
            runAttempt(with, {agent, u"scripted"_s, asked, digest, 0, 0, 0, {}}, *m_blobs, {});
        const QString path = m_folder.filePath(u"run%1.touchstone"_s.arg(++m_files));
        auto file = RunFile::create(path, sampleManifest());
        if (!finished || !file || !(*file)->append({*finished}))
            return nullptr;
        return std::move(*file);
    }

    std::unique_ptr<RunFile> recordAll()
    {
        return record([this](Session &session, int turn) { return actAll(session, turn); });
    }

    Result<ReplayOutcome> replay(const RunFile &file)
    {
        Engine with = engine();
        return replayAttempt(with, file, allRecords(file).at(0), {});
    }

private Q_SLOTS:
    void init()
    {
        m_blobs = std::make_unique<BlobStore>();
        m_cache = makeMemoryCache();
        m_executor.exitCode = 0;
        m_executor.left = "built";
        m_asked = 0;
    }

    void theSameComesOfTheSameActions()
    {
        const auto file = recordAll();
        QVERIFY(file);
        const AttemptRecord recorded = allRecords(*file).at(0);
        QVERIFY2(recorded.outcome == Outcome::Passed, qPrintable(recorded.reason));
        QCOMPARE(m_asked, 2);
        const auto outcome = replay(*file);
        VERIFY_OK(outcome);
        QCOMPARE(m_asked, 2);
        for (const Divergence &divergence : outcome->divergences)
            qWarning("event %lld: %s", divergence.event, qPrintable(divergence.what));
        QVERIFY(outcome->divergences.empty());
        QVERIFY(outcome->sameEndState);
        QCOMPARE(outcome->verdictChanges, QStringList());
        QCOMPARE(outcome->replayed.outcome, Outcome::Passed);
        QCOMPARE(outcome->replayed.answer, recorded.answer);
        QCOMPARE(allRecords(*file).size(), 1U); // nothing was written
    }

    void divergencesAreNamed_data()
    {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QStringList>("what");
        QTest::addColumn<bool>("sameEndState");
        QTest::newRow("another exit code") << 3 << QByteArray("built")
                                           << QStringList{u"ended with exit 3, recorded exit 0"_s,
                                                          u"ended with exit 3, recorded exit 0"_s}
                                           << true;
        QTest::newRow("other files")
            << 0 << QByteArray("built otherwise")
            << QStringList{u"left other files than recorded"_s, u"left other files than recorded"_s}
            << false;
    }

    void divergencesAreNamed()
    {
        QFETCH(int, exitCode);
        QFETCH(QByteArray, left);
        QFETCH(QStringList, what);
        QFETCH(bool, sameEndState);
        const auto file = recordAll();
        QVERIFY(file);
        const auto trace = file->events(allRecords(*file).at(0).id);
        VERIFY_OK(trace);
        QList<qint64> commands;
        for (const Event &event : *trace)
            if (event.type == EventType::Command)
                commands.append(event.id);
        m_executor.exitCode = exitCode;
        m_executor.left = left;
        const auto outcome = replay(*file);
        VERIFY_OK(outcome);
        QStringList found;
        QList<qint64> events;
        for (const Divergence &divergence : outcome->divergences) {
            found.append(divergence.what);
            events.append(divergence.event);
        }
        QCOMPARE(found, what);
        QCOMPARE(events, commands);
        QCOMPARE(outcome->sameEndState, sameEndState);
        QCOMPARE(outcome->verdictChanges, QStringList());
    }

    void changedVerdictsAreNamed()
    {
        const auto file = recordAll();
        QVERIFY(file);
        // The run's own pass is what counts, whatever a later one had for checks.
        const QString id = allRecords(*file).at(0).id;
        const auto pass = file->beginPass({0, 1, {}, {}});
        VERIFY_OK(pass);
        VERIFY_OK(file->appendPass(*pass, {{id, {Outcome::Failed, u"later"_s, 0}, {}, {}}}));
        const auto outcome = replay(*file);
        VERIFY_OK(outcome);
        QCOMPARE(outcome->verdictChanges, QStringList());
        QCOMPARE(outcome->recorded.outcome, Outcome::Passed);
    }

    void eachTurnIsScoredAgainByItsOwnState()
    {
        const auto file = recordAll();
        QVERIFY(file);
        const int commands = m_executor.calls;
        RescoreOptions options;
        options.scenario = [this](const AttemptRecord &,
                                  BlobStore &) -> std::optional<Result<Scenario>> {
            return scenario(u"three"_s); // the second turn's check has changed
        };
        Engine with = engine();
        const auto done = rescore(with, *file, options, [](qint64) { }, {});
        VERIFY_OK(done);
        QCOMPARE(done->pass, 2);
        QCOMPARE(done->attempts, 1);
        QCOMPARE(done->changed, 1);
        QCOMPARE(m_asked, 2); // while it was recorded
        QCOMPARE(m_executor.calls, commands);
        const AttemptRecord record = allRecords(*file).at(0);
        QCOMPARE(record.outcome, Outcome::Failed);
        const auto verdicts = file->verdicts(record.id);
        VERIFY_OK(verdicts);
        QCOMPARE(verdicts->at(0).status, VerdictStatus::Passed);
        QCOMPARE(verdicts->at(1).status, VerdictStatus::Failed);
        const auto before = file->verdicts(record.id, 1);
        VERIFY_OK(before);
        QCOMPARE(before->at(1).status, VerdictStatus::Passed);
    }

    void endingsStayWhatTheyWere_data()
    {
        QTest::addColumn<int>("ending");
        QTest::addColumn<Outcome>("outcome");
        QTest::newRow("a refused answer") << 0 << Outcome::Failed;
        QTest::newRow("an agent that failed") << 1 << Outcome::Error;
        QTest::newRow("an agent that can't") << 2 << Outcome::Unsupported;
    }

    void endingsStayWhatTheyWere()
    {
        QFETCH(int, ending);
        QFETCH(Outcome, outcome);
        const auto file = record([&](Session &session, int) {
            if (ending == 0)
                (void)session.answer({"", AnswerForm::Diff, {}, {}});
            return ending == 0
                ? done()
                : done(fail(ending == 1 ? ErrorCode::Io : ErrorCode::Unsupported, u"no luck"_s));
        });
        QVERIFY(file);
        const AttemptRecord before = allRecords(*file).at(0);
        QVERIFY2(before.outcome == outcome, qPrintable(before.reason));
        Engine with = engine();
        const auto done = rescore(with, *file, {}, [](qint64) { }, {});
        VERIFY_OK(done);
        QCOMPARE(done->changed, 0);
        const AttemptRecord after = allRecords(*file).at(0);
        QCOMPARE(after.pass, 2);
        QCOMPARE(after.outcome, outcome);
        QCOMPARE(after.reason, before.reason);
    }

    /// An attempt whose scenario could not even be read has nothing to judge by.
    void whatNeverBeganStaysAnError()
    {
        const auto file = recordAll();
        QVERIFY(file);
        FinishedAttempt broken;
        broken.record.id = newId();
        broken.record.pack = u"tests"_s;
        broken.record.scenario = u"unreadable"_s;
        broken.record.outcome = Outcome::Error;
        broken.record.reason = u"it can't be read"_s;
        VERIFY_OK(file->append({broken}));
        RescoreOptions options;
        options.jobs = 3;
        Engine with = engine();
        const auto done = rescore(with, *file, options, [](qint64) { }, {});
        VERIFY_OK(done);
        QCOMPARE(done->attempts, 2);
        QCOMPARE(done->changed, 0);
        QCOMPARE(file->attempt(broken.record.id)->reason, broken.record.reason);
    }

    void onlyTheWantedAreScoredAgain()
    {
        const auto file = recordAll();
        QVERIFY(file);
        RescoreOptions options;
        options.wanted = [](const RunFile &, const AttemptRecord &record) -> Result<bool> {
            return record.scenario != u"count";
        };
        Engine with = engine();
        const auto done = rescore(with, *file, options, [](qint64) { }, {});
        VERIFY_OK(done);
        QCOMPARE(done->attempts, 0);
        QCOMPARE(allRecords(*file).at(0).pass, 1);
    }

    void scoringAgainCanBeStopped()
    {
        const auto file = recordAll();
        QVERIFY(file);
        std::stop_source stop;
        stop.request_stop();
        Engine with = engine();
        const auto done = rescore(with, *file, {}, [](qint64) { }, stop.get_token());
        VERIFY_OK(done);
        QVERIFY(done->interrupted);
        QCOMPARE(allRecords(*file).at(0).pass, 1);
    }
};

QTEST_GUILESS_MAIN(ReplayTest)
#include "tst_replay.moc"
