#include "core/base/paths.h"
#include "core/check/remembered.h"
#include "core/run/attempt.h"
#include "core/run/replay.h"
#include "core/scenario/pack.h"
#include "run/sample_attempts.h"
#include "run/scriptedagent.h"
#include "support/checkbench.h"
#include "support/program.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace touchstone;
using namespace touchstone::test;
using namespace touchstone::testing;

/// The check judge, with programs that say what they are told to.
class TestJudge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void opinions_data();
    void opinions();
    void theRequest();
    void opinionsAreAskedOnce();
    void withoutAJudge();
    void programs_data();
    void programs();
    void aJudgeThatHangsIsKilled();
    void canBeStopped();
    void scoringAgainDoesNotAskAgain();
    void noOtherCheckAnswersForIt();
    void isInformativeByDefault();
    void refusesEmptyRubrics();

private:
    /// A judge that counts its calls, keeps the request, and prints this.
    void judgeSays(const QByteArray &text);
    [[nodiscard]] int calls() const;
    [[nodiscard]] QByteArray read(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestJudge::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestJudge::cleanup()
{
    qunsetenv("TOUCHSTONE_JUDGE");
}

QByteArray TestJudge::read(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int TestJudge::calls() const
{
    return int(read(u"calls"_s).size());
}

void TestJudge::judgeSays(const QByteArray &text)
{
    writeFile(m_folder->filePath(u"answer"_s), text);
    writeFile(m_folder->filePath(u"judge it.sh"_s),
              "#!/bin/sh\ncd \"$1\"\nprintf x >>calls\ncat >request\ncat answer\n");
    qputenv("TOUCHSTONE_JUDGE",
            "sh \"" + m_folder->filePath(u"judge it.sh"_s).toUtf8() + "\" "
                + m_folder->path().toUtf8());
}

void TestJudge::opinions_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *said, const QString &status,
                        const QString &reason) {
        QTest::newRow(name) << QByteArray(said) << status << reason;
    };
    row("good", R"({"score": 0.9, "reasons": "clear", "model": "m-1"})", u"passed"_s,
        u"m-1 gives 0.9: clear"_s);
    row("bad", R"({"score": 0.2, "reasons": "vague", "model": "m-1"})", u"failed"_s,
        u"m-1 gives 0.2: vague"_s);
    row("just so", R"({"score": 0.5, "reasons": "so-so", "model": "m-1"})", u"passed"_s, {});
    row("no reasons", R"({"score": 1, "model": "m"})", u"error"_s, u"gives no reasons"_s);
    row("empty reasons", R"({"score": 1, "reasons": " \n", "model": "m"})", u"error"_s,
        u"gives no reasons"_s);
    row("no model", R"({"score": 1, "reasons": "x"})", u"error"_s, u"which model"_s);
    row("no score", R"({"reasons": "x", "model": "m"})", u"error"_s, u"no score"_s);
    row("a score as text", R"({"score": "1", "reasons": "x", "model": "m"})", u"error"_s,
        u"no score"_s);
    row("more than all", R"({"score": 1.01, "reasons": "x", "model": "m"})", u"error"_s,
        u"from 0 to 1"_s);
    row("less than nothing", R"({"score": -0.1, "reasons": "x", "model": "m"})", u"error"_s,
        u"from 0 to 1"_s);
    row("huge", R"({"score": 1e999, "reasons": "x", "model": "m"})", u"error"_s,
        u"can't be used"_s);
    row("no JSON", "I think it is fine.", u"error"_s, u"can't be used"_s);
    row("a list", "[1]", u"error"_s, u"an object was expected"_s);
    row("nothing", "", u"error"_s, u"can't be used"_s);
}

void TestJudge::opinions()
{
    QFETCH(QByteArray, said);
    QFETCH(QString, status);
    QFETCH(QString, reason);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    judgeSays(said);
    const Verdict verdict = bench.judge(u"judge"_s, {{"rubric", "Is it clear?"}}, {});
    QCOMPARE(verdictStatusName(verdict.status), status);
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
    if (verdict.status == VerdictStatus::Error) {
        QCOMPARE(verdict.errorCode, u"tool-failed"_s);
        QVERIFY(verdict.evidence.empty());
        return;
    }
    QCOMPARE(verdict.evidence.size(), 1U);
    const Evidence &evidence = verdict.evidence.front();
    QCOMPARE(evidence.kind, u"judge"_s);
    QCOMPARE(evidence.data["score"].get<double>(), verdict.score);
    QVERIFY(evidence.data["model"] == "m-1");
    QVERIFY(!evidence.data["reasons"].get<std::string>().empty());
    QCOMPARE(evidence.data["request"].get<std::string>().size(), 64U);
}

void TestJudge::theRequest()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    judgeSays(R"({"score": 1, "reasons": "x", "model": "m"})");
    bench.fixture = bench.files({{u"a.txt"_s, "one\n"}});
    bench.answer = "It is \xff two now.";
    const Verdict verdict =
        bench.judge(u"judge"_s, {{"rubric", {"short", "true"}}}, {{u"a.txt"_s, "two\n"}});
    QVERIFY2(verdict.status == VerdictStatus::Passed, shown(verdict));
    const auto request = parseJson(read(u"request"_s), {});
    QVERIFY(request);
    QVERIFY((*request)["format"] == 1);
    QVERIFY((*request)["rubric"] == "- short\n- true");
    QVERIFY((*request)["instruction"] == "Do it.");
    QVERIFY(stringOr(*request, "answer").endsWith(u" two now."_s));
    QVERIFY2(stringOr(*request, "diff").contains(u"-one\n+two\n"_s), read(u"request"_s));
    // what is endless is cut
    bench.answer = QByteArray(10'000'000, 'x');
    (void)bench.judge(u"judge"_s, {{"rubric", "short"}}, {});
    QVERIFY(read(u"request"_s).size() < 1'000'000);
}

void TestJudge::opinionsAreAskedOnce()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    judgeSays(R"({"score": 1, "reasons": "x", "model": "m"})");
    const auto ask = [&](const char *rubric, const QByteArray &answer) {
        bench.answer = answer;
        (void)bench.judge(u"judge"_s, {{"rubric", rubric}}, {});
        return calls();
    };
    QCOMPARE(ask("short", "a"), 1);
    QCOMPARE(ask("short", "a"), 1);
    QCOMPARE(ask("short", "b"), 2);
    QCOMPARE(ask("long", "b"), 3);
}

void TestJudge::withoutAJudge()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judge(u"judge"_s, {{"rubric", "x"}}, {});
    QVERIFY2(verdict.status == VerdictStatus::Error, shown(verdict));
    QCOMPARE(verdict.errorCode, u"tool-missing"_s);
    QVERIFY2(verdict.reason.contains(u"set TOUCHSTONE_JUDGE"_s), shown(verdict));
}

void TestJudge::programs_data()
{
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *program, const QString &code,
                        const QString &reason) {
        QTest::newRow(name) << QByteArray(program) << code << reason;
    };
    row("not there", "/no/such/program", u"tool-missing"_s, u"/no/such/program"_s);
    row("fails", R"(["sh", "-c", "echo no key >&2; exit 3"])", u"tool-failed"_s,
        u"exit code 3: no key"_s);
    row("crashes", R"(["sh", "-c", "kill -SEGV $$"])", u"tool-failed"_s, u"a crash"_s);
    row("talks without end", "yes", u"tool-failed"_s, u"more than 1048576 bytes"_s);
    row("reads nothing", "true", u"tool-failed"_s, u"can't be used"_s);
    row("no list", "[3", u"bad-input"_s, u"$TOUCHSTONE_JUDGE"_s);
    row("an empty list", "[]", u"tool-missing"_s, u"set TOUCHSTONE_JUDGE"_s);
}

void TestJudge::programs()
{
    QFETCH(QByteArray, program);
    QFETCH(QString, code);
    QFETCH(QString, reason);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    qputenv("TOUCHSTONE_JUDGE", program);
    bench.answer = QByteArray(190'000, 'x'); // more than a pipe holds
    const Verdict verdict = bench.judge(u"judge"_s, {{"rubric", "x"}}, {});
    QVERIFY2(verdict.status == VerdictStatus::Error, shown(verdict));
    QCOMPARE(verdict.errorCode, code);
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

void TestJudge::aJudgeThatHangsIsKilled()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    qputenv("TOUCHSTONE_JUDGE", R"(["sh", "-c", "sleep 100; echo"])");
    QElapsedTimer timer;
    timer.start();
    const Verdict verdict = bench.judge(u"judge"_s, {{"rubric", "x"}, {"wall_s", 0.3}}, {});
    QVERIFY2(verdict.status == VerdictStatus::Error, shown(verdict));
    QVERIFY2(verdict.reason.contains(u"did not answer within 0.3 s"_s), shown(verdict));
    QVERIFY(timer.elapsed() < 20'000); // its child, too: that held the pipe
}

void TestJudge::canBeStopped()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    qputenv("TOUCHSTONE_JUDGE", R"(["sleep", "100"])");
    std::stop_source stop;
    stop.request_stop();
    CheckSpec spec;
    spec.type = u"judge"_s;
    spec.parameters = {{"rubric", "x"}};
    const EndState state;
    const Trace trace;
    CheckContext context{bench.executor(), bench.toolchains(), bench.cache(), stop.get_token()};
    const auto verdict =
        bench.check(u"judge"_s).run({bench.scenario, spec, state, trace, bench.blobs}, context);
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().code, ErrorCode::Cancelled);
}

void TestJudge::scoringAgainDoesNotAskAgain()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    judgeSays(R"({"score": 0.75, "reasons": "good, on the whole", "model": "m-1"})");
    Registry registry(pluginFolders());
    bench.scenario.kind = u"workspace"_s;
    bench.scenario.answerForm = AnswerForm::None;
    CheckSpec spec;
    spec.id = u"opinion"_s;
    spec.type = u"judge"_s;
    spec.parameters = {{"rubric", "Is it clear?"}};
    bench.scenario.turns.front().checks = {spec};
    const ScriptedAgent agent([](Session &session, int) {
        (void)session.answer({"It is the cache.", {}, {}, {}});
        return QtFuture::makeReadyValueFuture(Result<void>());
    });
    const Digest digest = bench.blobs.put(dumpJson(toResolved(bench.scenario)));
    Engine engine{registry, bench.executor(), bench.toolchains(), bench.cache()};
    const auto finished = runAttempt(
        engine, {agent, u"scripted"_s, bench.scenario, digest, 0, 0, 0, {}}, bench.blobs, {});
    QVERIFY(finished);
    QVERIFY2(finished->verdicts.at(0).status == VerdictStatus::Passed,
             shown(finished->verdicts.at(0)));
    auto file = RunFile::create(m_folder->filePath(u"run.touchstone"_s), sampleManifest());
    QVERIFY(file);
    QVERIFY((*file)->append({*finished}));
    QCOMPARE(calls(), 1);

    // another process: nothing is remembered but what the file holds; the judge has changed its
    // mind
    judgeSays(R"({"score": 0.1, "reasons": "bad", "model": "m-2"})");
    const auto fresh = makeMemoryCache();
    Engine later{registry, bench.executor(), bench.toolchains(), *fresh};
    const auto done = rescore(later, **file, {}, [](qint64) { }, {});
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QCOMPARE(calls(), 1);
    const auto again = (*file)->verdicts(finished->record.id, done->pass);
    QVERIFY(again);
    QCOMPARE(again->at(0).score, 0.75);
    QCOMPARE(again->at(0).evidence, finished->verdicts.at(0).evidence);

    // another rubric is another question
    RescoreOptions options;
    options.scenario = [&](const AttemptRecord &, BlobStore &) -> std::optional<Result<Scenario>> {
        Scenario changed = bench.scenario;
        changed.turns.front().checks.front().parameters["rubric"] = "Is it short?";
        return changed;
    };
    const auto other = rescore(later, **file, options, [](qint64) { }, {});
    QVERIFY(other);
    QCOMPARE(calls(), 2);
    QCOMPARE((*file)->verdicts(finished->record.id, other->pass)->at(0).score, 0.1);
}

void TestJudge::noOtherCheckAnswersForIt()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    judgeSays(R"({"score": 0.1, "reasons": "bad", "model": "m"})");
    Verdict opinion = bench.judge(u"judge"_s, {{"rubric", "x"}}, {});
    Evidence forged = opinion.evidence.front();
    forged.data["score"] = 1.0;
    const auto fresh = makeMemoryCache();
    for (const auto &[type, kind] :
         {std::pair(u"external"_s, u"judge"_s), std::pair(u"external"_s, u"external"_s)}) {
        Verdict other = Verdict::passed();
        other.type = type;
        forged.kind = kind;
        other.evidence = {forged};
        recall({other}, *fresh);
    }
    const auto request = Digest::fromHex(stringOr(forged.data, "request"));
    QVERIFY(request);
    bool asked = false;
    (void)fresh->get(rememberedKey(u"judge"_s, *request), [&]() -> Result<Json> {
        asked = true;
        return Json();
    });
    QVERIFY(asked);
}

void TestJudge::isInformativeByDefault()
{
    const Json checks =
        Json::array({{{"type", "judge"}, {"rubric", "x"}},
                     {{"type", "judge"}, {"id", "strict"}, {"rubric", "x"}, {"role", "required"}},
                     {{"type", "syntax"}}});
    const Json scenario{{"format", 1},
                        {"id", "s"},
                        {"kind", "generate"},
                        {"checks", checks},
                        {"instruction", "Do it."},
                        {"target", {{"file", "a.py"}}}};
    writeFile(m_folder->filePath(u"p/pack.json"_s), R"({"format": 1, "name": "p"})");
    writeFile(m_folder->filePath(u"p/s/scenario.json"_s), dumpJson(scenario));
    const auto pack = Pack::open(m_folder->filePath(u"p"_s));
    QVERIFY2(pack, pack ? "" : qPrintable(pack.error().text()));
    BlobStore blobs;
    const auto loaded = (*pack)->scenario(0, blobs);
    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().text()));
    QCOMPARE(loaded->check(u"judge"_s)->role, CheckRole::Informative);
    QCOMPARE(loaded->check(u"strict"_s)->role, CheckRole::Required);
    QCOMPARE(loaded->check(u"syntax"_s)->role, CheckRole::Required);
}

void TestJudge::refusesEmptyRubrics()
{
    CheckBench bench;
    QVERIFY(bench.objection(u"judge"_s, {{"rubric", " "}}).contains(u"/checks/0/rubric"_s));
    QVERIFY(bench.objection(u"judge"_s, {{"rubric", Json::array()}}).contains(u"rubric"_s));
    QVERIFY(bench.objection(u"judge"_s, {{"rubric", "x"}}).isEmpty());
}

QTEST_GUILESS_MAIN(TestJudge)
#include "tst_judge.moc"
