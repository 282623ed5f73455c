#include "core/plugin/registry.h"
#include "support/toy.h"

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

namespace {

/// The finding in question is in line 3, within f.
const Files fixture{{u"a.toy"_s,
                     "fn f\n one two three\n bad four five\n six seven eight\n nine ten eleven\n"
                     "fn g\n bad once more\n"}};

QByteArray withBody(const QByteArray &body)
{
    return "fn f\n" + body + "fn g\n bad once more\n";
}

} // namespace

/// The kind fix and its checks, on the made-up language of tests/check/toolchains/toy.
class TestFix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findingGone_data();
    void findingGone();
    void referenceMayDelete();
    void evidence();
    void notInTheFixture();
    void missingTool();
    void noNewFindings_data();
    void noNewFindings();
    void changeSize_data();
    void changeSize();
    void objections();
    void kind();
};

void TestFix::initTestCase()
{
    QVERIFY(addTestToolchains());
    CheckBench bench(u"toy"_s);
    REQUIRE_BENCH(bench);
}

void TestFix::findingGone_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<QString>("reason"); // empty: it passes
    const auto row = [](const char *name, const Files &workspace, const QString &reason,
                        const char *parameters =
                            R"({"analyser": "lint", "rule": "bad-word", "line": 3})") {
        QTest::newRow(name) << QByteArray(parameters) << workspace << reason;
    };
    const auto file = [](const QByteArray &body) { return Files{{u"a.toy"_s, withBody(body)}}; };
    const QByteArray mended =
        " one two three\n good four five\n six seven eight\n nine ten eleven\n";
    row("mended", file(mended), {});
    row("untouched", fixture, u"still there: bad-word at a.toy:3"_s);
    row("moved",
        file("\n\n one two three\n x\n bad four five\n six seven eight\n nine ten eleven\n"),
        u"still there: bad-word at a.toy:6"_s);
    row("edited", file(" one two three\n y = bad four six\n six seven eight\n nine ten eleven\n"),
        u"still there"_s);
    row("moved to a new file",
        {{u"a.toy"_s, withBody(mended)}, {u"b.toy"_s, "fn h\n bad four five\n"}},
        u"still there: bad-word at b.toy:2"_s);
    row("file renamed", {{u"b.toy"_s, fixture.first()}}, u"still there: bad-word at b.toy:3"_s);
    row("the other one mended",
        {{u"a.toy"_s,
          "fn f\n one two three\n bad four five\n six seven eight\n nine ten eleven\n"
          "fn g\n good once more\n"}},
        u"still there"_s);
    row("silenced",
        file(" one two three\n bad four five # hush\n six seven eight\n nine ten eleven\n"),
        u"silenced in place of mended: a.toy:3 # hush"_s);
    row("silenced elsewhere", {{u"a.toy"_s, withBody(mended)}, {u"b.toy"_s, "fn h\n bad # hush\n"}},
        u"silenced in place of mended: b.toy:2"_s);
    row("configuration added",
        {{u"a.toy"_s, fixture.first()},
         {u"sub/.toyrc"_s, "x\n"},
         {u".toyrc"_s, "ignore bad-word\n"}},
        u"still there: bad-word at a.toy:3:2: the word bad (a change of the configuration was undone: .toyrc, sub/.toyrc)"_s);
    row("line deleted", file(" one two three\n six seven eight\n nine ten eleven\n"), {});
    row("stub", file(" nothing\n"), u"'f' was deleted but for a stub"_s);
    row("function deleted", {{u"a.toy"_s, "fn g\n bad once more\n"}}, u"'f' was deleted"_s);
    row("file deleted", {{u"b.toy"_s, "fn h\n x\n"}}, u"'f' was deleted"_s);
    row("broken", {{u"a.toy"_s, "(((\n"}}, u"can't be parsed"_s);
    row("all of the rule", file(mended), u"still there: bad-word at a.toy:7"_s,
        R"({"analyser": "lint", "rule": "bad-*"})");
    row("by the line's text", file(mended), {},
        R"({"analyser": "lint", "rule": "bad-word", "text": "bad four"})");
}

void TestFix::findingGone()
{
    QFETCH(QByteArray, parameters);
    QFETCH(Files, workspace);
    QFETCH(QString, reason);
    CheckBench bench(u"toy"_s);
    bench.fixture = bench.files(fixture);
    bench.scenario.target.file = u"a.toy"_s;
    const Verdict verdict = bench.judge(u"finding-gone"_s, *parseJson(parameters, {}), workspace);
    QVERIFY2(verdict.status == (reason.isEmpty() ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

/// Dead code may be deleted where the scenario's own reference deletes it.
void TestFix::referenceMayDelete()
{
    CheckBench bench(u"toy"_s);
    bench.fixture = bench.files(fixture);
    bench.scenario.workspace = bench.fixture;
    bench.scenario.target.file = u"a.toy"_s;
    Answer reference;
    reference.text = "fn g\n bad once more\n";
    reference.form = AnswerForm::File;
    bench.scenario.reference = reference;
    const Verdict verdict =
        bench.judge(u"finding-gone"_s, {{"analyser", "lint"}, {"rule", "bad-word"}, {"line", 3}},
                    {{u"a.toy"_s, "fn g\n bad once more\n"}});
    QVERIFY2(verdict.status == VerdictStatus::Passed, shown(verdict));
}

void TestFix::evidence()
{
    CheckBench bench(u"toy"_s);
    bench.fixture = bench.files(fixture);
    bench.scenario.target.file = u"a.toy"_s;
    const Verdict verdict =
        bench.judge(u"finding-gone"_s, {{"analyser", "lint"}, {"rule", "bad-word"}, {"line", 3}},
                    {{u"a.toy"_s, "fn e\n x\n" + fixture.first()}});
    QCOMPARE(placesOf(verdict),
             (QStringList{u"a.toy:3 the word bad"_s, u"a.toy:5 the word bad"_s}));
    QCOMPARE(verdict.evidence.at(0).title, u"before"_s);
    QCOMPARE(verdict.evidence.at(1).title, u"after"_s);
}

/// A scenario that names a finding which isn't there is broken: no score.
void TestFix::notInTheFixture()
{
    CheckBench bench(u"toy"_s);
    bench.fixture = bench.files(fixture);
    bench.scenario.target.file = u"a.toy"_s;
    const Verdict verdict = bench.judge(
        u"finding-gone"_s, {{"analyser", "lint"}, {"rule", "bad-word"}, {"line", 4}}, fixture);
    QVERIFY2(verdict.status == VerdictStatus::Error, shown(verdict));
    QVERIFY2(verdict.reason.contains(u"bad-word in line 3, bad-word in line 7"_s), shown(verdict));
}

void TestFix::missingTool()
{
    CheckBench bench(u"toy"_s);
    bench.fixture = bench.files(fixture);
    bench.scenario.target.file = u"a.toy"_s;
    for (const auto &[check, parameters] :
         {std::pair(u"finding-gone"_s, Json{{"analyser", "missing"}, {"rule", "bad-word"}}),
          std::pair(u"no-new-findings"_s, Json{{"analysers", {"lint", "absent"}}})}) {
        const Verdict verdict = bench.judge(check, parameters, {{u"a.toy"_s, "fn f\n bad\n"}});
        QVERIFY2(verdict.status == VerdictStatus::Error, shown(verdict));
        QCOMPARE(verdict.errorCode, u"tool-missing"_s);
    }
}

void TestFix::noNewFindings_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const Files &workspace, const QString &reason,
                        const char *parameters = R"({"analysers": ["lint"]})") {
        QTest::newRow(name) << QByteArray(parameters) << workspace << reason;
    };
    row("untouched", fixture, {});
    row("moved", {{u"a.toy"_s, "fn e\n x\n" + fixture.first()}}, {});
    row("new in the file", {{u"a.toy"_s, fixture.first() + " todo\n"}},
        u"1 new: todo-word at a.toy:8"_s);
    row("new in a new file", {{u"a.toy"_s, fixture.first()}, {u"b.toy"_s, "fn h\n bad\n"}},
        u"1 new: bad-word at b.toy:2"_s);
    row("one mended, one new",
        {{u"a.toy"_s,
          withBody(" one two three\n good four five\n six seven eight\n nine ten todo\n")}},
        u"1 new: todo-word"_s);
    row("renamed file", {{u"b.toy"_s, fixture.first()}}, {});
    row("silenced", {{u"a.toy"_s, fixture.first() + " todo # hush\n"}}, u"silences"_s);
    row("other rules", {{u"a.toy"_s, fixture.first() + " todo\n"}}, {},
        R"({"analysers": ["lint"], "rules": ["bad-*"]})");
    row("other files", {{u"a.toy"_s, fixture.first() + " todo\n"}}, {},
        R"({"analysers": ["lint"], "paths": ["b*"]})");
    row("as many as may be", {{u"a.toy"_s, fixture.first() + " todo\n"}}, {},
        R"({"analysers": ["lint"], "max": 1})");
    row("two analysers", {{u"a.toy"_s, fixture.first() + " todo\n"}}, u"2 new"_s,
        R"({"analysers": ["lint", "sarif"]})");
}

void TestFix::noNewFindings()
{
    QFETCH(QByteArray, parameters);
    QFETCH(Files, workspace);
    QFETCH(QString, reason);
    CheckBench bench(u"toy"_s);
    bench.fixture = bench.files(fixture);
    const Verdict verdict =
        bench.judge(u"no-new-findings"_s, *parseJson(parameters, {}), workspace);
    QVERIFY2(verdict.status == (reason.isEmpty() ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

void TestFix::changeSize_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("score");
    const auto row = [](const char *name, const char *parameters, const QByteArray &text,
                        double score) {
        QTest::newRow(name) << QByteArray(parameters) << text << score;
    };
    row("small", R"({"max_lines": 2})", "1\nx\n3\n4\n", 1);
    row("large", R"({"max_lines": 2})", "1\nx\ny\n4\n", 0.5);
    row("none", R"({"max_lines": 2})", "1\n2\n3\n4\n", 0);
    row("as the reference", R"({"max_times_reference": 1})", "1\nz\n3\n4\n", 1);
    row("twice the reference", R"({"max_times_reference": 1})", "1\ny\ny\n4\n", 0.5);
    row("twice is allowed", R"({"max_times_reference": 2})", "1\ny\ny\n4\n", 1);
    row("the stricter one", R"({"max_times_reference": 2, "max_lines": 2})", "1\ny\ny\n4\n", 0.5);
}

void TestFix::changeSize()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, text);
    QFETCH(double, score);
    CheckBench bench(u"toy"_s);
    bench.fixture = bench.files({{u"a.toy"_s, "1\n2\n3\n4\n"}});
    bench.scenario.workspace = bench.fixture;
    bench.scenario.target.file = u"a.toy"_s;
    Answer reference;
    reference.text = "1\nx\n3\n4\n";
    reference.form = AnswerForm::File;
    bench.scenario.reference = reference;
    const Verdict verdict =
        bench.judge(u"change-size"_s, *parseJson(parameters, {}), {{u"a.toy"_s, text}});
    QVERIFY2(verdict.status == (score == 1 ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QCOMPARE(verdict.score, score);
}

void TestFix::objections()
{
    CheckBench bench(u"toy"_s);
    bench.scenario.workspace = bench.files(fixture);
    const Json named{{"analyser", "lint"}, {"rule", "bad-word"}};
    QVERIFY(bench.objection(u"finding-gone"_s, named).contains(u"names a file"_s));
    bench.scenario.target.file = u"b.toy"_s;
    QVERIFY(bench.objection(u"finding-gone"_s, named).contains(u"no file 'b.toy'"_s));
    bench.scenario.target.file = u"a.toy"_s;
    QCOMPARE(bench.objection(u"finding-gone"_s, named), QString());
    QVERIFY(bench.objection(u"change-size"_s, Json::object()).contains(u"max_lines"_s));
    QVERIFY(bench.objection(u"change-size"_s, {{"max_times_reference", 2}})
                .contains(u"no reference"_s));
}

void TestFix::kind()
{
    const auto kind = Registry::standard().kind(u"fix"_s);
    QVERIFY2(kind, kind ? "" : qPrintable(kind.error().text()));
    QVERIFY((*kind)->actions().contains(u"analyse:*"_s));
    CheckBench bench(u"toy"_s);
    Scenario scenario = bench.scenario;
    scenario.workspace = bench.files(fixture);
    scenario.target.file = u"a.toy"_s;
    const Place place{u"s"_s, {}, 0};
    QVERIFY(!(*kind)->validate(scenario, place));
    CheckSpec spec;
    spec.type = u"finding-gone"_s;
    spec.parameters = {{"analyser", "lint"}, {"rule", "bad-word"}, {"line", 3}};
    scenario.turns.front().checks.push_back(spec);
    QVERIFY((*kind)->validate(scenario, place));
    const QString prompt = (*kind)->prompt(scenario, 0);
    QVERIFY2(prompt.contains(u"lint finds bad-word in a.toy, line 3."_s), qPrintable(prompt));
    scenario.target.file = u"c.toy"_s;
    QVERIFY(!(*kind)->validate(scenario, place));
}

QTEST_GUILESS_MAIN(TestFix)
#include "tst_fix.moc"
