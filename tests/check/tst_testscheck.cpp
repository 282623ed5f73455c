#include "support/checkbench.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// Runs of pytest and of node's test runner, honest and not.
class TestTestsCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runs_data();
    void runs();
    void expectedTests_data();
    void expectedTests();
    void expectedFromTheReference();
    void comparedWithBefore_data();
    void comparedWithBefore();
    void cheats_data();
    void cheats();
    void configurationOfTheWorkspaceDoesNotCount();
    void limits();

private:
    static bool passes(const Verdict &verdict) { return verdict.status == VerdictStatus::Passed; }
};

namespace {

Json json(const QByteArray &text)
{
    const auto parsed = parseJson(text, {u"test"_s, {}, 0});
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().text()));
    return *parsed;
}

const QByteArray pythonTests = R"(
import unittest
import pytest
from answer import f

def test_one(): assert f(1) == 2
def test_two(): assert f(2) == 4
@pytest.mark.parametrize("x", [3, 4])
def test_more(x): assert f(x) == 2 * x
class TestCase(unittest.TestCase):
    def test_unit(self): self.assertEqual(f(5), 10)
)";
const QByteArray javascriptTests = R"(
import assert from 'node:assert';
import { describe, it, test } from 'node:test';
import { f } from '../answer.mjs';
test('one', () => assert.strictEqual(f(1), 2));
describe('more', () => {
    it('two', () => assert.strictEqual(f(2), 4));
    it('three', async () => assert.strictEqual(await f(3), 6));
});
)";

} // namespace

void TestTestsCheck::runs_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("counts"); // passed, failed, errors, skipped
    QTest::addColumn<bool>("good");
    const QString py = u"python"_s;
    const QString js = u"javascript"_s;
    const auto row = [](const char *name, const QString &language, const Files &workspace,
                        const char *parameters, const char *counts, bool good) {
        QTest::newRow(name) << language << workspace << QByteArray(parameters) << QByteArray(counts)
                            << good;
    };
    const QByteArray right = "def f(x): return 2 * x\n";
    const QByteArray partly = "def f(x): return 2 * x if x != 2 else 5\n";
    const QByteArray none = "def f(x): raise ValueError('no')\n";
    const auto python = [&](const QByteArray &answer) {
        return Files{{u"answer.py"_s, answer}, {u"tests/test_f.py"_s, pythonTests}};
    };
    row("all pass", py, python(right), "{}", "5 0 0 0", true);
    row("one fails", py, python(partly), "{}", "4 1 0 0", false);
    row("one may fail", py, python(partly), R"({"pass_rate": 0.8})", "4 1 0 0", true);
    row("too many fail", py, python(none), R"({"pass_rate": 0.1})", "0 5 0 0", false);
    row("only some count", py, python(partly), R"({"tests": ["*test_one", "*test_more*"]})",
        "3 0 0 0", true);
    row("can't be imported", py, python("import nothing_of_that_name\n"), "{}", "0 0 1 0", false);
    row("chosen files", py,
        {{u"answer.py"_s, right},
         {u"a/test_f.py"_s, pythonTests},
         {u"b/test_g.py"_s, "def test(): assert 0\n"}},
        R"({"paths": ["a/*.py"]})", "5 0 0 0", true);
    row("no tests", py, {{u"answer.py"_s, right}}, "{}", "", false);
    row("skipped ones count as not passed", py,
        {{u"test_a.py"_s,
          "import pytest\ndef test_a(): pass\n@pytest.mark.skip\ndef test_b(): pass\n"}},
        "{}", "1 0 0 1", false);
    row("skipped ones may be ignored", py,
        {{u"test_a.py"_s,
          "import pytest\ndef test_a(): pass\n@pytest.mark.skip\ndef test_b(): pass\n"}},
        R"({"skips": "ignore"})", "1 0 0 0", true);
    const auto javascript = [&](const QByteArray &answer) {
        return Files{{u"answer.mjs"_s, answer}, {u"test/f.test.mjs"_s, javascriptTests}};
    };
    row("javascript passes", js, javascript("export const f = (x) => 2 * x;\n"), "{}", "3 0 0 0",
        true);
    row("javascript fails", js, javascript("export const f = (x) => x + 2;\n"), "{}", "1 2 0 0",
        false);
    row("javascript can't be imported", js, javascript("export const f = ;\n"), "{}", "0 1 0 0",
        false);
}

void TestTestsCheck::runs()
{
    QFETCH(QString, language);
    QFETCH(Files, workspace);
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, counts);
    QFETCH(bool, good);
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judge(u"tests"_s, json(parameters), workspace);
    QVERIFY2(verdict.status == (good ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    if (counts.isEmpty())
        return;
    QByteArrayList found;
    for (const char *measure : {"passed", "failed", "errors", "skipped"})
        found.append(
            QByteArray::number(verdict.measures[u"tests."_s + QLatin1StringView(measure)]));
    QVERIFY2(found.join(' ') == counts, shown(verdict));
    QVERIFY2(!shown(verdict).contains("breaks"), "the control tests are nobody's business");
}

void TestTestsCheck::expectedTests_data()
{
    QTest::addColumn<QByteArray>("expect");
    QTest::addColumn<bool>("good");
    QTest::addColumn<double>("missing");
    QTest::newRow("those there are")
        << QByteArray(R"(["test_f::test_a", "test_f::test_b"])") << true << 0.0;
    QTest::newRow("one of them") << QByteArray(R"(["test_f::test_a"])") << true << 0.0;
    QTest::newRow("one that was not executed")
        << QByteArray(R"(["test_f::test_a", "test_f::test_c"])") << false << 1.0;
    QTest::newRow("any") << QByteArray(R"("any")") << true << 0.0;
}

void TestTestsCheck::expectedTests()
{
    QFETCH(QByteArray, expect);
    QFETCH(bool, good);
    QFETCH(double, missing);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict =
        bench.judge(u"tests"_s, {{"expect", json(expect)}},
                    {{u"test_f.py"_s, "def test_a(): pass\ndef test_b(): pass\n"}});
    QVERIFY2(passes(verdict) == good, shown(verdict));
    QCOMPARE(verdict.measures[u"tests.missing"_s], missing);
}

void TestTestsCheck::expectedFromTheReference()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.scenario.target.file = u"answer.py"_s;
    bench.scenario.answerForm = AnswerForm::File;
    bench.scenario.workspace = bench.fixture = bench.files({{u"answer.py"_s, "def f(x): pass\n"}});
    bench.scenario.reference = Answer{"def f(x): return 2 * x\n", AnswerForm::File, {}, {}};
    // tests that take themselves away where the answer asks them to
    const QByteArray tests =
        "import answer\ndef test_a(): assert answer.f(1) == 2\n"
        "if not hasattr(answer, 'lazy'):\n    def test_b(): assert answer.f(2) == 4\n";
    const Verdict right =
        bench.judge(u"tests"_s, Json::object(), {{u"answer.py"_s, "def f(x): return x + x\n"}},
                    {{u"test_f.py"_s, tests}});
    QVERIFY2(passes(right), shown(right));
    const Verdict lazy = bench.judge(u"tests"_s, Json::object(),
                                     {{u"answer.py"_s, "lazy = 1\ndef f(x): return x + x\n"}},
                                     {{u"test_f.py"_s, tests}});
    QVERIFY2(!passes(lazy), shown(lazy));
    QCOMPARE(lazy.measures[u"tests.missing"_s], 1.0);
    QCOMPARE(lazy.score, 0.5);
    // a reference that can't be tested is the scenario's fault, not the answer's
    bench.scenario.reference->text = "import os\nos._exit(0)\n";
    const Verdict error =
        bench.judge(u"tests"_s, Json::object(), {{u"answer.py"_s, "def f(x): return x + x\n"}},
                    {{u"test_f.py"_s, tests}});
    QVERIFY2(error.status == VerdictStatus::Error, shown(error));
}

void TestTestsCheck::comparedWithBefore_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("good");
    QTest::addColumn<double>("additional");
    QTest::newRow("untouched") << QByteArray("def f(x): return 2 if x == 1 else 0\n") << true
                               << 0.0;
    QTest::newRow("better") << QByteArray("def f(x): return 2 * x\n") << true << 0.0;
    QTest::newRow("worse") << QByteArray("def f(x): return 4 if x == 2 else 0\n") << false << 1.0;
    QTest::newRow("broken") << QByteArray("def f(x:\n") << false << 2.0;
}

void TestTestsCheck::comparedWithBefore()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, good);
    QFETCH(double, additional);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const QByteArray tests =
        "from answer import f\ndef test_a(): assert f(1) == 2\ndef test_b(): assert f(2) == 4\n";
    bench.fixture = bench.files(
        {{u"answer.py"_s, "def f(x): return 2 if x == 1 else 0\n"}, {u"test_f.py"_s, tests}});
    const Verdict verdict = bench.judge(u"tests"_s, {{"compare", "before"}},
                                        {{u"answer.py"_s, answer}, {u"test_f.py"_s, tests}});
    QVERIFY2(passes(verdict) == good, shown(verdict));
    QCOMPARE(verdict.measures[u"tests.additional_failures"_s], additional);
    QCOMPARE(verdict.measures[u"tests.before.passed"_s], 1.0);
}

void TestTestsCheck::cheats_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("reason");
    const auto python = [](const char *name, const char *answer, const QString &reason) {
        QTest::newRow(name) << u"python"_s << QByteArray(answer) << reason;
    };
    python("ends the process", "import os\nos._exit(0)\n", u"without a report"_s);
    python("ends the process when called", "import os\ndef f(x): os._exit(0)\n",
           u"without a report"_s);
    python("exits", "raise SystemExit(0)\n", {});
    python("prints a report", "print('5 passed in 0.01s')\nimport os\nos._exit(0)\n",
           u"without a report"_s);
    python("writes to the channel",
           "import os\nos.write(3, b'<testsuites/>')\ndef f(x): return 2 * x\n", u"channel"_s);
    python("patches the outcome of tests", R"(
import _pytest.reports
make = _pytest.reports.TestReport.from_item_and_call.__func__
def patched(cls, item, call):
    report = make(cls, item, call)
    report.outcome = 'passed'
    return report
_pytest.reports.TestReport.from_item_and_call = classmethod(patched)
def f(x): return None
)",
           u"tampered"_s);
    python("patches the call of tests", R"(
import _pytest.python
_pytest.python.Function.runtest = lambda self: None
def f(x): return None
)",
           u"tampered"_s);
    python("skips from within", "import pytest\ndef f(x): pytest.skip('no')\n", {});
    python("patches them late", R"(
def f(x):
    import _pytest.reports
    make = _pytest.reports.TestReport.from_item_and_call.__func__
    def patched(cls, item, call):
        report = make(cls, item, call)
        report.outcome = 'passed'
        return report
    _pytest.reports.TestReport.from_item_and_call = classmethod(patched)
)",
           u"tampered"_s);
    const auto javascript = [](const char *name, const char *answer, const QString &reason) {
        QTest::newRow(name) << u"javascript"_s << QByteArray(answer) << reason;
    };
    javascript("javascript exits", "process.exit(0);\nexport const f = 1;\n", u"report"_s);
    javascript("javascript exits when called", "export const f = () => process.exit(0);\n",
               u"report"_s);
    javascript("javascript patches assert",
               "import assert from 'node:assert';\nfor (const k of Object.keys(assert)) assert[k] "
               "= () => {};\nexport const f = () => 0;\n",
               u"tampered"_s);
    javascript("javascript prints a report",
               "console.log('<testsuites/>'); process.exit(0); export const f = 1;\n", u"report"_s);
}

void TestTestsCheck::cheats()
{
    QFETCH(QString, language);
    QFETCH(QByteArray, answer);
    QFETCH(QString, reason);
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    const bool python = language == u"python"_s;
    const Verdict verdict = bench.judge(u"tests"_s, Json::object(),
                                        {{python ? u"answer.py"_s : u"answer.mjs"_s, answer}},
                                        {{python ? u"tests/test_f.py"_s : u"test/f.test.mjs"_s,
                                          python ? pythonTests : javascriptTests}});
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

void TestTestsCheck::configurationOfTheWorkspaceDoesNotCount()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Files workspace{
        {u"test_f.py"_s, "def test_a(): assert False\n"},
        {u"pyproject.toml"_s, "[tool.pytest.ini_options]\naddopts = '--collect-only'\n"},
        {u"pytest.py"_s, "raise SystemExit(0)\n"}};
    const Verdict verdict = bench.judge(u"tests"_s, Json::object(), workspace);
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QCOMPARE(verdict.measures[u"tests.failed"_s], 1.0);
    QVERIFY(bench.toolchains().find(u"python"_s)->protectedFiles.contains(u"**/conftest.py"_s));
}

void TestTestsCheck::limits()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.scenario.limits.wall = std::chrono::milliseconds(3000);
    const Verdict verdict = bench.judge(
        u"tests"_s, Json::object(), {{u"test_f.py"_s, "def test_a():\n    while True: pass\n"}});
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QCOMPARE(verdict.limit, std::optional(LimitKind::Wall));
    QVERIFY2(verdict.reason.contains(u"without a report"_s), shown(verdict));
}

QTEST_GUILESS_MAIN(TestTestsCheck)
#include "tst_testscheck.moc"
