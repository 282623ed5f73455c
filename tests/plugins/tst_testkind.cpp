#include "core/base/paths.h"
#include "core/check/linecoverage.h"
#include "core/plugin/registry.h"
#include "support/checkbench.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

namespace {

const QByteArray subject = "def clamp(n, low, high):\n"
                           "    if n < low:\n"
                           "        return low\n"
                           "    if n > high:\n"
                           "        return high\n"
                           "    return n\n";
const QByteArray goodTests =
    "from clamp import clamp\n"
    "def test_low(): assert clamp(1, 2, 4) == 2\n"
    "def test_high(): assert clamp(5, 2, 4) == 4\n"
    "def test_inside(): assert clamp(3, 2, 4) == 3\n"
    "def test_edges(): assert [clamp(n, 2, 4) for n in (2, 4)] == [2, 4]\n";

Json json(const QByteArray &text)
{
    const auto parsed = parseJson(text, {u"test"_s, {}, 0});
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().text()));
    return *parsed;
}

Json mutant(const char *id, int line, const char *original, const char *replacement,
            const char *file = "clamp.py")
{
    return {{"id", id},
            {"file", file},
            {"line", line},
            {"operator", "by hand"},
            {"original", original},
            {"replacement", replacement}};
}

Json mutants(const std::vector<Json> &list)
{
    return {
        {"mutants", {{"format", 1}, {"made_by", "hand"}, {"reviewed", true}, {"mutants", list}}}};
}

/// A scenario in Python: tests of clamp() are to be written to test_clamp.py.
class PythonBench : public CheckBench {
public:
    PythonBench()
    {
        scenario.kind = u"test"_s;
        scenario.target.file = u"test_clamp.py"_s;
        scenario.extra = {{"test", {{"subject", {{"file", "clamp.py"}, {"symbol", "clamp"}}}}}};
        scenario.workspace = fixture = files({{u"clamp.py"_s, subject}});
    }
    Verdict judgeTests(const QString &type, const Json &parameters, const QByteArray &tests)
    {
        return judge(type, parameters, {{u"clamp.py"_s, subject}, {u"test_clamp.py"_s, tests}});
    }
};

/// The same in a language whose tools say what stands in its files.
class ToldBench : public CheckBench {
public:
    explicit ToldBench(const Files &more = {})
        : CheckBench(u"told"_s)
        , m_code(more)
    {
        m_code.insert(u"code.told"_s, "sub one\na\nb\nend\nsub two\nc\nend\n");
        scenario.kind = u"test"_s;
        scenario.target.file = u"code_test.told"_s;
        scenario.extra = {{"test", {{"subject", {{"file", "code.told"}, {"symbol", "one"}}}}}};
        scenario.workspace = fixture = files(m_code);
    }
    Verdict judgeTests(const QString &type, const Json &parameters, const QByteArray &tests,
                       const Files &changed = {})
    {
        Files workspace = m_code;
        workspace.insert(u"code_test.told"_s, tests);
        workspace.insert(changed);
        return judge(type, parameters, workspace);
    }

private:
    Files m_code;
};

} // namespace

/// The kind test, and its checks: coverage, mutants, stable; and what of `tests` is about them.
class TestTestKind : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void kindRefuses_data();
    void kindRefuses();
    void prompt();
    void testsOfTheAnswer_data();
    void testsOfTheAnswer();
    void changesOfTheSubjectAreUndone();
    void coverage_data();
    void coverage();
    void coverageOfTheWholeFile();
    void coverageTrouble_data();
    void coverageTrouble();
    void coverageNeedsTheSubject();
    void aSubjectByTheEndOfItsName();
    void mutantsAreKilled_data();
    void mutantsAreKilled();
    void survivorsAreShown();
    void readingTheCodeKillsNothing();
    void testsMustPassOnTheCorrectCode_data();
    void testsMustPassOnTheCorrectCode();
    void invalidMutants_data();
    void invalidMutants();
    void malformedMutants_data();
    void malformedMutants();
    void mutantsOfACompiledLanguage();
    void stable_data();
    void stable();
    void stableSaysWhichTests();
    void stableWithoutShuffling();
    void whatDoesNotBuild();
};

void TestTestKind::initTestCase()
{
    const auto data = dataFolder();
    QVERIFY2(data, data ? "" : qPrintable(data.error().text()));
    qputenv("TOUCHSTONE_TOOLCHAIN_PATH", (*data + u"/tests/check/toolchains"_s).toUtf8());
}

void TestTestKind::kindRefuses_data()
{
    using Change = std::function<void(Scenario &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const Change &change, const QString &why) {
        QTest::newRow(name) << change << why;
    };
    row("nothing", [](Scenario &) { }, {});
    row("no subject", [](Scenario &s) { s.extra = Json::object(); }, u"what the tests are about"_s);
    row(
        "no such subject", [](Scenario &s) { s.extra["test"]["subject"]["file"] = "other.py"; },
        u"'other.py', which the workspace has not"_s);
    row("no target", [](Scenario &s) { s.target.file.clear(); }, u"/target/file"_s);
    row("a diff needs none",
        [](Scenario &s) {
            s.target.file.clear();
            s.answerForm = AnswerForm::Diff;
        },
        {});
    row(
        "an answer in words", [](Scenario &s) { s.answerForm = AnswerForm::None; },
        u"makes no file"_s);
    row(
        "tests in the subject", [](Scenario &s) { s.target.file = u"clamp.py"_s; },
        u"can't stand in the file"_s);
}

void TestTestKind::kindRefuses()
{
    QFETCH(std::function<void(Scenario &)>, change);
    QFETCH(QString, why);
    PythonBench bench;
    const auto kind = Registry::standard().kind(u"test"_s);
    QVERIFY2(kind, kind ? "" : qPrintable(kind.error().text()));
    change(bench.scenario);
    const auto valid = (*kind)->validate(bench.scenario, {u"scenario.json"_s, {}, 0});
    const QString message = valid ? QString() : valid.error().message;
    QVERIFY2(why.isEmpty() ? message.isEmpty() : message.contains(why), qPrintable(message));
}

void TestTestKind::prompt()
{
    PythonBench bench;
    const auto kind = Registry::standard().kind(u"test"_s);
    QVERIFY(kind);
    bench.scenario.answerForm = AnswerForm::File;
    const QString prompt = (*kind)->prompt(bench.scenario, 0);
    QVERIFY(prompt.startsWith(u"Do it."_s));
    for (const QString &part : {u"`clamp` in clamp.py"_s, u"stand in test_clamp.py"_s})
        QVERIFY2(prompt.contains(part), qPrintable(prompt));
}

void TestTestKind::testsOfTheAnswer_data()
{
    QTest::addColumn<QByteArray>("tests");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QString>("reason"); ///< empty: passes
    const auto row = [](const char *name, const QByteArray &tests, const char *parameters,
                        const QString &reason) {
        QTest::newRow(name) << tests << QByteArray(parameters) << reason;
    };
    row("good", goodTests, R"({"min_tests": 4})", {});
    row("too few", goodTests, R"({"min_tests": 5})",
        u"4 tests were executed; at least 5 were asked for"_s);
    row("skipped ones are not executed",
        "import pytest\n@pytest.mark.skip\ndef test_a(): pass\ndef test_b(): pass\n",
        R"({"min_tests": 2, "skips": "ignore"})", u"1 tests were executed"_s);
    row("none", "", R"({"min_tests": 1})", u"no test was executed"_s);
    row("wrong", "from clamp import clamp\ndef test_a(): assert clamp(1, 2, 4) == 1\n", "{}",
        u"0 of 1 tests passed"_s);
}

void TestTestKind::testsOfTheAnswer()
{
    QFETCH(QByteArray, tests);
    QFETCH(QByteArray, parameters);
    QFETCH(QString, reason);
    PythonBench bench;
    REQUIRE_BENCH(bench);
    // what the reference's tests are called is nobody's business
    bench.scenario.answerForm = AnswerForm::File;
    bench.scenario.reference = Answer{"def test_other(): pass\n", AnswerForm::File, {}, {}};
    const Verdict verdict = bench.judgeTests(u"tests"_s, json(parameters), tests);
    QVERIFY2(verdict.status == (reason.isEmpty() ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

void TestTestKind::changesOfTheSubjectAreUndone()
{
    PythonBench bench;
    REQUIRE_BENCH(bench);
    const Files cheat{{u"clamp.py"_s, "def clamp(n, low, high):\n    return 7\n"},
                      {u"test_clamp.py"_s,
                       "from clamp import clamp\ndef test_a(): assert clamp(1, 2, 4) == 7\n"}};
    const Verdict tests = bench.judge(u"tests"_s, json("{}"), cheat);
    QVERIFY2(tests.status == VerdictStatus::Failed, shown(tests));
    const Verdict killed = bench.judge(
        u"mutants"_s, mutants({mutant("m", 2, "    if n < low:", "    if n > low:")}), cheat);
    QVERIFY2(killed.status == VerdictStatus::Failed, shown(killed));
    QVERIFY2(killed.reason.contains(u"do not pass on the correct code"_s), shown(killed));
    QCOMPARE(killed.measures[u"test.undone"_s], 1.0);
}

void TestTestKind::coverage_data()
{
    QTest::addColumn<QByteArray>("lcov");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<bool>("good");
    QTest::addColumn<double>("score");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &lcov, const char *parameters, bool good,
                        double score, const QString &reason) {
        QTest::newRow(name) << lcov << QByteArray(parameters) << good << score << reason;
    };
    // the body of "one" is lines 2 and 3; what else is run counts for nothing
    const QByteArray all = "SF:code.told\nDA:1,1\nDA:2,1\nDA:3,4\nDA:6,0\nend_of_record\n";
    const QByteArray half = "SF:code.told\nDA:1,1\nDA:2,1\nDA:3,0\nDA:6,1\nend_of_record\n";
    const QByteArray branches = "SF:code.told\nDA:2,1\nDA:3,1\nBRDA:2,0,0,1\nBRDA:2,0,1,0\n"
                                "BRDA:6,0,0,0\nend_of_record\n";
    row("all lines", all, R"({"min_lines": 1})", true, 1, u"2 of 2 lines of one are covered"_s);
    row("half", half, R"({"min_lines": 0.6})", false, 0.5, u"1 of 2 lines of one"_s);
    row("half is enough", half, R"({"min_lines": 0.5})", true, 0.5, u"1 of 2 lines"_s);
    row("half of the branches", branches, R"({"min_lines": 1, "min_branches": 0.6})", false, 0.75,
        u"1 of 2 branches"_s);
    row("enough of the branches", branches, R"({"min_branches": 0.5})", true, 0.75,
        u"1 of 2 branches"_s);
    row("no branches are told", all, R"({"min_lines": 1, "min_branches": 1})", true, 1,
        u"the tool tells of no branches, so lines alone are judged"_s);
    row("no branches there", all + "SF:other.told\nDA:1,1\nBRDA:1,0,0,0\nend_of_record\n",
        R"({"min_lines": 1, "min_branches": 1})", true, 1, u"there are no branches"_s);
    row("never loaded", "SF:other.told\nDA:2,1\nend_of_record\n", R"({"min_lines": 0.1})", false, 0,
        u"the tests never load code.told"_s);
    row("no line of it", "SF:code.told\nDA:6,1\nend_of_record\n", R"({"min_lines": 0})", false, 0,
        u"never get to a line of one"_s);
    row("nothing", "", R"({"min_lines": 0})", false, 0, u"never load"_s);
    row("a file of that name elsewhere", "SF:/tmp/code.told\nDA:2,1\nDA:3,1\nend_of_record\n",
        R"({"min_lines": 1})", false, 0, u"never load"_s);
}

void TestTestKind::coverage()
{
    QFETCH(QByteArray, lcov);
    QFETCH(QByteArray, parameters);
    QFETCH(bool, good);
    QFETCH(double, score);
    QFETCH(QString, reason);
    ToldBench bench({{u"coverage.info"_s, lcov}});
    REQUIRE_BENCH(bench);
    QCOMPARE(bench.objection(u"coverage"_s, json(parameters)), QString());
    // the answer can't bring coverage of its own
    const Verdict verdict =
        bench.judgeTests(u"coverage"_s, json(parameters), "a pass\n",
                         {{u"coverage.info"_s, "SF:code.told\nDA:2,9\nDA:3,9\nend_of_record\n"}});
    QVERIFY2(verdict.status == (good ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QCOMPARE(verdict.score, score);
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
    if (reason.contains(u"1 of 2 lines"_s)) {
        const Evidence &place = verdict.evidence.front();
        QCOMPARE(place.kind, u"place"_s);
        QVERIFY(place.data["file"] == "code.told");
        QVERIFY(place.data["line"] == 3);
        // and what was run, of the whole file
        std::optional<LineCoverage> told;
        for (const Evidence &evidence : verdict.evidence)
            if (auto coverage = lineCoverageIn(evidence))
                told = std::move(coverage);
        QVERIFY(told.has_value());
        QCOMPARE(told->file, u"code.told"_s);
        QVERIFY(!told->blob.isNull());
        QCOMPARE(coverageText(*told), u"run: 1 to 2, 6; never: 3"_s);
    }
}

void TestTestKind::coverageOfTheWholeFile()
{
    ToldBench bench(
        {{u"coverage.info"_s, "SF:code.told\nDA:1,1\nDA:2,1\nDA:3,0\nDA:6,0\nend_of_record\n"}});
    REQUIRE_BENCH(bench);
    bench.scenario.extra["test"]["subject"].erase("symbol");
    const Verdict verdict =
        bench.judgeTests(u"coverage"_s, json(R"({"min_lines": 1})"), "a pass\n");
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QCOMPARE(verdict.score, 0.5);
    QVERIFY(verdict.evidence.front().data["endLine"] == 6);
}

void TestTestKind::coverageTrouble_data()
{
    QTest::addColumn<QByteArray>("lcov");
    QTest::addColumn<QByteArray>("tests");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("reason");
    const QByteArray good = "SF:code.told\nDA:2,1\nDA:3,1\nend_of_record\n";
    const auto row = [](const char *name, const QByteArray &lcov, const QByteArray &tests,
                        const QString &status, const QString &reason) {
        QTest::newRow(name) << lcov << tests << status << reason;
    };
    row("does not build", good, "a pass\nbroken\n", u"failed"_s, u"do not build together"_s);
    row("ends without a report", good, "silent\n", u"failed"_s, u"without coverage"_s);
    row("writes to the channel", good, "foreign\na pass\n", u"failed"_s, u"wrote to the channel"_s);
    row("the driver fails", good, "crash\n", u"error"_s, u"did not get to its work"_s);
    row("the tool speaks nonsense", "DA:1\n", "a pass\n", u"error"_s, u"can't be read"_s);
    row("loops", good, "loop\n", u"failed"_s, u"limit"_s);
}

void TestTestKind::coverageTrouble()
{
    QFETCH(QByteArray, lcov);
    QFETCH(QByteArray, tests);
    QFETCH(QString, status);
    QFETCH(QString, reason);
    ToldBench bench({{u"coverage.info"_s, lcov}});
    REQUIRE_BENCH(bench);
    bench.scenario.limits.cpu = std::chrono::seconds(2);
    const Verdict verdict = bench.judgeTests(u"coverage"_s, json(R"({"min_lines": 1})"), tests);
    QCOMPARE(verdictStatusName(verdict.status), status);
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

void TestTestKind::coverageNeedsTheSubject()
{
    ToldBench bench;
    REQUIRE_BENCH(bench);
    QVERIFY(bench.objection(u"coverage"_s, json("{}")).contains(u"min_lines"_s));
    bench.scenario.extra["test"]["subject"]["symbol"] = "three";
    const Verdict verdict =
        bench.judgeTests(u"coverage"_s, json(R"({"min_lines": 1})"), "a pass\n");
    QVERIFY2(verdict.status == VerdictStatus::Error, shown(verdict));
    QVERIFY2(verdict.reason.contains(u"no 'three' in 'code.told'"_s), shown(verdict));
    // a language without the action
    CheckBench perl(u"perl"_s);
    perl.scenario.target.file = u"t/a.t"_s;
    perl.scenario.extra = {{"test", {{"subject", {{"file", "a.pl"}}}}}};
    perl.scenario.workspace = perl.fixture = perl.files({{u"a.pl"_s, "1;\n"}});
    const Verdict without =
        perl.judge(u"coverage"_s, json(R"({"min_lines": 1})"),
                   {{u"a.pl"_s, "1;\n"}, {u"t/a.t"_s, "print \"ok 1 - a\\n\";\n"}});
    QCOMPARE(without.errorCode, u"unsupported"_s);
}

/// As cases of other benchmarks name what they are about.
void TestTestKind::aSubjectByTheEndOfItsName()
{
    ToldBench bench;
    REQUIRE_BENCH(bench);
    const QByteArray told = "SF:code.told\nDA:1,1\nDA:2,1\nDA:3,1\nDA:6,0\nend_of_record\n";
    const auto judged = [&](const QByteArray &code) {
        Files tree{{u"code.told"_s, code}, {u"coverage.info"_s, told}};
        bench.scenario.workspace = bench.fixture = bench.files(tree);
        tree.insert(u"code_test.told"_s, "a pass\n");
        return bench.judge(u"coverage"_s, json(R"({"min_lines": 1})"), tree);
    };
    const Verdict found = judged("sub Box.one\na\nb\nend\nsub two\nc\nend\n");
    QVERIFY2(found.status == VerdictStatus::Passed, shown(found));
    const Verdict several = judged("sub Box.one\na\nb\nend\nsub Tin.one\nc\nend\n");
    QVERIFY2(several.status == VerdictStatus::Error, shown(several));
}

void TestTestKind::mutantsAreKilled_data()
{
    QTest::addColumn<QByteArray>("tests");
    QTest::addColumn<double>("min");
    QTest::addColumn<bool>("good");
    QTest::addColumn<double>("score");
    const QByteArray start = "from clamp import clamp\n";
    QTest::newRow("good tests") << goodTests << 1.0 << true << 1.0;
    QTest::newRow("one survives") << start
            + "def test_a(): assert clamp(1, 2, 4) == 2\ndef test_b(): assert clamp(3, 2, 4) == 3\n"
                                  << 1.0 << false << 0.75;
    QTest::newRow("one may survive") << start
            + "def test_a(): assert clamp(1, 2, 4) == 2\ndef test_b(): assert clamp(3, 2, 4) == 3\n"
                                     << 0.75 << true << 0.75;
    QTest::newRow("tests of nothing") << start + "def test_a(): assert clamp\n"
                                      << 1.0 << false << 0.0;
}

void TestTestKind::mutantsAreKilled()
{
    QFETCH(QByteArray, tests);
    QFETCH(double, min);
    QFETCH(bool, good);
    QFETCH(double, score);
    PythonBench bench;
    REQUIRE_BENCH(bench);
    Json parameters = mutants({mutant("low", 2, "    if n < low:", "    if n > low:"),
                               mutant("value", 3, "        return low", "        return high"),
                               mutant("high", 4, "    if n > high:", "    if False:"),
                               mutant("loops", 6, "    return n", "    while n: pass")});
    parameters["min"] = min;
    QCOMPARE(bench.objection(u"mutants"_s, parameters), QString());
    const Verdict verdict = bench.judgeTests(u"mutants"_s, parameters, tests);
    QVERIFY2(verdict.status == (good ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QCOMPARE(verdict.score, score);
    QCOMPARE(verdict.measures[u"mutants.total"_s], 4.0);
    QCOMPARE(verdict.measures[u"mutants.timed_out"_s], score > 0 ? 1.0 : 0.0);
}

void TestTestKind::survivorsAreShown()
{
    PythonBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judgeTests(
        u"mutants"_s, mutants({mutant("edge", 2, "    if n < low:", "    if n < low - 1:")}),
        "from clamp import clamp\ndef test_a(): assert clamp(0, 2, 4) == 2\n");
    QVERIFY2(verdict.reason.contains(u"'edge' survived (clamp.py line 2)"_s), shown(verdict));
    const Evidence &place = verdict.evidence.front();
    QCOMPARE(place.kind, u"place"_s);
    QVERIFY(place.data["line"] == 2);
    QVERIFY(place.data["before"] == "    if n < low:");
    QVERIFY(place.data["after"] == "    if n < low - 1:");
}

void TestTestKind::readingTheCodeKillsNothing()
{
    PythonBench bench;
    REQUIRE_BENCH(bench);
    const QByteArray reads = "import hashlib\ndef test_a():\n"
                             "    assert b'if n < low:\\n' in open('clamp.py', 'rb').read()\n";
    const Verdict verdict = bench.judgeTests(
        u"mutants"_s, mutants({mutant("low", 2, "    if n < low:", "    if n > low:")}), reads);
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QVERIFY2(verdict.reason.contains(u"look at the code's text"_s), shown(verdict));
    QCOMPARE(verdict.score, 0.0);
}

void TestTestKind::testsMustPassOnTheCorrectCode_data()
{
    QTest::addColumn<QByteArray>("tests");
    QTest::addColumn<QString>("reason");
    QTest::newRow("wrong") << QByteArray("def test_a(): assert 0\n")
                           << u"do not pass on the correct code"_s;
    QTest::newRow("one of two") << goodTests + "def test_x(): assert clamp(1, 2, 3) == 1\n"
                                << u"'test_clamp::test_x' failed"_s;
    QTest::newRow("none") << QByteArray("x = 1\n") << u"no test was executed"_s;
    QTest::newRow("all skipped") << QByteArray(
        "import pytest\n@pytest.mark.skip\ndef test_a(): pass\n")
                                 << u"every test was skipped"_s;
    QTest::newRow("can't be read")
        << QByteArray("def test_a(:\n") << u"do not pass on the correct code"_s;
    QTest::newRow("ends itself") << QByteArray("import os\nos._exit(0)\n") << u"without a report"_s;
}

void TestTestKind::testsMustPassOnTheCorrectCode()
{
    QFETCH(QByteArray, tests);
    QFETCH(QString, reason);
    PythonBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judgeTests(
        u"mutants"_s, mutants({mutant("low", 2, "    if n < low:", "    if n > low:")}), tests);
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
    QCOMPARE(verdict.score, 0.0);
}

void TestTestKind::invalidMutants_data()
{
    QTest::addColumn<QByteArray>("made");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const Json &made, const QString &why) {
        QTest::newRow(name) << dumpJson(made) << why;
    };
    row("another line", mutant("m1", 3, "    if n < low:", "    if n > low:"),
        u"'m1' of clamp.py is invalid: line 3 is expected to be"_s);
    row("part of a line", mutant("m1", 2, "if n < low:", "if n > low:"), u"'m1' of clamp.py"_s);
    row("beyond the end", mutant("m1", 99, "x", "y"), u"the end of the file"_s);
    row("no such file", mutant("m1", 1, "x", "y", "other.py"), u"'other.py'"_s);
    row("of the tests", mutant("m1", 1, "from clamp import clamp", "y", "test_clamp.py"),
        u"'test_clamp.py'"_s);
    row("no program", mutant("m1", 2, "    if n < low:", "    if n <:"),
        u"invalid mutant: 'm1' of clamp.py does not build"_s);
}

void TestTestKind::invalidMutants()
{
    QFETCH(QByteArray, made);
    QFETCH(QString, why);
    PythonBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judgeTests(u"mutants"_s, mutants({json(made)}), goodTests);
    QVERIFY2(verdict.status == VerdictStatus::Error, shown(verdict));
    QCOMPARE(verdict.errorCode, u"bad-input"_s);
    QVERIFY2(verdict.reason.contains(why), shown(verdict));
}

void TestTestKind::malformedMutants_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const Json &parameters, const QString &why) {
        QTest::newRow(name) << dumpJson(parameters) << why;
    };
    const Json good = mutant("m1", 2, "    if n < low:", "    if n > low:");
    row("none", Json::object(), u"/mutants"_s);
    row("an empty list", mutants({}), u"/mutants/mutants"_s);
    Json newer = mutants({good});
    newer["mutants"]["format"] = 2;
    row("of a newer format", newer, u"newer"_s);
    Json unseen = mutants({good});
    unseen["mutants"]["reviewed"] = false;
    row("not reviewed", unseen, u"/mutants/reviewed"_s);
    row("the same id twice", mutants({good, good}), u"another mutant \"m1\""_s);
    row("changes nothing", mutants({mutant("m1", 2, "x", "x")}), u"changes nothing"_s);
    row("no such file", mutants({mutant("m1", 2, "x", "y", "no.py")}), u"'no.py'"_s);
    Json unknown = mutants({good});
    unknown["mutants"]["mutants"][0]["lines"] = 3;
    row("an unknown member", unknown, u"lines"_s);
}

void TestTestKind::malformedMutants()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QString, why);
    PythonBench bench;
    const QString objection = bench.objection(u"mutants"_s, json(parameters));
    QVERIFY2(objection.contains(why), qPrintable(objection));
}

void TestTestKind::mutantsOfACompiledLanguage()
{
    ToldBench bench;
    REQUIRE_BENCH(bench);
    const auto judge = [&](const Json &made, const QByteArray &tests) {
        return bench.judgeTests(u"mutants"_s, mutants({made}), tests);
    };
    const Json other = mutant("m", 2, "a", "z", "code.told");
    const Verdict survived = judge(other, "t has code.told b\nu has code.told c\n");
    QVERIFY2(survived.status == VerdictStatus::Failed, shown(survived));
    QCOMPARE(survived.measures[u"mutants.survived"_s], 1.0);
    // these tests can but look at the text, so this one fails on the spaced line
    const Verdict reads = judge(other, "t has code.told a\n");
    QVERIFY2(reads.reason.contains(u"look at the code's text"_s), shown(reads));
    const Verdict broken = judge(mutant("m", 2, "a", "?", "code.told"), "t pass\n");
    QVERIFY2(broken.status == VerdictStatus::Error, shown(broken));
    QVERIFY2(broken.reason.contains(u"invalid mutant: 'm' of code.told"_s), shown(broken));
}

void TestTestKind::stable_data()
{
    QTest::addColumn<QByteArray>("tests");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<bool>("good");
    QTest::addColumn<double>("score");
    QTest::newRow("stable") << QByteArray("a pass\nb fail\n") << QByteArray("{}") << true << 1.0;
    QTest::newRow("one changes") << QByteArray("a pass\nb odd\n") << QByteArray("{}") << false
                                 << 0.5;
    QTest::newRow("twice") << QByteArray("b odd\n") << QByteArray(R"({"runs": 2})") << false << 0.0;
    QTest::newRow("none") << QByteArray("") << QByteArray("{}") << false << 0.0;
    QTest::newRow("no report") << QByteArray("silent\n") << QByteArray("{}") << false << 0.0;
    QTest::newRow("does not build") << QByteArray("broken\n") << QByteArray("{}") << false << 0.0;
}

void TestTestKind::stable()
{
    QFETCH(QByteArray, tests);
    QFETCH(QByteArray, parameters);
    QFETCH(bool, good);
    QFETCH(double, score);
    ToldBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judgeTests(u"stable"_s, json(parameters), tests);
    QVERIFY2(verdict.status == (good ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QCOMPARE(verdict.score, score);
}

void TestTestKind::stableSaysWhichTests()
{
    ToldBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judgeTests(u"stable"_s, json("{}"), "a pass\nb odd\n");
    QVERIFY2(verdict.reason.contains(u"'told::b'"_s), shown(verdict));
    QVERIFY2(verdict.reason.contains(u"in shuffled order"_s), shown(verdict));
    QVERIFY(verdict.evidence.front().data["rows"]
            == json(R"([["told::b", "passed", "failed", "passed"]])"));
}

void TestTestKind::stableWithoutShuffling()
{
    CheckBench bench(u"perl"_s);
    REQUIRE_BENCH(bench);
    bench.scenario.target.file = u"t/a.t"_s;
    const Verdict verdict =
        bench.judge(u"stable"_s, json("{}"), {{u"t/a.t"_s, "print \"ok 1 - a\\n\";\n"}});
    if (verdict.status == VerdictStatus::Error)
        QSKIP("there is no Perl in the sandbox");
    QVERIFY2(verdict.status == VerdictStatus::Passed, shown(verdict));
    QVERIFY2(verdict.reason.contains(u"can't be shuffled"_s), shown(verdict));
    QCOMPARE(verdict.measures[u"stable.shuffled"_s], 0.0);
}

/// The answer's fault, unless the scenario's own code does not build either.
void TestTestKind::whatDoesNotBuild()
{
    ToldBench bench;
    REQUIRE_BENCH(bench);
    const Verdict answers = bench.judgeTests(u"tests"_s, json("{}"), "a pass\nbroken\n");
    QVERIFY2(answers.status == VerdictStatus::Failed, shown(answers));
    QVERIFY2(answers.reason.contains(u"the compiler says no"_s), shown(answers));
    QVERIFY2(shown(answers).contains("standard error"), shown(answers));
    bench.scenario.answerForm = AnswerForm::File;
    bench.scenario.reference = Answer{"a pass\nbroken\n", AnswerForm::File, {}, {}};
    for (const QString &type : {u"tests"_s, u"stable"_s}) {
        const Verdict ours = bench.judgeTests(type, json("{}"), "a pass\nbroken\n");
        QVERIFY2(ours.status == VerdictStatus::Error, shown(ours));
        QCOMPARE(ours.errorCode, u"tool-failed"_s);
    }
    bench.scenario.reference->text = "a pass\n";
    const Verdict fair = bench.judgeTests(u"stable"_s, json("{}"), "a pass\nbroken\n");
    QVERIFY2(fair.status == VerdictStatus::Failed, shown(fair));
}

QTEST_GUILESS_MAIN(TestTestKind)
#include "tst_testkind.moc"
