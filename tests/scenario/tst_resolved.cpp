#include "core/scenario/scenario.h"
#include "core/workspace/blobs.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <functional>
#include <set>

using namespace touchstone;
using namespace Qt::StringLiterals;

namespace {

Manifest files(const QMap<QString, QByteArray> &contents)
{
    Manifest manifest;
    for (auto it = contents.begin(); it != contents.end(); ++it)
        manifest.files.insert(it.key(), {FileMode::Regular, Digest::of(it.value()), it->size()});
    return manifest;
}

CheckSpec wholeCheck(const QString &id)
{
    CheckSpec check;
    check.id = id;
    check.type = u"cases"_s;
    check.role = CheckRole::Graded;
    check.weight = 0.1;
    check.after = {u"syntax"_s};
    check.parameters =
        Json{{"number", 0.1}, {"big", 18446744073709551615u}, {"list", {1, nullptr}}};
    check.files = files({{u"tests/a.py"_s, "hidden " + id.toUtf8()}});
    return check;
}

Scenario wholeScenario()
{
    Scenario scenario;
    scenario.id = u"HumanEval/0 ä"_s;
    scenario.pack = u"p"_s;
    scenario.kind = u"generate"_s;
    scenario.language = u"python"_s;
    scenario.title = u"T"_s;
    scenario.turns = {{u"first"_s, {wholeCheck(u"a"_s)}},
                      {u"second\n"_s, {{.id = u"b"_s, .type = u"b"_s}}}};
    scenario.target = {u"a.py"_s, u"A.b"_s, LineRange{1, 9}};
    scenario.answerForm = AnswerForm::Body;
    scenario.accept = {u"x"_s, u"y"_s};
    scenario.workspace = files({{u"a.py"_s, "a"}, {u"deep/b c"_s, "b"}});
    scenario.workspace.files[u"link"_s] = {FileMode::Symlink, Digest::of("a.py"), 4};
    scenario.workspace.files[u"run"_s] = {FileMode::Executable, Digest::of("run"), 3};
    scenario.workspaceMissing = u"why"_s;
    scenario.rootImage = u"sha256:0"_s;
    scenario.limits = {.wall = std::chrono::milliseconds(1234),
                       .cpu = std::chrono::milliseconds(1),
                       .memoryBytes = 123'456'789,
                       .processes = 7,
                       .outputBytes = 3,
                       .diskBytes = 1'000'000'000'001,
                       .diskFiles = 9};
    scenario.protectedFiles = {u"tests/**"_s};
    scenario.reference = Answer{.text = QByteArray("\0\xff\n", 3), .form = AnswerForm::File};
    scenario.samples = {
        {u"s"_s, u"wrong"_s, u"n"_s, {u"a"_s}, u"me"_s, {.text = "tëxt\0x", .removed = {u"z"_s}}},
        {u"t"_s, u"right"_s, {}, {}, {}, {.files = files({{u"n"_s, "new"}})}}};
    scenario.tags = {u"x"_s, u"y"_s};
    scenario.difficulty = u"hard"_s;
    scenario.source = u"s"_s;
    scenario.licence = u"l"_s;
    scenario.author = u"a"_s;
    scenario.extra = Json{{"generate", {{"own", {1, 2}}}}};
    return scenario;
}

Scenario smallScenario()
{
    Scenario scenario;
    scenario.id = u"a"_s;
    scenario.pack = u"p"_s;
    scenario.kind = u"generate"_s;
    scenario.turns = {{u"Do it."_s, {}}};
    return scenario;
}

} // namespace

class ResolvedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrips_data();
    void roundTrips();
    void staysTheSame();
    void tellsScenariosApart();
    void namesItsBlobs();
    void refuses_data();
    void refuses();
    void survivesMutations();
};

void ResolvedTest::roundTrips_data()
{
    QTest::addColumn<bool>("whole");
    QTest::newRow("whole") << true;
    QTest::newRow("small") << false;
}

void ResolvedTest::roundTrips()
{
    QFETCH(const bool, whole);
    const Scenario scenario = whole ? wholeScenario() : smallScenario();
    const QByteArray text = dumpJson(toResolved(scenario));
    const auto json = parseJson(text, {u"resolved"_s});
    QVERIFY(json);
    const auto again = fromResolved(*json, {u"resolved"_s});
    QVERIFY2(again, qPrintable(again ? QString() : again.error().text()));
    QVERIFY(*again == scenario);
    QCOMPARE(dumpJson(toResolved(*again)), text);
    QCOMPARE(scenarioDigest(*again), scenarioDigest(scenario));
}

/// Run files refer to scenarios by this digest: a change of the form must not change it.
void ResolvedTest::staysTheSame()
{
    QCOMPARE(
        dumpJson(toResolved(smallScenario())),
        R"({"format":1,"id":"a","kind":"generate","limits":{"cpu_ms":20000,"disk_bytes":268435456,"disk_files":20000,"memory_bytes":536870912,"output_bytes":1048576,"processes":64,"wall_ms":20000},"pack":"p","turns":[{"instruction":"Do it."}]})");
    QCOMPARE(scenarioDigest(smallScenario()), Digest::of(dumpJson(toResolved(smallScenario()))));
}

void ResolvedTest::tellsScenariosApart()
{
    const Scenario scenario = wholeScenario();
    std::set<Digest> digests{scenarioDigest(scenario)};
    const std::function<void(Scenario &)> changes[] = {
        [](Scenario &s) { s.id += u'x'; },
        [](Scenario &s) { s.pack += u'x'; },
        [](Scenario &s) { s.kind += u'x'; },
        [](Scenario &s) { s.language.clear(); },
        [](Scenario &s) { s.title += u'x'; },
        [](Scenario &s) { s.turns[1].instruction += u'x'; },
        [](Scenario &s) { s.turns[0].checks[0].weight = 0.2; },
        [](Scenario &s) { s.turns[0].checks[0].role = CheckRole::Required; },
        [](Scenario &s) { s.turns[0].checks[0].after.clear(); },
        [](Scenario &s) { s.turns[0].checks[0].parameters["number"] = 0.2; },
        [](Scenario &s) { s.turns[0].checks[0].files = files({{u"tests/a.py"_s, "other"}}); },
        [](Scenario &s) { std::swap(s.turns[0].checks, s.turns[1].checks); },
        [](Scenario &s) { s.target.range.reset(); },
        [](Scenario &s) { s.answerForm = AnswerForm::Auto; },
        [](Scenario &s) { s.accept.lacks.clear(); },
        [](Scenario &s) { s.workspace.files[u"run"_s].mode = FileMode::Regular; },
        [](Scenario &s) { s.workspaceMissing.clear(); },
        [](Scenario &s) { s.rootImage.clear(); },
        [](Scenario &s) { s.limits.wall += std::chrono::milliseconds(1); },
        [](Scenario &s) { s.protectedFiles.clear(); },
        [](Scenario &s) { s.reference->text += 'x'; },
        [](Scenario &s) { s.reference->form.reset(); },
        [](Scenario &s) { s.reference.reset(); },
        [](Scenario &s) { s.samples[0].answer.removed.clear(); },
        [](Scenario &s) { s.samples.pop_back(); },
        [](Scenario &s) { s.tags.clear(); },
        [](Scenario &s) { s.extra["generate"]["own"] = 1; },
    };
    for (const auto &change : changes) {
        Scenario other = scenario;
        change(other);
        QVERIFY(digests.insert(scenarioDigest(other)).second);
    }
}

void ResolvedTest::namesItsBlobs()
{
    const std::vector<Digest> blobs = scenarioBlobs(wholeScenario());
    QCOMPARE(std::set<Digest>(blobs.begin(), blobs.end()),
             (std::set<Digest>{Digest::of("a"), Digest::of("b"), Digest::of("a.py"),
                               Digest::of("run"), Digest::of("hidden a"), Digest::of("new")}));
    QCOMPARE(blobs.size(), size_t(6));
    QVERIFY(scenarioBlobs(smallScenario()).empty());
}

void ResolvedTest::refuses_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *pointer, const char *value,
                        const QString &message) {
        QTest::newRow(name) << QByteArray(pointer) << QByteArray(value) << message;
    };
    row("newer", "/format", "2", u"resolved at /format: format 2 was written for a newer"_s);
    row("no turns", "/turns", "[]", u"resolved at /turns: found an empty list"_s);
    row("unknown member", "/new", "1", u"resolved at /new: unknown member \"new\""_s);
    row("bad form", "/answerForm", "\"x\"", u"resolved at /answerForm: found \"x\""_s);
    row("bad blob", "/workspace/a.py/blob", "\"x\"", u"/workspace"_s);
    row("bad path", "/workspace", R"({"../x": {"mode": "regular", "blob": "x", "size": 1}})",
        u"/workspace"_s);
    row("bad limit", "/limits/wall_ms", "-1", u"resolved at /limits/wall_ms: found -1"_s);
    row("huge limit", "/limits/processes", "4294967296", u"resolved at /limits/processes"_s);
}

void ResolvedTest::refuses()
{
    QFETCH(const QByteArray, pointer);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, message);
    Json json = toResolved(wholeScenario());
    json[Json::json_pointer(pointer.toStdString())] = *parseJson(value, {});
    const auto scenario = fromResolved(json, {u"resolved"_s});
    QVERIFY(!scenario);
    QVERIFY2(scenario.error().text().contains(message), qPrintable(scenario.error().text()));
}

void ResolvedTest::survivesMutations()
{
    QRandomGenerator random(11);
    const QByteArray text = dumpJson(toResolved(wholeScenario()));
    int read = 0;
    for (int round = 0; round < 1000; ++round) {
        QByteArray bytes = text;
        for (int n = random.bounded(3); n >= 0; --n)
            bytes[random.bounded(int(bytes.size()))] = R"({}[]",:0x)"[random.bounded(9)];
        const auto json = parseJson(bytes, {u"resolved"_s});
        if (!json)
            continue;
        const auto scenario = fromResolved(*json, {u"resolved"_s});
        read += scenario.has_value();
        QVERIFY(scenario || !scenario.error().message.isEmpty());
    }
    QVERIFY(read > 3);
}

QTEST_GUILESS_MAIN(ResolvedTest)
#include "tst_resolved.moc"
