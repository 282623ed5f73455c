#include "support/checkbench.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// files, command, output, syntax, builds.
class TestPlainChecks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void files_data();
    void files();
    void changes_data();
    void changes();
    void objections_data();
    void objections();
    void command_data();
    void command();
    void commandInGit();
    void missingProgram();
    void output_data();
    void output();
    void outputOfTheTarget();
    void syntax_data();
    void syntax();
    void builds();
    void limitIsNamed();
    void unknownLanguage();
};

namespace {

Json json(const QByteArray &text)
{
    const auto parsed = parseJson(text, {u"test"_s, {}, 0});
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().text()));
    return *parsed;
}

} // namespace

void TestPlainChecks::files_data()
{
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<double>("score");
    QTest::newRow("there") << QByteArray(R"({"a.txt": {}})") << 1.0;
    QTest::newRow("not there") << QByteArray(R"({"b.txt": {}})") << 0.0;
    QTest::newRow("gone") << QByteArray(R"({"b.txt": {"exists": false}})") << 1.0;
    QTest::newRow("still there") << QByteArray(R"({"a.txt": {"exists": false}})") << 0.0;
    QTest::newRow("equal") << QByteArray(R"({"a.txt": {"equals": "one\ntwo\n"}})") << 1.0;
    QTest::newRow("not equal") << QByteArray(R"({"a.txt": {"equals": "one\n"}})") << 0.0;
    QTest::newRow("matches") << QByteArray(R"({"a.txt": {"matches": "^two$"}})") << 1.0;
    QTest::newRow("does not match") << QByteArray(R"({"a.txt": {"matches": "three"}})") << 0.0;
    QTest::newRow("lacks") << QByteArray(R"({"a.txt": {"lacks": "three"}})") << 1.0;
    QTest::newRow("half") << QByteArray(R"({"a.txt": {"lacks": "three", "equals": "x"}})") << 0.5;
    QTest::newRow("one of three") << QByteArray(R"({"a.txt": {}, "b.txt": {}, "c.txt": {}})")
                                  << 1.0 / 3;
    QTest::newRow("executable") << QByteArray(R"({"a.txt": {"executable": true}})") << 0.0;
    QTest::newRow("changed") << QByteArray(R"({"a.txt": {"unchanged": true}})") << 0.0;
    QTest::newRow("unchanged") << QByteArray(R"({"kept.txt": {"unchanged": true}})") << 1.0;
    QTest::newRow("catastrophic pattern")
        << QByteArray(R"({"long.txt": {"matches": "(a*)*(a*)*(a*)*b"}})") << -1.0;
}

void TestPlainChecks::files()
{
    QFETCH(QByteArray, expected);
    QFETCH(double, score);
    CheckBench bench;
    bench.fixture = bench.files({{u"a.txt"_s, "old"}, {u"kept.txt"_s, "kept"}});
    const Verdict verdict = bench.judge(u"files"_s, {{"files_expected", json(expected)}},
                                        {{u"a.txt"_s, "one\ntwo\n"},
                                         {u"kept.txt"_s, "kept"},
                                         {u"long.txt"_s, QByteArray(5'000, 'a')}});
    if (score < 0) {
        QVERIFY2(verdict.status != VerdictStatus::Passed, shown(verdict));
        return;
    }
    QVERIFY2(verdict.status == (score == 1.0 ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QCOMPARE(verdict.score, score);
    QVERIFY(!verdict.reason.isEmpty());
}

void TestPlainChecks::changes_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<bool>("passes");
    QTest::newRow("allowed") << QByteArray(R"({"only_changed": ["src/*"]})") << true;
    QTest::newRow("not allowed") << QByteArray(R"({"only_changed": ["docs/*"]})") << false;
    QTest::newRow("added counts") << QByteArray(R"({"only_changed": ["src/a"]})") << false;
    QTest::newRow("unchanged") << QByteArray(R"({"unchanged": ["docs/**"]})") << true;
    QTest::newRow("removed is changed") << QByteArray(R"({"unchanged": ["src/gone"]})") << false;
    QTest::newRow("added is changed") << QByteArray(R"({"unchanged": ["src/new"]})") << false;
}

void TestPlainChecks::changes()
{
    QFETCH(QByteArray, parameters);
    QFETCH(bool, passes);
    CheckBench bench;
    bench.fixture = bench.files({{u"src/a"_s, "1"}, {u"src/gone"_s, "2"}, {u"docs/b"_s, "3"}});
    const Verdict verdict =
        bench.judge(u"files"_s, json(parameters),
                    {{u"src/a"_s, "changed"}, {u"src/new"_s, "4"}, {u"docs/b"_s, "3"}});
    QVERIFY2((verdict.status == VerdictStatus::Passed) == passes, shown(verdict));
}

void TestPlainChecks::objections_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QString>("names"); // empty: no objection
    const auto row = [](const char *name, const QString &type, const char *parameters,
                        const QString &names) {
        QTest::newRow(name) << type << QByteArray(parameters) << names;
    };
    row("files: nothing", u"files"_s, "{}", u"files_expected"_s);
    row("files: pattern", u"files"_s, R"({"files_expected": {"a/b": {"matches": "("}}})",
        u"/checks/0/files_expected/a~1b/matches"_s);
    row("files: fine", u"files"_s, R"({"files_expected": {"a": {}}})", {});
    row("command: nothing", u"command"_s, "{}", u"argv"_s);
    row("command: pattern", u"command"_s, R"({"argv": ["true"], "stdout_lacks": "["})",
        u"/stdout_lacks"_s);
    row("command: fine", u"command"_s, R"({"argv": ["true"]})", {});
    row("output: no program", u"output"_s, R"({"stdout": ""})", u"argv or file"_s);
    row("output: no case", u"output"_s, R"({"argv": ["true"]})", u"cases, or stdout"_s);
    row("output: empty list", u"output"_s, R"({"argv": ["true"], "cases": []})", u"at least one"_s);
    row("output: fine", u"output"_s, R"({"argv": ["true"], "stdout": ""})", {});
    row("cases: no file", u"cases"_s, R"({"cases": [{"expr": "1", "expect": 1}]})", u"file"_s);
    row("program: mode", u"program"_s, R"({"mode": "trust", "parts": ["x"]})", u"/mode"_s);
    row("program: parts", u"program"_s, R"({"mode": "exit", "parts": []})", u"/parts"_s);
    row("program: part", u"program"_s, R"({"mode": "exit", "parts": ["a", {"x": 1}]})",
        u"/parts/1"_s);
    row("program: fine", u"program"_s,
        R"({"mode": "parity", "parts": ["a", {"workspace": "b.py"}]})", {});
    row("tests: reference", u"tests"_s, R"({"expect": "reference"})", u"no reference"_s);
    row("tests: empty list", u"tests"_s, R"({"expect": []})", u"empty"_s);
}

void TestPlainChecks::objections()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, parameters);
    QFETCH(QString, names);
    const QString said = CheckBench().objection(type, json(parameters));
    QCOMPARE(said.isEmpty(), names.isEmpty());
    QVERIFY2(said.contains(names), qPrintable(said));
}

void TestPlainChecks::command_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<bool>("passes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *parameters, bool passes,
                        const QString &reason = {}) {
        QTest::newRow(name) << QByteArray(parameters) << passes << reason;
    };
    row("exit 0", R"({"argv": ["sh", "-c", "exit 0"]})", true);
    row("exit 3", R"({"argv": ["sh", "-c", "exit 3"]})", false, u"exit 3"_s);
    row("exit 3 expected", R"({"argv": ["sh", "-c", "exit 3"], "exit": 3})", true);
    row("one of several", R"({"argv": ["sh", "-c", "exit 3"], "exit": [0, 3]})", true);
    row("exit 0 not expected", R"({"argv": ["sh", "-c", "exit 0"], "exit": [3]})", false,
        u"exit 0"_s);
    row("sees the workspace", R"({"argv": ["cat", "a.txt"], "stdout_matches": "^one$"})", true);
    row("output does not match", R"({"argv": ["cat", "a.txt"], "stdout_matches": "two"})", false,
        u"'two'"_s);
    row("output lacks", R"({"argv": ["cat", "a.txt"], "stdout_lacks": "one"})", false, u"'one'"_s);
    row("errors", R"({"argv": ["sh", "-c", "echo oh >&2"], "stderr_matches": "oh"})", true);
    row("stdin", R"({"argv": ["cat"], "stdin": "hello", "stdout_matches": "^hello$"})", true);
    row("folder", R"({"argv": ["cat", "b.txt"], "folder": "sub", "stdout_matches": "two"})", true);
    row("killed", R"({"argv": ["sh", "-c", "kill -9 $$"]})", false, u"9"_s);
    row("a workspace file that is not there", R"({"argv": ["./run.sh"]})", false, u"./run.sh"_s);
}

void TestPlainChecks::command()
{
    QFETCH(QByteArray, parameters);
    QFETCH(bool, passes);
    QFETCH(QString, reason);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judge(u"command"_s, json(parameters),
                                        {{u"a.txt"_s, "one\n"}, {u"sub/b.txt"_s, "two\n"}});
    QVERIFY2(verdict.status == (passes ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

void TestPlainChecks::commandInGit()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Json counts{{"argv", {"git", "rev-list", "--count", "--all"}},
                      {"git", true},
                      {"stdout_matches", "^1$"}};
    const Verdict verdict = bench.judge(u"command"_s, counts, {{u"a.txt"_s, "one\n"}});
    if (verdict.errorCode == u"tool-missing"_s)
        QSKIP("git is not in the sandbox");
    QVERIFY2(verdict.status == VerdictStatus::Passed, shown(verdict));
}

void TestPlainChecks::missingProgram()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judge(u"command"_s, {{"argv", {"no-such-program"}}}, {});
    QVERIFY2(verdict.status == VerdictStatus::Error, shown(verdict));
    QCOMPARE(verdict.errorCode, u"tool-missing"_s);
    QVERIFY(verdict.reason.contains(u"no-such-program"_s));
}

void TestPlainChecks::output_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<double>("score");
    const auto row = [](const char *name, const char *parameters, double score) {
        QTest::newRow(name) << QByteArray(parameters) << score;
    };
    row("exact", R"({"argv": ["cat"], "stdin": "a\n", "stdout": "a\n"})", 1);
    row("exact fails", R"({"argv": ["cat"], "stdin": "a\n", "stdout": "a"})", 0);
    row("trimmed", R"({"argv": ["cat"], "stdin": "a \n\n", "stdout": "a", "match": "trimmed"})", 1);
    row("cases",
        R"({"argv": ["cat"], "cases": [{"stdin": "a", "stdout": "a"}, {"stdin": "b", "stdout": "c"}]})",
        0.5);
    row("weights",
        R"({"argv": ["cat"], "cases": [{"stdin": "a", "stdout": "a", "weight": 3}, {"stdin": "b", "stdout": "c"}]})",
        0.75);
    row("arguments", R"({"argv": ["echo", "x"], "cases": [{"args": ["y"], "stdout": "x y\n"}]})",
        1);
    row("numbers",
        R"({"argv": ["cat"], "stdin": "1.00001 2", "stdout": "1 2", "match": "tokens", "tolerance": 0.001})",
        1);
    row("exit code counts", R"({"argv": ["sh", "-c", "echo a; exit 1"], "stdout": "a\n"})", 0);
    row("exit code expected",
        R"({"argv": ["sh", "-c", "echo a; exit 1"], "stdout": "a\n", "exit": 1})", 1);
    row("invalid UTF-8", R"({"argv": ["printf", "\\377"], "stdout": "a"})", 0);
}

void TestPlainChecks::output()
{
    QFETCH(QByteArray, parameters);
    QFETCH(double, score);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judge(u"output"_s, json(parameters), {});
    QVERIFY2(verdict.status == (score == 1 ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QCOMPARE(verdict.score, score);
    QCOMPARE(verdict.evidence.at(0).kind, u"table"_s);
}

void TestPlainChecks::outputOfTheTarget()
{
    for (const auto &[language, file, source] :
         {std::tuple(u"python"_s, u"main.py"_s, "print(int(input()) * 2)\n"),
          std::tuple(u"javascript"_s, u"main.mjs"_s,
                     "import { readFileSync } from 'node:fs';\nconsole.log(Number(readFileSync(0)) "
                     "* 2);\n")}) {
        CheckBench bench(language);
        REQUIRE_BENCH(bench);
        bench.scenario.target.file = file;
        const Json parameters{
            {"cases",
             {{{"stdin", "21\n"}, {"stdout", "42\n"}}, {{"stdin", "4\n"}, {"stdout", "8\n"}}}}};
        const Verdict verdict = bench.judge(u"output"_s, parameters, {{file, source}});
        QVERIFY2(verdict.status == VerdictStatus::Passed, shown(verdict));
    }
}

void TestPlainChecks::syntax_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<QString>("reason"); // empty: it passes
    const auto row = [](const char *name, const QString &language, const char *parameters,
                        const Files &workspace, const QString &reason) {
        QTest::newRow(name) << language << QByteArray(parameters) << workspace << reason;
    };
    const QString py = u"python"_s;
    const QString js = u"javascript"_s;
    row("python", py, "{}", {{u"a.py"_s, "x = 1\n"}}, {});
    row("python, broken", py, "{}", {{u"a.py"_s, "x = 1\ndef f(:\n"}}, u"a.py:2:7"_s);
    row("python, return outside", py, "{}", {{u"a.py"_s, "return 1\n"}}, u"outside function"_s);
    row("python, zero byte", py, "{}", {{u"a.py"_s, QByteArray("x = 1\0", 6)}}, u"a.py"_s);
    row("python, not UTF-8", py, "{}", {{u"a.py"_s, "x = '\xff'\n"}}, u"a.py"_s);
    row("python, deep", py, "{}", {{u"a.py"_s, QByteArray("(").repeated(100'000)}}, u"a.py"_s);
    row("python, named files", py, R"({"paths": ["lib/*.py"]})",
        {{u"bad.py"_s, "("}, {u"lib/a.py"_s, "x = 1\n"}, {u"lib/b.py"_s, "y = (\n"}},
        u"lib/b.py"_s);
    row("python, all files", py, R"({"all": true})", {{u"a.py"_s, "x = 1\n"}, {u"z.txt"_s, "("}},
        {});
    row("python, a name like an option", py, R"({"all": true})", {{u"-c.py"_s, "x = 1\n"}}, {});
    row("python, nothing there", py, R"({"paths": ["no/*.py"]})", {}, u"no Python file"_s);
    row("python, its json.py is not imported", py, R"({"all": true})",
        {{u"json.py"_s, "import sys; sys.exit(3)\n"}}, {});
    row("javascript", js, R"({"all": true})",
        {{u"a.mjs"_s, "import x from 'y';\n"}, {u"b.cjs"_s, "return 1;\n"}}, {});
    row("javascript, broken", js, R"({"all": true})", {{u"a.mjs"_s, "let x = 1;\nlet y = ;\n"}},
        u"a.mjs:2:9"_s);
    row("javascript, import in CommonJS", js, R"({"all": true})",
        {{u"a.cjs"_s, "import x from 'y';\n"}}, u"a.cjs"_s);
    row("javascript, by package", js, R"({"paths": ["*.js"]})",
        {{u"package.json"_s, "{\"type\": \"module\"}"}, {u"a.js"_s, "return 1;\n"}}, u"a.js:1:1"_s);
}

void TestPlainChecks::syntax()
{
    QFETCH(QString, language);
    QFETCH(QByteArray, parameters);
    QFETCH(Files, workspace);
    QFETCH(QString, reason);
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judge(u"syntax"_s, json(parameters), workspace);
    QVERIFY2(verdict.status == (reason.isEmpty() ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

void TestPlainChecks::builds()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.scenario.target.file = u"a.py"_s;
    const Files broken{{u"a.py"_s, "x = 1\n"}, {u"b.py"_s, "y = (\n"}};
    QVERIFY2(bench.judge(u"syntax"_s, Json::object(), broken).status == VerdictStatus::Passed,
             "the target alone");
    const Verdict whole = bench.judge(u"builds"_s, Json::object(), broken);
    QVERIFY2(whole.status == VerdictStatus::Failed && whole.reason.contains(u"b.py"_s),
             shown(whole));
    const Verdict made = bench.judge(u"builds"_s, {{"argv", {"test", "-f", "a.py"}}}, broken);
    QVERIFY2(made.status == VerdictStatus::Passed, shown(made));
    const Verdict unmade = bench.judge(u"builds"_s, {{"argv", {"test", "-f", "c.py"}}}, broken);
    QVERIFY2(unmade.status == VerdictStatus::Failed, shown(unmade));
}

void TestPlainChecks::limitIsNamed()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.scenario.limits.wall = std::chrono::milliseconds(300);
    const Verdict verdict = bench.judge(u"command"_s, {{"argv", {"sleep", "60"}}}, {});
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QCOMPARE(verdict.limit, std::optional(LimitKind::Wall));
}

void TestPlainChecks::unknownLanguage()
{
    CheckBench bench(u"klingon"_s);
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judge(u"syntax"_s, Json::object(), {});
    QCOMPARE(verdict.status, VerdictStatus::Error);
    QVERIFY2(verdict.reason.contains(u"klingon"_s) && verdict.reason.contains(u"python"_s),
             shown(verdict));
}

QTEST_GUILESS_MAIN(TestPlainChecks)
#include "tst_plainchecks.moc"
