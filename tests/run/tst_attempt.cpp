#include "core/base/paths.h"
#include "core/run/attempt.h"
#include "run/scriptedagent.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QCoreApplication>
#include <QtTest/QTest>

#include <condition_variable>

using namespace Qt::StringLiterals;
using namespace touchstone;
using touchstone::testing::ScriptedAgent;

namespace {

/// These tests judge without running anything.
class NoExecutor : public Executor {
public:
    Result<ExecResult> run(const ExecRequest &, std::stop_token) override
    {
        return fail(ErrorCode::Internal, u"nothing was to be run"_s);
    }
    Confinement confinement() const override { return {}; }
};

} // namespace

class TestAttempt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void judgesWhatTheAgentLeft();
    void refusedAnswerFails();
    void leftOutAnswer();
    void agentErrorsAreErrors_data();
    void agentErrorsAreErrors();
    void unsupported_data();
    void unsupported();
    void wallLimitOfTheAgent();
    void cancelled();
    void turnsAreJudgedEach();
    void protectedFilesComeBack();
    void checksRunAfterOthers();

private:
    Scenario scenario() const;
    CheckSpec holds(const QString &id, const QString &path, const QString &text) const;
    FinishedAttempt run(const Scenario &scenario, ScriptedAgent::Script script,
                        std::optional<std::chrono::milliseconds> wall = {});

    Registry m_registry{pluginFolders() << QCoreApplication::applicationDirPath() + u"/plugins"_s};
    NoExecutor m_executor;
    Toolchains m_toolchains;
    std::unique_ptr<ResultCache> m_cache = makeMemoryCache();
    std::unique_ptr<BlobStore> m_blobs;
};

void TestAttempt::init()
{
    m_blobs = std::make_unique<BlobStore>();
}

/// The file is exactly this text.
CheckSpec TestAttempt::holds(const QString &id, const QString &path, const QString &text) const
{
    CheckSpec spec;
    spec.id = id;
    spec.type = u"files"_s;
    spec.parameters = {{"files_expected", {{path.toStdString(), {{"equals", text}}}}}};
    return spec;
}

Scenario TestAttempt::scenario() const
{
    Scenario scenario;
    scenario.id = u"greet"_s;
    scenario.pack = u"tests"_s;
    scenario.kind = u"generate"_s;
    scenario.turns = {{u"Say hello"_s, {holds(u"hello"_s, u"a.txt"_s, u"hello"_s)}}};
    scenario.target.file = u"a.txt"_s;
    scenario.answerForm = AnswerForm::File;
    scenario.workspace.files.insert(u"a.txt"_s, {FileMode::Regular, m_blobs->put("nothing"), 7});
    return scenario;
}

FinishedAttempt TestAttempt::run(const Scenario &scenario, ScriptedAgent::Script script,
                                 std::optional<std::chrono::milliseconds> wall)
{
    Engine engine{m_registry, m_executor, m_toolchains, *m_cache};
    const ScriptedAgent agent(std::move(script));
    auto finished = runAttempt(
        engine, {agent, u"scripted"_s, scenario, scenarioDigest(scenario), 0, 0, 0, wall}, *m_blobs,
        {});
    if (!finished)
        qFatal("%s", qPrintable(finished.error().text()));
    return std::move(*finished);
}

void TestAttempt::judgesWhatTheAgentLeft()
{
    const FinishedAttempt good = run(scenario(), [](Session &session, int) {
        return done(session.answer({"hello", {}, {}, {}}) ? Result<void>()
                                                          : fail(ErrorCode::Internal, u"?"_s));
    });
    QVERIFY2(good.record.outcome == Outcome::Passed, qPrintable(good.record.reason));
    QCOMPARE(good.record.score, 1.0);
    QCOMPARE(good.verdicts.size(), 1U);
    QCOMPARE(good.events.size(), 1U);
    QVERIFY(!good.record.endManifest.isNull());
    QVERIFY(good.blobs.contains(good.record.answer));

    const FinishedAttempt idle = run(scenario(), [](Session &, int) { return done(); });
    QCOMPARE(idle.record.outcome, Outcome::Failed);
    QVERIFY2(idle.record.reason.contains(u"hello"_s), qPrintable(idle.record.reason));
    QVERIFY(idle.record.answer.isNull());
}

void TestAttempt::refusedAnswerFails()
{
    Scenario escaping = scenario();
    escaping.answerForm = AnswerForm::Diff;
    const FinishedAttempt attempt = run(escaping, [](Session &session, int) {
        const auto refusal =
            session.answer({"--- a/../x\n+++ b/../x\n@@ -0,0 +1 @@\n+hello\n", {}, {}, {}});
        return done(refusal && *refusal ? Result<void>()
                                        : fail(ErrorCode::Internal, u"it was not refused"_s));
    });
    QCOMPARE(attempt.record.outcome, Outcome::Failed);
    QVERIFY2(!attempt.record.reason.isEmpty(), "the reason says that it was refused");
    QCOMPARE(attempt.verdicts.at(0).status, VerdictStatus::Skipped);
}

void TestAttempt::leftOutAnswer()
{
    Scenario picky = scenario();
    picky.accept.contains = u"f("_s;
    const FinishedAttempt attempt = run(picky, [](Session &session, int) {
        return done(session.answer({"hello", {}, {}, {}}) ? Result<void>()
                                                          : fail(ErrorCode::Internal, u"?"_s));
    });
    QVERIFY(attempt.record.leftOut);
    QCOMPARE(attempt.record.outcome, Outcome::Failed);
}

void TestAttempt::agentErrorsAreErrors_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("an error") << 0;
    QTest::newRow("an exception") << 1;
    QTest::newRow("a cancelled future") << 2;
}

void TestAttempt::agentErrorsAreErrors()
{
    QFETCH(int, how);
    const FinishedAttempt attempt = run(scenario(), [how](Session &, int) -> QFuture<Result<void>> {
        if (how == 0)
            return done(fail(ErrorCode::ToolFailed, u"the model can't be reached"_s));
        if (how == 1)
            throw std::runtime_error("boom");
        QPromise<Result<void>> promise;
        promise.start();
        QFuture<Result<void>> future = promise.future();
        future.cancel();
        promise.finish();
        return future;
    });
    QCOMPARE(attempt.record.outcome, Outcome::Error);
    QVERIFY(!attempt.record.reason.isEmpty());
    QCOMPARE(attempt.events.back().type, EventType::Error);
}

void TestAttempt::unsupported_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("names");
    QTest::newRow("kind") << u"kind"_s << u"juggle"_s;
    QTest::newRow("language") << u"language"_s << u"klingon"_s;
    QTest::newRow("workspace") << u"workspace"_s << u"clone of x/y"_s;
    QTest::newRow("image") << u"image"_s << u"TOUCHSTONE_IMAGES"_s;
    QTest::newRow("check") << u"check"_s << u"vibes"_s;
}

void TestAttempt::unsupported()
{
    QFETCH(QString, what);
    QFETCH(QString, names);
    Scenario odd = scenario();
    if (what == u"kind"_s)
        odd.kind = u"juggle"_s;
    else if (what == u"language"_s)
        odd.language = u"klingon"_s;
    else if (what == u"workspace"_s)
        odd.workspaceMissing = u"a clone of x/y"_s;
    else if (what == u"image"_s)
        odd.rootImage = u"sha256:"_s + QString(64, u'a');
    else
        odd.turns[0].checks[0].type = u"vibes"_s;
    const FinishedAttempt attempt = run(odd, [](Session &, int) { return done(); });
    QCOMPARE(attempt.record.outcome, Outcome::Unsupported);
    QVERIFY2(attempt.record.reason.contains(names), qPrintable(attempt.record.reason));
}

void TestAttempt::wallLimitOfTheAgent()
{
    const FinishedAttempt attempt = run(
        scenario(),
        [](Session &session, int) {
            return QtConcurrent::run([stop = session.stopToken()]() -> Result<void> {
                std::mutex mutex;
                std::condition_variable_any never;
                std::unique_lock lock(mutex);
                never.wait(lock, stop, [] { return false; }); // ends when it is told to
                return {};
            });
        },
        std::chrono::milliseconds(20));
    QCOMPARE(attempt.record.outcome, Outcome::Failed);
    QCOMPARE(attempt.record.limit, u"wall"_s);
}

void TestAttempt::cancelled()
{
    std::stop_source stop;
    Engine engine{m_registry, m_executor, m_toolchains, *m_cache};
    const ScriptedAgent agent([&stop](Session &, int) {
        stop.request_stop();
        return done();
    });
    const Scenario greeting = scenario();
    const auto finished =
        runAttempt(engine, {agent, u"scripted"_s, greeting, scenarioDigest(greeting), 0, 0, 0, {}},
                   *m_blobs, stop.get_token());
    QVERIFY(!finished);
    QCOMPARE(finished.error().code, ErrorCode::Cancelled);
}

void TestAttempt::turnsAreJudgedEach()
{
    Scenario talk = scenario();
    talk.turns.push_back({u"Now say bye"_s, {holds(u"bye"_s, u"a.txt"_s, u"bye"_s)}});
    const FinishedAttempt attempt = run(talk, [](Session &session, int turn) {
        return done(session.answer({turn == 0 ? "hello" : "bye", {}, {}, {}})
                        ? Result<void>()
                        : fail(ErrorCode::Internal, u"?"_s));
    });
    QVERIFY2(attempt.record.outcome == Outcome::Passed, qPrintable(attempt.record.reason));
    QCOMPARE(attempt.verdicts.size(), 2U);
    QCOMPARE(attempt.verdicts.at(1).turn, 1);
    QCOMPARE(std::ranges::count(attempt.events, EventType::Checkpoint, &Event::type), 2);
}

void TestAttempt::protectedFilesComeBack()
{
    Scenario guarded = scenario();
    guarded.workspace.files.insert(u"tests/test_a.txt"_s,
                                   {FileMode::Regular, m_blobs->put("strict"), 6});
    guarded.protectedFiles = {u"tests/**"_s};
    guarded.turns[0].checks.push_back(
        holds(u"tests-as-they-were"_s, u"tests/test_a.txt"_s, u"strict"_s));
    const FinishedAttempt attempt = run(guarded, [](Session &session, int) {
        session.write(u"tests/test_a.txt"_s, "lenient");
        session.write(u"tests/conftest.txt"_s, "added");
        return done(session.answer({"hello", {}, {}, {}}) ? Result<void>()
                                                          : fail(ErrorCode::Internal, u"?"_s));
    });
    QVERIFY2(attempt.record.outcome == Outcome::Passed, qPrintable(attempt.record.reason));
    QCOMPARE(attempt.verdicts.at(0).measures.value(u"protected.tampered"_s), 2.0);
}

void TestAttempt::checksRunAfterOthers()
{
    Scenario chained = scenario();
    CheckSpec second = holds(u"second"_s, u"a.txt"_s, u"nothing"_s);
    second.after = {u"hello"_s};
    chained.turns[0].checks.push_back(second);
    const FinishedAttempt attempt = run(chained, [](Session &, int) { return done(); });
    QCOMPARE(attempt.verdicts.at(0).status, VerdictStatus::Failed);
    QCOMPARE(attempt.verdicts.at(1).status, VerdictStatus::Skipped);
}

QTEST_GUILESS_MAIN(TestAttempt)
#include "tst_attempt.moc"
