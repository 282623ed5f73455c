#include "inspectlogs.h"

#include "core/base/zipreader.h"
#include "core/report/report.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Inspect's logs as runs, and runs as Inspect's logs and as trajectories.
class TestInspect : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samplesBecomeAttempts();
    void scoresBecomeVerdicts_data();
    void scoresBecomeVerdicts();
    void theFirstScorerDecides();
    void errorsAndLimits();
    void aMessageIsToldOnce();
    void pooledMessages();
    void attachmentsArePutIn();
    void toolsAndCommands();
    void picturesBecomeBlobs();
    void chunkedSamples();
    void theLastMemberOfANameCounts();
    void aLogWithoutHeader();
    void zstdInManyFrames();
    void aJsonLog();
    void olderLogs();
    void theSameLogTwiceMergesToOne();
    void badSamplesAreErrors_data();
    void badSamplesAreErrors();
    void givenUp();
    void badLogs_data();
    void badLogs();
    void aMillionMembers();
    void exportedAndImportedAgain();
    void ownRunsAsLogs();
    void trajectories();
    void speed();
};

namespace {

using Options = QMap<QString, QStringList>;

Json withEvents(Json sample, const Json &events)
{
    sample["events"] = events;
    return sample;
}

Json modelEvent(const Json &input, const Json &output)
{
    return {{"event", "model"},
            {"timestamp", "2026-01-31T09:00:02.000+00:00"},
            {"model", "test/model"},
            {"input", input},
            {"output",
             {{"model", "test/model-1"},
              {"choices", {{{"message", output}, {"stop_reason", "stop"}}}}}}};
}

QStringList kinds(const Trace &trace)
{
    QStringList names;
    for (const Event &event : trace)
        names.append(eventTypeName(event.type));
    return names;
}

QMap<QString, QByteArray> unzipped(const QString &path)
{
    QMap<QString, QByteArray> members;
    const auto zip = ZipReader::open(path);
    if (!zip)
        qFatal("%s", qPrintable(zip.error().text()));
    for (const ZipMember &member : (*zip)->members())
        members.insert(member.name, (*zip)->bytes(member, 1 << 30).value_or("?"));
    return members;
}

} // namespace

void TestInspect::samplesBecomeAttempts()
{
    const ImportedRun done(
        evalOf({logSample("a/1", 1, "C"), logSample(7, 1, "I"), logSample(7, 2, "C")}));
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.report->attempts, 3);
    QCOMPARE(done.report->notes, QStringList());
    const auto attempts = done.attempts();
    QCOMPARE(attempts.size(), size_t(3));
    QCOMPARE(attempts[0].scenario, u"a/1"_s);
    QCOMPARE(attempts[1].scenario, u"7"_s);
    QCOMPARE(attempts[1].sample, 0);
    QCOMPARE(attempts[2].sample, 1);
    const AttemptRecord &first = attempts[0];
    QCOMPARE(first.pack, u"sums"_s);
    QCOMPARE(first.agent, u"test/model"_s);
    QCOMPARE(first.model, u"test/model-1"_s);
    QCOMPARE(first.outcome, Outcome::Passed);
    QCOMPARE(attempts[1].outcome, Outcome::Failed);
    QCOMPARE(first.inputTokens, 15);
    QCOMPARE(first.outputTokens, 3);
    QCOMPARE(first.durationUs, 2'500'000);
    QCOMPARE(first.agentUs, 1'250'000);
    QCOMPARE(first.startedMs, 1'769'850'001'500);
    QCOMPARE(done.file->blob(first.answer).value_or(""), QByteArray("2"));
    const auto scenario = done.file->resolvedScenario(first.scenarioDigest);
    QVERIFY(scenario);
    QCOMPARE((*scenario)["extra"]["inspect"]["target"], Json("2"));
    QCOMPARE(attempts[1].scenarioDigest, attempts[2].scenarioDigest);
    const auto checked = done.file->verify();
    QVERIFY(checked);
    QCOMPARE(checked->problems, QStringList());
}

void TestInspect::scoresBecomeVerdicts_data()
{
    QTest::addColumn<Json>("value");
    QTest::addColumn<Options>("options");
    QTest::addColumn<VerdictStatus>("status");
    QTest::addColumn<double>("score");
    const auto add = [](const char *name, const Json &value, VerdictStatus status, double score,
                        const Options &options = {}) {
        QTest::newRow(name) << value << options << status << score;
    };
    add("C", "C", VerdictStatus::Passed, 1);
    add("I", "I", VerdictStatus::Failed, 0);
    add("P", "P", VerdictStatus::Failed, 0.5);
    add("P, half is enough", "P", VerdictStatus::Passed, 0.5, {{u"pass-at"_s, {u"0.5"_s}}});
    add("N", "N", VerdictStatus::Failed, 0);
    add("yes", "Yes", VerdictStatus::Passed, 1);
    add("true", true, VerdictStatus::Passed, 1);
    add("a number", 0.25, VerdictStatus::Failed, 0.25);
    add("a number as text", "0.25", VerdictStatus::Failed, 0.25);
    add("parts", {{"one", 1}, {"two", 0}}, VerdictStatus::Failed, 0.5);
    add("not scored", "NaN", VerdictStatus::Error, 0);
    add("no value", nullptr, VerdictStatus::Error, 0);
    add("words", "very good", VerdictStatus::Error, 0);
    add("another scale", 7, VerdictStatus::Error, 0);
    add("another scale, told", 7, VerdictStatus::Failed, 0.7, {{u"scale"_s, {u"10"_s}}});
}

void TestInspect::scoresBecomeVerdicts()
{
    QFETCH(const Json, value);
    QFETCH(const Options, options);
    QFETCH(const VerdictStatus, status);
    QFETCH(const double, score);
    const ImportedRun done(evalOf({logSample("a", 1, value)}), u"log.eval"_s, options);
    QVERIFY2(done.report, qPrintable(done.error()));
    const AttemptRecord attempt = done.attempts().front();
    const auto verdicts = done.file->verdicts(attempt.id);
    QVERIFY(verdicts);
    QCOMPARE(verdicts->size(), size_t(1));
    const Verdict &verdict = verdicts->front();
    QCOMPARE(verdict.check, u"match"_s);
    QCOMPARE(verdict.role, CheckRole::Required);
    QCOMPARE(verdict.status, status);
    QCOMPARE(verdict.score, score);
    QCOMPARE(attempt.outcome,
             status == VerdictStatus::Passed       ? Outcome::Passed
                 : status == VerdictStatus::Failed ? Outcome::Failed
                                                   : Outcome::Error);
    QCOMPARE(verdict.evidence.size(), size_t(2));
    QCOMPARE(stringOr(verdict.evidence[1].data, "text"), u"compared"_s);
}

void TestInspect::theFirstScorerDecides()
{
    Json sample = logSample("a", 1, "I");
    sample["scores"]["another"] = {{"value", 1}};
    const QByteArray log = evalOf({sample});
    const ImportedRun first(log);
    QCOMPARE(first.attempts().front().outcome, Outcome::Failed);
    const auto verdicts = first.file->verdicts(first.attempts().front().id);
    QCOMPARE(verdicts->size(), size_t(2));
    QCOMPARE((*verdicts)[0].check, u"match"_s);
    QCOMPARE((*verdicts)[1].role, CheckRole::Informative);
    QCOMPARE((*verdicts)[1].measures.value(u"value"_s), 1.0);
    const ImportedRun other(log, u"log.eval"_s, {{u"scorer"_s, {u"another"_s}}});
    QCOMPARE(other.attempts().front().outcome, Outcome::Passed);
}

void TestInspect::errorsAndLimits()
{
    Json broken = logSample("broken", 1, "C");
    broken.erase("scores");
    broken["error"] = {{"message", "API down"}, {"traceback", "…"}, {"traceback_ansi", "…"}};
    Json limited = logSample("limited", 1, "C");
    limited["limit"] = {{"type", "token"}, {"limit", 100}};
    Json cut = limited;
    cut["id"] = "cut";
    cut.erase("scores");
    const ImportedRun done(evalOf({broken, limited, cut}));
    QVERIFY2(done.report, qPrintable(done.error()));
    const auto attempts = done.attempts();
    QCOMPARE(attempts[0].outcome, Outcome::Error);
    QVERIFY(attempts[0].reason.contains(u"API down"_s));
    QCOMPARE(attempts[1].outcome, Outcome::Passed); // as Inspect counts it
    QCOMPARE(attempts[1].limit, u"token"_s);
    QCOMPARE(attempts[2].outcome, Outcome::Failed);
    QVERIFY(attempts[2].reason.contains(u"token limit"_s));
}

void TestInspect::aMessageIsToldOnce()
{
    const Json one = message("user", "one");
    const Json two = message("assistant", "two");
    Json again = one; // the same words, said again
    again["id"] = "m3";
    Json oneAgain = one; // the same message under another id
    oneAgain["id"] = "m9";
    const Json four = message("assistant", "four");
    Json sample =
        withEvents(logSample("a", 1, "C"),
                   {modelEvent(Json::array({one}), two), modelEvent({oneAgain, two, again}, four)});
    sample["messages"] = {one, two, again, four};
    const ImportedRun done(evalOf({sample}));
    QVERIFY2(done.report, qPrintable(done.error()));
    const AttemptRecord attempt = done.attempts().front();
    QCOMPARE(kinds(done.events(attempt)),
             QStringList({u"message"_s, u"model-call"_s, u"message"_s, u"message"_s,
                          u"model-call"_s, u"message"_s, u"note"_s}));
    QCOMPARE(
        done.messages(attempt),
        QStringList({u"user: one"_s, u"assistant: two"_s, u"user: one"_s, u"assistant: four"_s}));
    const Trace trace = done.events(attempt);
    QCOMPARE(trace[5].parent, trace[4].id);
    QCOMPARE(trace[4].data["request"]["messages"], Json(3));
    QVERIFY(!trace[4].data.contains("call"));
}

void TestInspect::pooledMessages()
{
    const Json one = message("user", "one");
    const Json two = message("assistant", "two");
    Json event = modelEvent(Json::array(), two);
    event["input_refs"] = {{0, 1}, {2, 3}};
    Json sample = withEvents(logSample("a", 1, "C"), Json::array({event}));
    sample["messages"] = {one, two};
    sample["events_data"] = {
        {"messages", {one, message("user", "not shown"), message("system", "aside")}},
        {"calls", Json::array()}};
    const ImportedRun done(evalOf({sample}));
    QVERIFY2(done.report, qPrintable(done.error()));
    const Trace trace = done.events(done.attempts().front());
    QCOMPARE(trace[0].data["text"], Json("one"));
    QCOMPARE(trace[0].conversation, QString());
    QCOMPARE(trace[1].data["text"], Json("aside"));
    QCOMPARE(trace[1].conversation, u"aside"_s);
    QCOMPARE(trace[2].data["request"]["messages"], Json(2));
    sample["events_data"]["messages"] = Json::array();
    sample["message_pool"] = {one, one, one}; // as older logs have it
    sample.erase("events_data");
    const ImportedRun older(evalOf({sample}));
    QVERIFY2(older.report, qPrintable(older.error()));
    QCOMPARE(older.events(older.attempts().front())[0].data["text"], Json("one"));
}

void TestInspect::attachmentsArePutIn()
{
    Json sample = logSample("a", 1, "C");
    const std::string longText(300, 'x');
    sample["attachments"] = {{"abc123", longText}, {"other", "attachment://abc123"}};
    sample["messages"] = {message("user", "attachment://abc123"),
                          message("user", "attachment://nokey"),
                          message("assistant", "attachment://other")};
    sample["events"] = Json::array();
    const ImportedRun done(evalOf({sample}));
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.messages(done.attempts().front()),
             QStringList({u"user: "_s + QString::fromStdString(longText),
                          u"user: attachment://nokey"_s, u"assistant: attachment://abc123"_s}));
}

void TestInspect::toolsAndCommands()
{
    Json sample =
        withEvents(logSample("a", 1, "C"),
                   {{{"event", "span_begin"}, {"id", "s1"}, {"name", "solve"}, {"type", "solver"}},
                    {{"event", "tool"},
                     {"span_id", "s1"},
                     {"id", "call1"},
                     {"function", "bash"},
                     {"arguments", {{"cmd", "ls"}}},
                     {"result", "a.txt"},
                     {"timestamp", "2026-01-31T09:00:03+00:00"},
                     {"completed", "2026-01-31T09:00:04+00:00"}},
                    {{"event", "sandbox"},
                     {"span_id", "s1"},
                     {"action", "exec"},
                     {"cmd", "bash -c ls"},
                     {"result", 0},
                     {"output", "a.txt\n"}},
                    {{"event", "approval"}, {"approver", "human"}, {"decision", "approve"}},
                    {{"event", "sample_limit"}, {"type", "message"}, {"message", "too many"}},
                    {{"event", "error"}, {"error", {{"message", "broke"}}}},
                    {{"event", "something_new"}, {"data", 1}}});
    const ImportedRun done(evalOf({sample}));
    QVERIFY2(done.report, qPrintable(done.error()));
    const Trace trace = done.events(done.attempts().front());
    QCOMPARE(kinds(trace).first(8),
             QStringList({u"note"_s, u"action"_s, u"observation"_s, u"command"_s, u"note"_s,
                          u"limit"_s, u"error"_s, u"note"_s}));
    QCOMPARE(trace[1].data["tool"], Json("bash"));
    QCOMPARE(trace[1].parent, trace[0].id);
    QCOMPARE(trace[2].parent, trace[1].id);
    QCOMPARE(trace[2].data["text"], Json("a.txt"));
    QCOMPARE(trace[2].wallMs - trace[1].wallMs, 1000);
    QCOMPARE(trace[3].data["exit_code"], Json(0));
    QCOMPARE(done.file->blob(trace[3].blobs.value(u"output"_s)).value_or(""),
             QByteArray("a.txt\n"));
    QCOMPARE(trace[4].data["inspect"]["decision"], Json("approve"));
    QCOMPARE(trace[7].data["inspect"]["data"], Json(1));
}

void TestInspect::picturesBecomeBlobs()
{
    Json sample = withEvents(logSample("a", 1, "C"), Json::array());
    sample["messages"] = {
        {{"role", "user"},
         {"content",
          {{{"type", "text"}, {"text", "What is this?"}},
           {{"type", "image"}, {"image", "data:image/png;base64,iVBORw0KGgo="}}}}}};
    const ImportedRun done(evalOf({sample}));
    QVERIFY2(done.report, qPrintable(done.error()));
    const Trace trace = done.events(done.attempts().front());
    QCOMPARE(trace[0].data["text"], Json("What is this?"));
    QCOMPARE(done.file->blob(trace[0].blobs.value(u"picture-1"_s)).value_or(""),
             QByteArray::fromBase64("iVBORw0KGgo="));
}

void TestInspect::chunkedSamples()
{
    const Json one = message("user", "attachment://1");
    const Json two = message("assistant", "two");
    Json shell = logSample("a", 2, "C");
    for (const char *key : {"messages", "events"})
        shell.erase(key);
    shell["message_refs"] = {{0, 2}};
    Json event = modelEvent(Json::array(), two);
    event["input_refs"] = {{0, 1}};
    const auto name = [](const char *part) {
        return u"samples/a_epoch_2/"_s + QLatin1StringView(part);
    };
    const QByteArray log = zipOf({{name("sample.json"), dumpJson(shell)},
                                  {name("metadata.json"), R"({"level": "hard"})"},
                                  {name("messages/1.json"), dumpJson(Json::array({two}))},
                                  {name("messages/0.json"), dumpJson(Json::array({one}))},
                                  {name("events/0.json"), dumpJson(Json::array({event}))},
                                  {name("events/stats.json"), "{}"},
                                  {name("events/uuids.json"), "[\"x\"]"},
                                  {name("calls/0.json"), "[{}]"},
                                  {name("attachments/0.json"), R"(["nothing", "one"])"},
                                  {u"samples/b_epoch_1.json"_s, dumpJson(logSample("b", 1, "I"))},
                                  {u"header.json"_s, dumpJson(logHeader())}});
    const ImportedRun done(log);
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.report->attempts, 2);
    const AttemptRecord attempt = done.attempts().front();
    QCOMPARE(attempt.sample, 1);
    QCOMPARE(done.messages(attempt), QStringList({u"user: one"_s, u"assistant: two"_s}));
    QCOMPARE(kinds(done.events(attempt)),
             QStringList({u"message"_s, u"model-call"_s, u"message"_s, u"note"_s}));
    const auto scenario = done.file->resolvedScenario(attempt.scenarioDigest);
    QCOMPARE((*scenario)["extra"]["inspect"]["metadata"]["level"], Json("hard"));
}

void TestInspect::theLastMemberOfANameCounts()
{
    const ImportedRun done(evalOf({logSample("a", 1, "I"), logSample("a", 1, "C")}));
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.report->attempts, 1);
    QCOMPARE(done.attempts().front().outcome, Outcome::Passed);
}

void TestInspect::aLogWithoutHeader()
{
    const Json header = logHeader();
    const ImportedRun done(
        zipOf({{u"_journal/start.json"_s,
                dumpJson({{"version", 2}, {"eval", header["eval"]}, {"plan", header["plan"]}})},
               {u"samples/a_epoch_1.json"_s, dumpJson(logSample("a", 1, "C"))},
               {u"_journal/summaries/1.json"_s, "[]"}}));
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.report->attempts, 1);
    QCOMPARE(done.report->notes.size(), 1);
    QVERIFY(done.report->notes.front().contains(u"has no header.json"_s));
    QCOMPARE(done.attempts().front().agent, u"test/model"_s);
    QCOMPARE(done.file->manifest()->plan["log"]["status"], Json("started"));
}

void TestInspect::zstdInManyFrames()
{
    RawZip zip;
    zip.addZstd("header.json", dumpJson(logHeader()));
    zip.addZstd("samples/a_epoch_1.json", dumpJson(logSample("a", 1, "C")));
    const ImportedRun done(zip.finish());
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.attempts().front().outcome, Outcome::Passed);
}

void TestInspect::aJsonLog()
{
    Json log = logHeader();
    log["samples"] = {logSample("a", 1, "C"), logSample("b", 1, "@nan"), logSample("c", 1, "@inf")};
    log["reductions"] = Json::array();
    QByteArray text = prettyJson(log);
    text.replace("\"@nan\"", "NaN").replace("\"@inf\"", "-Infinity");
    text.replace("\"compared\"", R"("compared NaN \ud83d \ud83d\ude00")");
    const ImportedRun done(text, u"log.json"_s);
    QVERIFY2(done.report, qPrintable(done.error()));
    const auto attempts = done.attempts();
    QCOMPARE(attempts.size(), size_t(3));
    QCOMPARE(attempts[0].outcome, Outcome::Passed);
    QCOMPARE(attempts[1].outcome, Outcome::Error);
    QVERIFY2(attempts[1].reason.contains(u"not scored"_s), qPrintable(attempts[1].reason));
    QCOMPARE(attempts[2].outcome, Outcome::Error);
    const auto verdicts = done.file->verdicts(attempts[0].id);
    QCOMPARE(stringOr(verdicts->front().evidence[1].data, "text"),
             u"compared NaN \ufffd \U0001F600"_s);
}

void TestInspect::olderLogs()
{
    Json sample = logSample("a", 1, "C");
    sample["score"] = {{"value", "C"}};
    sample["transcript"] = {{"events", sample["events"]}, {"content", Json::object()}};
    sample.erase("scores");
    sample.erase("events");
    const ImportedRun done(evalOf({sample}));
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.attempts().front().outcome, Outcome::Passed);
    QVERIFY(kinds(done.events(done.attempts().front())).contains(u"model-call"_s));
}

void TestInspect::theSameLogTwiceMergesToOne()
{
    const QByteArray log = evalOf({logSample("a", 1, "C"), logSample("a", 2, "C")});
    const ImportedRun one(log);
    const ImportedRun two(log);
    QCOMPARE(one.attempts()[0].id, two.attempts()[0].id);
    QVERIFY(one.attempts()[0].id != one.attempts()[1].id);
}

void TestInspect::badSamplesAreErrors_data()
{
    QTest::addColumn<QByteArray>("sample");
    QTest::addColumn<QString>("message");
    const auto add = [](const char *name, const QByteArray &sample, const QString &message) {
        QTest::newRow(name) << sample << message;
    };
    const auto changed = [](const char *key, const Json &value) {
        Json sample = logSample("bad", 1, "C");
        sample[key] = value;
        return dumpJson(sample);
    };
    add("no object", "[]", u"expected an object"_s);
    add("half", "{\"id\": \"bad\", ", u"expected a text"_s);
    add("no id", "{\"epoch\": 1}", u"expected a sample with id"_s);
    add("an id of another type", changed("id", {{"x", 1}}), u"expected a sample with id"_s);
    add("an epoch of another type", changed("epoch", "one"), u"expected a sample with id"_s);
    add("events that are none", changed("events", 7), u"at /events: expected a list"_s);
    add("an event that is none", changed("events", Json::array({7})),
        u"at /events/0: expected an object"_s);
    add("an event without a kind", changed("events", Json::array({Json::object()})),
        u"at /events/0: expected an event with its kind"_s);
    add("a message that is none", changed("messages", Json::array({"hello"})),
        u"expected an object"_s);
    add("a message without a role", changed("messages", Json::array({{{"content", "x"}}})),
        u"at /messages/0: expected a message with a role"_s);
    add("references beyond the pool",
        changed("events",
                Json::array({{{"event", "model"}, {"input_refs", {{0, 4'000'000'000}}}}})),
        u"expected ranges within the 0 pooled messages"_s);
    add("nested too deep",
        "{\"id\": \"bad\", \"epoch\": 1, \"metadata\": " + QByteArray(100'000, '[')
            + QByteArray(100'000, ']') + "}",
        u"levels"_s);
}

void TestInspect::badSamplesAreErrors()
{
    QFETCH(const QByteArray, sample);
    QFETCH(const QString, message);
    const ImportedRun done(
        zipOf({{u"samples/good_epoch_1.json"_s, dumpJson(logSample("good", 1, "C"))},
               {u"samples/bad_epoch_3.json"_s, sample},
               {u"header.json"_s, dumpJson(logHeader())}}));
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.report->attempts, 2);
    QVERIFY2(done.error().contains(message), qPrintable(done.error()));
    const auto attempts = done.attempts();
    QCOMPARE(attempts[0].outcome, Outcome::Passed);
    QCOMPARE(attempts[1].outcome, Outcome::Error);
    QCOMPARE(attempts[1].scenario, u"bad"_s);
    QCOMPARE(attempts[1].sample, 2);
    QVERIFY2(attempts[1].reason.contains(message), qPrintable(attempts[1].reason));
}

void TestInspect::givenUp()
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(u"log.eval"_s);
    const QString run = folder.filePath(u"log.touchstone"_s);
    writeFile(log, evalOf({logSample("a", 1, "C"), logSample("b", 1, "C")}));
    const auto importer = Registry::standard().importer(u"inspect"_s);
    QVERIFY(importer);
    ImportProgress progress;
    progress.cancelled = true;
    const auto cancelled = (*importer)->run({log, run, {}, &progress});
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"log.eval"_s});
    progress.cancelled = false;
    progress.done = 0;
    const auto done = (*importer)->run({log, run, {}, &progress});
    QVERIFY2(done, qPrintable(done ? QString() : done.error().text()));
    QCOMPARE(progress.done.load(), 2);
    QCOMPARE(progress.total.load(), 2);
}

void TestInspect::badLogs_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("message");
    const auto add = [](const char *name, const QByteArray &log, ErrorCode code,
                        const QString &message) { QTest::newRow(name) << log << code << message; };
    const QByteArray good = evalOf({logSample("a", 1, "C")});
    add("empty", "", ErrorCode::BadInput, u"no log of Inspect's"_s);
    add("text", "hello", ErrorCode::BadInput, u"no log of Inspect's"_s);
    add("another JSON", "{\"a\": 1}", ErrorCode::BadInput,
        u"expected the members version and eval"_s);
    add("another zip", zipOf({{u"a.txt"_s, "a"}}), ErrorCode::BadInput,
        u"neither header.json nor _journal/start.json"_s);
    add("cut off", good.first(good.size() / 2), ErrorCode::Corrupt, u"it is cut off"_s);
    add("its end alone", "PK\x03\x04" + good.last(60), ErrorCode::Corrupt, {});
    add("without samples", zipOf({{u"header.json"_s, dumpJson(logHeader())}}), ErrorCode::BadInput,
        u"has no samples"_s);
    Json newer = logHeader();
    newer["version"] = 4;
    add("newer", evalOf({logSample("a", 1, "C")}, newer), ErrorCode::Newer, u"version 4"_s);
    const QByteArray header = dumpJson(logHeader());
    RawZip bomb;
    bomb.addPacked("header.json", 8, "\x03", 0xfffffff0, 0);
    add("a bomb", bomb.finish(), ErrorCode::BadInput, u"header.json: it would unpack to"_s);
    RawZip overlapping;
    overlapping.add("header.json", header);
    for (int i = 0; i < 100; ++i)
        overlapping.addEntry("samples/" + QByteArray::number(i) + "_epoch_1.json", 0,
                             RawZip::crc(header), quint64(header.size()), quint64(header.size()),
                             0);
    add("members that overlap", overlapping.finish(), ErrorCode::BadInput, u"overlap"_s);
    RawZip method;
    method.addPacked("header.json", 12, header, quint64(header.size()), RawZip::crc(header));
    add("packed by another method", method.finish(), ErrorCode::Unsupported,
        u"packed by method 12"_s);
    RawZip checksum;
    checksum.addPacked("header.json", 0, header, quint64(header.size()), 1);
    add("a wrong checksum", checksum.finish(), ErrorCode::Corrupt, u"checksum"_s);
    RawZip longer;
    longer.addPacked("header.json", 0, header, 5, RawZip::crc(header));
    add("longer than it says", longer.finish(), ErrorCode::Corrupt, u"more than the 5 bytes"_s);
    RawZip elsewhere;
    elsewhere.add("a.txt", "a");
    elsewhere.addEntry("header.json", 0, 0, 1, 1, 0x7ffffff0);
    add("beyond the end", elsewhere.finish(), ErrorCode::Corrupt, {});
}

void TestInspect::badLogs()
{
    QFETCH(const QByteArray, log);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, message);
    const ImportedRun done(log);
    QVERIFY(!done.report);
    QVERIFY2(done.error().contains(message), qPrintable(done.error()));
    QCOMPARE(done.report.error().code, code);
    QVERIFY2(done.error().contains(u"log.eval"_s), qPrintable(done.error()));
    QVERIFY(!QFileInfo::exists(done.path(u"out.touchstone"_s)));
}

void TestInspect::aMillionMembers()
{
    constexpr int count = 1'000'000;
    QTemporaryDir folder;
    const QString path = folder.filePath(u"many.eval"_s);
    {
        RawZip zip;
        const QByteArray text = "{}";
        const quint32 crc = RawZip::crc(text);
        for (int i = 0; i < count; ++i)
            zip.addPacked("samples/../../" + QByteArray::number(i) + "_epoch_1.json", 0, text, 2,
                          crc);
        writeFile(path, zip.finish());
    }
    QElapsedTimer timer;
    timer.start();
    const auto zip = ZipReader::open(path);
    QVERIFY2(zip, zip ? "" : qPrintable(zip.error().text()));
    QCOMPARE((*zip)->members().size(), size_t(count));
    const ZipMember *last = (*zip)->find(u"samples/../../999999_epoch_1.json"_s);
    QVERIFY(last != nullptr);
    QCOMPARE((*zip)->bytes(*last, 10).value_or(""), QByteArray("{}"));
    qInfo("a million members are listed in %lld ms", timer.elapsed());
}

void TestInspect::exportedAndImportedAgain()
{
    Json scored = logSample("ä/1", 1, "I");
    scored["scores"]["match"]["metadata"] = {{"by", "rule"}};
    scored["scores"]["length"] = {{"value", {{"short", 0.5}, {"long", 1}}}};
    scored["scores"]["grade"] = {{"value", "@nan"}};
    scored["store"] = {{"seen", 1}};
    Json number = logSample(12, 2, "C");
    number["uuid"] = "LeydVcZBvg9HNQJN2ovG8P";
    Json pictures = withEvents(logSample("picture", 1, 0.5), Json::array());
    pictures["messages"] = {
        {{"role", "user"},
         {"content",
          {{{"type", "text"}, {"text", "this"}},
           {{"type", "image"}, {"image", "data:image/png;base64,iVBORw0KGgo="}}}}},
        {{"role", "assistant"},
         {"content", "a call"},
         {"tool_calls", {{{"id", "c1"}, {"function", "look"}, {"arguments", Json::object()}}}}},
        {{"role", "tool"}, {"content", "seen"}, {"tool_call_id", "c1"}}};
    QByteArray log = evalOf({scored, number, pictures});
    const ImportedRun first(log);
    QVERIFY2(first.report, qPrintable(first.error()));
    const QString path = first.path(u"again.eval"_s);
    const auto written = writeReport(*first.file, u"eval"_s, path, {});
    QVERIFY2(written, written ? "" : qPrintable(written.error().text()));
    const auto members = unzipped(path);
    for (const QString &name : {u"_journal/start.json"_s, u"_journal/summaries/1.json"_s,
                                u"samples/ä/1_epoch_1.json"_s, u"samples/12_epoch_2.json"_s,
                                u"summaries.json"_s, u"reductions.json"_s, u"header.json"_s})
        QVERIFY2(members.contains(name), qPrintable(name));
    const ImportedRun second(ImportedRun::Existing{path});
    QVERIFY2(second.report, qPrintable(second.error()));
    const auto before = first.attempts();
    const auto after = second.attempts();
    QCOMPARE(after.size(), before.size());
    for (size_t i = 0; i < before.size(); ++i) {
        QCOMPARE(after[i].id, before[i].id);
        QCOMPARE(after[i].scenario, before[i].scenario);
        QCOMPARE(after[i].scenarioDigest, before[i].scenarioDigest);
        QCOMPARE(after[i].sample, before[i].sample);
        QCOMPARE(after[i].outcome, before[i].outcome);
        QCOMPARE(after[i].agent, before[i].agent);
        QCOMPARE(after[i].startedMs, before[i].startedMs);
        QCOMPARE(after[i].inputTokens, before[i].inputTokens);
        QCOMPARE(*second.file->verdicts(after[i].id), *first.file->verdicts(before[i].id));
        QCOMPARE(second.messages(after[i]), first.messages(before[i]));
        QCOMPARE(kinds(second.events(after[i])), kinds(first.events(before[i])));
    }
    const Json number2 = *parseJson(members[u"samples/12_epoch_2.json"_s], {});
    QCOMPARE(number2["id"], Json(12));
    QCOMPARE(number2["uuid"], number["uuid"]);
    const Json picture = *parseJson(members[u"samples/picture_epoch_1.json"_s], {});
    QCOMPARE(picture["messages"], pictures["messages"]);
    const Json header = *parseJson(members[u"header.json"_s], {});
    QCOMPARE(header["eval"], logHeader()["eval"]);
    QCOMPARE(header["results"]["total_samples"], Json(3));
}

void TestInspect::ownRunsAsLogs()
{
    const QTemporaryDir folder;
    RunManifest manifest;
    manifest.runId = u"01RUN"_s;
    manifest.createdMs = 1'790'000'000'000;
    manifest.touchstone = u"0.1.0"_s;
    auto file = RunFile::create(folder.filePath(u"own.touchstone"_s), manifest);
    QVERIFY(file);
    std::vector<FinishedAttempt> attempts;
    for (int i = 0; i < 3; ++i) {
        FinishedAttempt attempt;
        const QByteArray answer = "answer " + QByteArray::number(i);
        const QByteArray scenario = "{}";
        attempt.blobs = {{Digest::of(answer), answer}, {Digest::of(scenario), scenario}};
        attempt.record.id = u"01ATTEMPT0000000000000000%1"_s.arg(i);
        attempt.record.pack = u"demo"_s;
        attempt.record.scenario = u"s1"_s;
        attempt.record.scenarioDigest = Digest::of(scenario);
        attempt.record.kind = u"generate"_s;
        attempt.record.agent = u"samples:a.jsonl"_s;
        attempt.record.sample = std::min(i, 1);
        attempt.record.retry = i == 2 ? 1 : 0; // the second sample was run again
        attempt.record.answer = Digest::of(answer);
        attempt.record.startedMs = 1'790'000'000'000;
        Verdict tests = i == 0 ? Verdict::failed(u"2 of 3"_s, 0.25) : Verdict::passed();
        tests.check = u"tests"_s;
        tests.type = u"tests"_s;
        tests.measures = {{u"tests.passed"_s, 1}};
        Verdict lint = Verdict::error({ErrorCode::ToolMissing, u"no linter"_s, {}});
        lint.check = u"lint"_s;
        lint.type = u"command"_s;
        lint.role = CheckRole::Graded;
        attempt.verdicts = {tests, lint};
        const AttemptScore score = scoreAttempt(attempt.verdicts, {});
        attempt.record.outcome = score.outcome;
        attempt.record.score = score.score;
        attempt.record.reason = score.reason;
        attempts.push_back(std::move(attempt));
    }
    QVERIFY((*file)->append(attempts));
    const QString path = folder.filePath(u"own.eval"_s);
    const auto written = writeReport(**file, u"eval"_s, path, {});
    QVERIFY2(written, written ? "" : qPrintable(written.error().text()));
    const QByteArray sample = unzipped(path)[u"samples/s1_epoch_2.json"_s];
    QVERIFY2(sample.contains("\"value\":NaN"), sample.constData()); // the linter's, never 0
    QVERIFY(sample.contains("answer 2")); // the last retry
    const ImportedRun again(ImportedRun::Existing{path});
    QVERIFY2(again.report, qPrintable(again.error()));
    const auto imported = again.attempts();
    QCOMPARE(imported.size(), size_t(2));
    for (size_t i = 0; i < 2; ++i) {
        const AttemptRecord &original = attempts[i == 0 ? 0 : 2].record;
        QCOMPARE(imported[i].id, original.id);
        QCOMPARE(imported[i].outcome, original.outcome);
        QCOMPARE(imported[i].score, original.score);
        const auto verdicts = again.file->verdicts(imported[i].id);
        QCOMPARE(verdicts->size(), size_t(2));
        const auto lint = std::ranges::find(*verdicts, u"lint"_s, &Verdict::check);
        QCOMPARE(lint->status, VerdictStatus::Error);
        QCOMPARE(lint->role, CheckRole::Graded);
        QCOMPARE(lint->errorCode, u"tool-missing"_s);
        const auto tests = std::ranges::find(*verdicts, u"tests"_s, &Verdict::check);
        QCOMPARE(tests->measures.value(u"tests.passed"_s), 1.0);
    }
    FinishedAttempt other = attempts.front();
    other.record.id = u"01ATTEMPTother"_s;
    other.record.agent = u"another"_s;
    QVERIFY((*file)->append({other}));
    const auto refused = writeReport(**file, u"eval"_s, path, {});
    QVERIFY(!refused);
    QVERIFY2(refused.error().text().contains(u"samples:a.jsonl, another"_s),
             qPrintable(refused.error().text()));
}

void TestInspect::trajectories()
{
    const Json call = {
        {"role", "assistant"},
        {"content", "I look."},
        {"tool_calls", {{{"id", "c1"}, {"function", "look"}, {"arguments", {{"at", "door"}}}}}}};
    Json sample = logSample("t", 1, "C");
    const Json user = {{"role", "user"},
                       {"content",
                        {{{"type", "text"}, {"text", "Look!"}},
                         {{"type", "image"}, {"image", "data:image/png;base64,iVBORw0KGgo="}}}}};
    sample["events"] = {modelEvent(Json::array({user}), call),
                        {{"event", "tool"},
                         {"id", "c1"},
                         {"function", "look"},
                         {"arguments", {{"at", "door"}}},
                         {"result", "a door"}},
                        {{"event", "sample_limit"}, {"type", "message"}, {"message", "enough"}}};
    sample["events"][0]["output"]["usage"] = {{"input_tokens", 7}, {"output_tokens", 2}};
    sample["messages"] = {
        user, call, {{"role", "tool"}, {"content", "a door"}, {"tool_call_id", "c1"}}};
    const ImportedRun done(evalOf({sample}));
    QVERIFY2(done.report, qPrintable(done.error()));
    const QString folder = done.path(u"trajectories"_s);
    const auto written = writeReport(*done.file, u"atif"_s, folder, {});
    QVERIFY2(written, written ? "" : qPrintable(written.error().text()));
    const QStringList files = QDir(folder).entryList({u"*.json"_s});
    QCOMPARE(files.size(), 1);
    const auto json = readJson(folder + u'/' + files.front());
    QVERIFY(json);
    QCOMPARE((*json)["schema_version"], Json("ATIF-v1.7"));
    QCOMPARE((*json)["agent"]["model_name"], Json("test/model-1"));
    const Json &steps = (*json)["steps"];
    QCOMPARE(steps.size(), size_t(3));
    for (size_t i = 0; i < steps.size(); ++i)
        QCOMPARE(steps[i]["step_id"], Json(i + 1));
    QCOMPARE(steps[0]["source"], Json("user"));
    const QString picture = stringOr(steps[0]["message"][1]["source"], "path");
    QFile bytes(folder + u'/' + picture);
    QVERIFY2(bytes.open(QIODevice::ReadOnly), qPrintable(picture));
    QCOMPARE(bytes.readAll(), QByteArray::fromBase64("iVBORw0KGgo="));
    QCOMPARE(steps[1]["source"], Json("agent"));
    QCOMPARE(steps[1]["message"], Json("I look."));
    QCOMPARE(steps[1]["tool_calls"],
             Json::array({{{"tool_call_id", "c1"},
                           {"function_name", "look"},
                           {"arguments", {{"at", "door"}}}}}));
    QCOMPARE(steps[1]["observation"],
             Json({{"results", {{{"source_call_id", "c1"}, {"content", "a door"}}}}}));
    QCOMPARE(steps[1]["metrics"], Json({{"prompt_tokens", 7}, {"completion_tokens", 2}}));
    QCOMPARE(steps[2]["source"], Json("system"));
    QVERIFY(!writeReport(*done.file, u"atif"_s, folder, {})); // in use
    const QString lines = done.path(u"t.jsonl"_s);
    QVERIFY(writeReport(*done.file, u"atif"_s, lines, {}));
    QFile text(lines);
    QVERIFY(text.open(QIODevice::ReadOnly));
    QCOMPARE(text.readAll().count('\n'), 1);
}

void TestInspect::speed()
{
    // Like an agent's run: a growing conversation, every message of it in every call's input.
    constexpr int samples = 20;
    constexpr int calls = 40;
    std::vector<Json> all;
    for (int s = 0; s < samples; ++s) {
        Json sample = logSample(s, 1, s % 2 == 0 ? "C" : "I");
        Json messages = Json::array();
        Json events = Json::array();
        for (int c = 0; c < calls; ++c) {
            messages.push_back(
                message("user", std::string(1'000, char('a' + c % 26)) + std::to_string(c)));
            const Json answer = message("assistant", std::to_string(c) + std::string(500, 'x'));
            events.push_back(modelEvent(messages, answer));
            messages.push_back(answer);
        }
        sample["messages"] = messages;
        sample["events"] = events;
        all.push_back(std::move(sample));
    }
    qint64 bytes = 0;
    for (const Json &sample : all)
        bytes += dumpJson(sample).size();
    const QByteArray log = evalOf(all);
    QElapsedTimer timer;
    timer.start();
    const ImportedRun done(log);
    QVERIFY2(done.report, qPrintable(done.error()));
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    qInfo("%d samples, %.1f MB unpacked: imported in %.2f s, %.1f MB/s", samples,
          double(bytes) / 1e6, seconds, double(bytes) / 1e6 / seconds);
    QCOMPARE(done.messages(done.attempts().front()).size(), 2 * calls);
}

QTEST_GUILESS_MAIN(TestInspect)
#include "tst_inspect.moc"
