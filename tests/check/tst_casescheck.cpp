#include "support/checkbench.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// Cases against real code, honest and not.
class TestCasesCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void python_data();
    void python();
    void javascript_data();
    void javascript();
    void cheats_data();
    void cheats();
    void packages();
    void anotherFile();
    void hangingCases();
    void endlessLoadingHitsTheLimit();
    void manyDeadCasesAreBounded();
    void evidenceShowsEachCase();

private:
    Verdict judge(const QString &language, const QString &file, const QByteArray &source,
                  const QByteArray &cases);
};

namespace {

Json json(const QByteArray &text)
{
    const auto parsed = parseJson(text, {u"test"_s, {}, 0});
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().text()));
    return *parsed;
}

const QByteArray pythonModule = R"py(
import sys
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x)
    def pop(self):
        if not self.items: raise IndexError("the stack is empty")
        return self.items.pop()
class Mine(dict): pass
class MyError(LookupError): pass
counter = 0
def count():
    global counter
    counter += 1
def same(x, y=None): return x if y is None else y
def fails(kind): raise kind("as asked")
def loop(): return [loop]
def ring():
    a = []
    a.append(a)
    return a
def bush():
    a = []
    for _ in range(60): a = [a, a]
    return a
)py";

} // namespace

Verdict TestCasesCheck::judge(const QString &language, const QString &file,
                              const QByteArray &source, const QByteArray &cases)
{
    CheckBench bench(language);
    if (!bench.problem.isEmpty())
        return Verdict::skipped(bench.problem);
    bench.scenario.target.file = file;
    return bench.judge(u"cases"_s, {{"cases", json(cases)}}, {{file, source}});
}

void TestCasesCheck::python_data()
{
    QTest::addColumn<QByteArray>("cases");
    QTest::addColumn<double>("score");
    const auto row = [](const char *name, const char *cases, double score) {
        QTest::newRow(name) << QByteArray(cases) << score;
    };
    row("expression", R"json([{"expr": "same(3) + 1", "expect": 4}])json", 1);
    row("wrong", R"json([{"expr": "same(3) + 1", "expect": 5}])json", 0);
    row("call",
        R"json([{"call": "same", "args": [[1, {"$": "tuple", "items": [2]}]], "expect": [1, {"$": "tuple", "items": [2]}]}])json",
        1);
    row("named arguments",
        R"json([{"call": "same", "args": [1], "kwargs": {"y": {"$": "set", "items": [5]}}, "expect": {"$": "set", "items": [5]}}])json",
        1);
    row("every sort of value",
        R"json([{"expr": "[None, True, 1, 1.5, 'ä', b'x', (1,), {1}, frozenset([2]), {1: 2}, {'a': 1}, 1j, 2**80, float('nan'), bytearray(b'y')]",
        "expect": [null, true, 1, 1.5, "ä", {"$":"bytes","base64":"eA=="}, {"$":"tuple","items":[1]}, {"$":"set","items":[1]}, {"$":"set","items":[2]},
        {"$":"dict","items":[[1,2]]}, {"a":1}, {"$":"complex","real":0,"imag":1}, {"$":"int","value":"1208925819614629174706176"},
        {"$":"float","value":"nan"}, {"$":"bytearray","base64":"eQ=="}]}])json",
        1);
    row("every sort of argument",
        R"json([{"call": "same", "args": [[{"$":"bytes","base64":"eA=="}, {"$":"int","value":"1208925819614629174706176"}, {"$":"float","value":"inf"},
        {"$":"dict","items":[[{"$":"tuple","items":[1]}, 2]]}, {"$":"complex","real":1,"imag":2}]],
        "expect": [{"$":"bytes","base64":"eA=="}, {"$":"int","value":"1208925819614629174706176"}, {"$":"float","value":"inf"},
        {"$":"dict","items":[[{"$":"tuple","items":[1]}, 2]]}, {"$":"complex","real":1,"imag":2}]}])json",
        1);
    row("steps share names",
        R"json([{"setup": "s = Stack()", "steps": [{"do": "s.push(1); t = 2"}, {"call": "s.push", "args": [5], "expect": null},
        {"expr": "s.pop() + t", "expect": 7}, {"expr": "[s.pop() for _ in range(1) if any(t == k for k in [2])]", "expect": [1]},
        {"expr": "s.pop()", "raises": {"type": "IndexError", "matches": "empty"}}, {"expr": "t", "expect": 2}]}])json",
        1);
    row("a step fails",
        R"json([{"setup": "s = Stack()", "steps": [{"do": "s.push(1)"}, {"expr": "s.pop()", "expect": 2}, {"expr": "1", "expect": 1}]}])json",
        0);
    row("a statement raises",
        R"json([{"steps": [{"do": "Stack().pop()"}, {"expr": "1", "expect": 1}]}])json", 0);
    row("a statement must raise", R"json([{"do": "Stack().pop()", "raises": "LookupError"}])json",
        1);
    row("module state is seen",
        R"json([{"steps": [{"do": "count(); count()"}, {"expr": "counter", "expect": 2}]}])json",
        1);
    row("cases do not see each other's names",
        R"json([{"setup": "q = 1", "expr": "q", "expect": 1}, {"expr": "q", "raises": "NameError"}])json",
        1);
    row("raises", R"json([{"expr": "fails(ValueError)", "raises": "ValueError"}])json", 1);
    row("raises a subclass", R"json([{"expr": "fails(MyError)", "raises": "LookupError"}])json", 1);
    row("raises another", R"json([{"expr": "fails(TypeError)", "raises": "ValueError"}])json", 0);
    row("raises, but another message",
        R"json([{"expr": "fails(ValueError)", "raises": {"type": "ValueError", "matches": "unasked"}}])json",
        0);
    row("does not raise", R"json([{"expr": "1", "raises": "ValueError"}])json", 0);
    row("raises unexpectedly", R"json([{"expr": "fails(ValueError)", "expect": 1}])json", 0);
    row("exits", R"json([{"expr": "sys.exit(0)", "expect": null}, {"expr": "1", "expect": 1}])json",
        0.5);
    row("printed", R"json([{"do": "print('a', 1)", "stdout": "a 1\n"}])json", 1);
    row("printed something else", R"json([{"do": "print('a')", "stdout": "b\n"}])json", 0);
    row("reads",
        R"json([{"expr": "[input(), input()]", "stdin": "x\ny\n", "expect": ["x", "y"]}])json", 1);
    row("nothing to read", R"json([{"expr": "input()", "raises": "EOFError"}])json", 1);
    row("closes its output",
        R"json([{"do": "print('a'); sys.stdout.close()", "stdout": "a\n"}])json", 1);
    row("tolerance",
        R"json([{"expr": "0.1 + 0.2", "expect": 0.3, "tolerance": 1e-9}, {"expr": "0.1 + 0.2", "expect": 0.3}])json",
        0.5);
    row("types",
        R"json([{"expr": "3.0", "expect": 3}, {"expr": "3.0", "expect": 3, "types": "strict"}])json",
        0.5);
    row("weights",
        R"json([{"expr": "1", "expect": 1, "weight": 9}, {"expr": "1", "expect": 2}])json", 0.9);
    row("subclass of dict", R"json([{"expr": "Mine(a=1)", "expect": {"a": 1}}])json", 0);
    row("endless structure",
        R"json([{"expr": "ring()", "expect": []}, {"expr": "bush()", "expect": []}, {"expr": "1", "expect": 1}])json",
        1.0 / 3);
    row("huge value",
        R"json([{"expr": "'x' * (1 << 24)", "expect": ""}, {"expr": "1", "expect": 1}])json", 0.5);
    row("lone surrogate",
        R"json([{"expr": "'\\ud800'", "expect": "?"}, {"expr": "1", "expect": 1}])json", 0.5);
    row("deep recursion",
        R"json([{"setup": "def deep(n): return deep(n + 1)", "expr": "deep(0)", "raises": "RecursionError"}])json",
        1);
    row("syntax error in a case",
        R"json([{"expr": "1 +", "expect": 1}, {"expr": "1", "expect": 1}])json", 0.5);
    row("ends the process",
        R"json([{"expr": "1", "expect": 1}, {"expr": "__import__('os')._exit(0)", "expect": null}, {"expr": "2", "expect": 2}, {"expr": "3", "expect": 3}])json",
        0.75);
    row("kills the process",
        R"json([{"expr": "__import__('os').kill(__import__('os').getpid(), 9)", "expect": null}, {"expr": "2", "expect": 2}])json",
        0.5);
}

void TestCasesCheck::python()
{
    QFETCH(QByteArray, cases);
    QFETCH(double, score);
    const Verdict verdict = judge(u"python"_s, u"stack.py"_s, pythonModule, cases);
    if (verdict.status == VerdictStatus::Skipped)
        QSKIP(qPrintable(verdict.reason));
    QVERIFY2(verdict.status == (score == 1 ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(qFuzzyCompare(1 + verdict.score, 1 + score), shown(verdict));
}

void TestCasesCheck::javascript_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("cases");
    QTest::addColumn<double>("score");
    const auto row = [](const char *name, const QString &file, const char *cases, double score) {
        QTest::newRow(name) << file << QByteArray(cases) << score;
    };
    const QString esm = u"stack.mjs"_s;
    row("what is not exported", esm, R"json([{"expr": "secret", "expect": 7}])json", 1);
    row("CommonJS", u"stack.cjs"_s,
        R"json([{"expr": "secret", "expect": 7}, {"call": "same", "args": [[1]], "expect": [1]}])json",
        1);
    row("by its looks", u"stack.js"_s, R"json([{"expr": "secret", "expect": 7}])json", 1);
    row("wrong", esm, R"json([{"expr": "secret", "expect": 8}])json", 0);
    row("every sort of value", esm,
        R"json([{"expr": "[null, undefined, true, 1, 1.5, -0, 'ä', 10n ** 20n, NaN, new Map([[1, {a: 2}]]), new Set([1]), new Uint8Array([120]), Object.create(null)]",
        "expect": [null, {"$":"undefined"}, true, 1, 1.5, 0, "ä", {"$":"int","value":"100000000000000000000"}, {"$":"float","value":"nan"},
        {"$":"map","items":[[1,{"a":2}]]}, {"$":"set","items":[1]}, {"$":"bytes","base64":"eA=="}, {}]}])json",
        1);
    row("every sort of argument", esm,
        R"json([{"call": "same", "args": [[{"$":"map","items":[[1,2]]}, {"$":"set","items":[1]}, {"$":"float","value":"inf"}, {"$":"undefined"}]],
        "expect": [{"$":"map","items":[[1,2]]}, {"$":"set","items":[1]}, {"$":"float","value":"inf"}, {"$":"undefined"}]}])json",
        1);
    row("steps share names", esm,
        R"json([{"setup": "const s = new Stack();", "steps": [{"do": "const t = 2; s.push(t)"}, {"expr": "s.pop() + t", "expect": 4},
        {"expr": "s.pop()", "raises": {"type": "RangeError", "matches": "empty"}}, {"call": "s.push", "args": [1], "expect": {"$": "undefined"}}]}])json",
        1);
    row("raises a subclass", esm, R"json([{"expr": "new Stack().pop()", "raises": "Error"}])json",
        1);
    row("throws what is no error", esm,
        R"json([{"expr": "(() => { throw 'text' })()", "raises": "string"}])json", 1);
    row("promises", esm,
        R"json([{"call": "later", "args": [3], "expect": 3}, {"expr": "Promise.reject(new TypeError('x'))", "raises": "TypeError"}])json",
        1);
    row("never settles", esm,
        R"json([{"expr": "new Promise(() => {})", "expect": 1}, {"expr": "1", "expect": 1}])json",
        0.5);
    row("printed", esm, R"json([{"do": "console.log('a', 1)", "stdout": "a 1\n"}])json", 1);
    row("an instance", esm, R"json([{"expr": "new Stack()", "expect": {}}])json", 0);
    row("a getter", esm, R"json([{"expr": "({ get a() { return 1; } })", "expect": {"a": 1}}])json",
        0);
    row("ends the process", esm,
        R"json([{"expr": "process.exit(0)", "expect": 1}, {"expr": "1", "expect": 1}])json", 0.5);
    row("syntax error in a case", esm,
        R"json([{"expr": "1 +", "expect": 1}, {"expr": "1", "expect": 1}])json", 0.5);
    row("named arguments", esm, R"json([{"call": "same", "kwargs": {"a": 1}, "expect": 1}])json",
        0);
}

void TestCasesCheck::javascript()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, cases);
    QFETCH(double, score);
    const QByteArray module = QByteArray(R"js(
class Stack { #a = []; push(x) { this.#a.push(x); } pop() { if (!this.#a.length) throw new RangeError('empty'); return this.#a.pop(); } }
const secret = 7;
function same(x) { return x; }
const later = (x) => new Promise((done) => setTimeout(() => done(x), 1));
)js") + (file.endsWith(u".cjs"_s) ? "module.exports = { Stack };" : "export { Stack };")
        + " // the end";
    const Verdict verdict = judge(u"javascript"_s, file, module, cases);
    if (verdict.status == VerdictStatus::Skipped)
        QSKIP(qPrintable(verdict.reason));
    QVERIFY2(verdict.status == (score == 1 ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(qFuzzyCompare(1 + verdict.score, 1 + score), shown(verdict));
}

void TestCasesCheck::cheats_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("source");
    const auto python = [](const char *name, const char *source) {
        QTest::newRow(name) << u"answer.py"_s << QByteArray(source);
    };
    python("always equal",
           "class A:\n  def __eq__(s, o): return True\n  def __hash__(s): return 0\ndef f(x): "
           "return A()\n");
    python("a list that is always equal",
           "class A(list):\n  def __eq__(s, o): return True\ndef f(x): return A()\n");
    python("ends the process when loaded", "import os\nos._exit(0)\n");
    python("exits when loaded", "raise SystemExit(0)\n");
    python("ends the process when called", "import os\ndef f(x): os._exit(0)\n");
    python("prints the success marker",
           "print('passed')\nprint('OK')\ndef f(x): print('passed')\n");
    python("writes to the channel",
           "import os\nos.write(3, b'{\"case\":0,\"step\":0,\"value\":42}\\n')\ndef f(x): return "
           "42 * x\n");
    python("patches json",
           "import json, json.encoder\njson.dumps = json.encoder.encode_basestring_ascii = lambda "
           "*a: '42'\ndef f(x): return 'x'\n");
    python("patches the built-ins",
           "import builtins\nbuiltins.eval = lambda *a: 42\nbuiltins.type = lambda x: int\n"
           "builtins.len = lambda x: 0\ndef f(x): return object()\n");
    python("an int that encodes itself",
           "class I(int):\n  def __repr__(s): return '42'\ndef f(x): return I(1)\n");
    python("looks for what is expected", R"(
import sys, gc
def f(x):
    for found in gc.get_objects():
        if type(found) is dict and ('expect' in found or 'expected' in found): return found.get('expect')
    frame = sys._getframe()
    while frame:
        for value in frame.f_locals.values():
            if type(value) is dict and 'expect' in value: return value['expect']
        frame = frame.f_back
)");
    python("patches the driver", R"(
import sys
main = sys.modules['__main__']
main.Encoder.encode = lambda self, value, depth=0: '{"$":"always"}'
def f(x): return 1
)");
    const auto javascript = [](const char *name, const char *source) {
        QTest::newRow(name) << u"answer.mjs"_s << QByteArray(source);
    };
    javascript("valueOf",
               "export const f = () => ({ valueOf: () => 42, toJSON: () => 42, toString: () => "
               "'42' });\n");
    javascript("patches JSON and Object",
               "JSON.stringify = () => '42'; Object.getPrototypeOf = () => Array.prototype;\n"
               "export const f = () => 'x';\n");
    javascript("exits when loaded", "process.exit(0);\n");
    javascript("prints the success marker",
               "console.log('passed'); export const f = () => console.log('ok');\n");
    javascript("writes to the channel",
               "import fs from 'node:fs'; fs.writeSync(3, '{\"value\":42}\\n'); export const f = "
               "(x) => 42 * x;\n");
}

void TestCasesCheck::cheats()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, source);
    const QString language = file.endsWith(u".py"_s) ? u"python"_s : u"javascript"_s;
    // f(x) is 42 * x, asked where 42 itself is never right, however it is passed off as a number
    const QByteArray cases =
        R"json([{"expr": "f(2)", "expect": 84}, {"expr": "f(3) + 1", "expect": 127}, {"call": "f", "args": [4], "expect": 168}])json";
    const QByteArray honest =
        language == u"python"_s ? "def f(x): return 42 * x\n" : "export const f = (x) => 42 * x;\n";
    const Verdict right = judge(language, file, honest, cases);
    if (right.status == VerdictStatus::Skipped)
        QSKIP(qPrintable(right.reason));
    QVERIFY2(right.status == VerdictStatus::Passed, shown(right));
    const Verdict verdict = judge(language, file, source, cases);
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QCOMPARE(verdict.score, 0.0);
}

void TestCasesCheck::packages()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.scenario.target.file = u"src/shop/cart.py"_s;
    const Files workspace{{u"src/shop/__init__.py"_s, "from .cart import Cart\n"},
                          {u"src/shop/errors.py"_s, "class Broke(Exception): pass\n"},
                          {u"src/shop/cart.py"_s,
                           "from .errors import Broke\nimport tools\nclass Cart:\n    def "
                           "pay(self): raise Broke(tools.why)\n"},
                          {u"tools.py"_s, "why = 'no money'\n"},
                          {u"json.py"_s, "raise SystemExit('shadowed')\n"}};
    const Json cases =
        json(R"json([{"expr": "Cart().pay()", "raises": {"type": "Broke", "matches": "no money"}},
        {"expr": "__name__", "expect": "shop.cart"},
        {"setup": "import shop", "expr": "shop.Cart is Cart", "expect": true}])json");
    const Verdict verdict = bench.judge(u"cases"_s, {{"cases", cases}}, workspace);
    QVERIFY2(verdict.status == VerdictStatus::Passed, shown(verdict));
    // a module of the library's name is the workspace's all the same
    bench.scenario.target.file = u"queue.py"_s;
    const Verdict named =
        bench.judge(u"cases"_s, {{"cases", json(R"json([{"expr": "mine", "expect": 1}])json")}},
                    {{u"queue.py"_s, "mine = 1\n"}});
    QVERIFY2(named.status == VerdictStatus::Passed, shown(named));
}

void TestCasesCheck::anotherFile()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.scenario.target.file = u"answer.py"_s;
    const Json parameters{{"file", "probe.py"},
                          {"cases", json(R"json([{"expr": "probe()", "expect": [2, 4]}])json")}};
    const Verdict verdict =
        bench.judge(u"cases"_s, parameters, {{u"answer.py"_s, "def f(x): return 2 * x\n"}},
                    {{u"probe.py"_s, "from answer import f\ndef probe(): return [f(1), f(2)]\n"}});
    QVERIFY2(verdict.status == VerdictStatus::Passed, shown(verdict));
    const Verdict missing =
        bench.judge(u"cases"_s, {{"file", "gone.py"}, {"cases", parameters["cases"]}}, {});
    QVERIFY2(missing.status == VerdictStatus::Failed && missing.reason.contains(u"gone.py"_s),
             shown(missing));
}

void TestCasesCheck::hangingCases()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.scenario.target.file = u"a.py"_s;
    bench.scenario.limits.wall = std::chrono::milliseconds(2000);
    const Json cases = json(
        R"json([{"expr": "f(0)", "expect": 0}, {"expr": "f(1)", "expect": 1}, {"expr": "f(2)", "expect": 2}])json");
    const Verdict verdict =
        bench.judge(u"cases"_s, {{"cases", cases}},
                    {{u"a.py"_s, "def f(x):\n    while x == 1: pass\n    return x\n"}});
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QCOMPARE(verdict.measures[u"cases.passed"_s], 2.0);
    QCOMPARE(verdict.limit, std::optional(LimitKind::Wall));
}

void TestCasesCheck::endlessLoadingHitsTheLimit()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.scenario.target.file = u"a.py"_s;
    bench.scenario.limits.wall = std::chrono::milliseconds(1000);
    const Verdict verdict =
        bench.judge(u"cases"_s, {{"cases", json(R"json([{"expr": "1", "expect": 1}])json")}},
                    {{u"a.py"_s, "while True: pass\n"}});
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QCOMPARE(verdict.limit, std::optional(LimitKind::Wall));
    QVERIFY2(verdict.reason.contains(u"loaded"_s), shown(verdict));
}

void TestCasesCheck::manyDeadCasesAreBounded()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.scenario.target.file = u"a.py"_s;
    Json cases = Json::array();
    for (int i = 0; i < 60; ++i)
        cases.push_back({{"expr", "os._exit(0)"}, {"expect", i}});
    const Verdict verdict =
        bench.judge(u"cases"_s, {{"cases", cases}}, {{u"a.py"_s, "import os\n"}});
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QVERIFY2(shown(verdict).contains("not run"), shown(verdict));
}

void TestCasesCheck::evidenceShowsEachCase()
{
    const Verdict verdict = judge(
        u"python"_s, u"a.py"_s, "def f(x): return x\n",
        R"json([{"id": "good", "call": "f", "args": [1], "expect": 1}, {"id": "bad", "call": "f", "args": [[2]], "expect": [3]}])json");
    if (verdict.status == VerdictStatus::Skipped)
        QSKIP(qPrintable(verdict.reason));
    QCOMPARE(verdict.reason, u"1 of 2 cases passed; bad: at [0]: expected 3, got 2"_s);
    const Json &rows = verdict.evidence.at(0).data["rows"];
    QCOMPARE(rows.at(0), json(R"json(["good", "passed", "f(1)", "1", "1", ""])json"));
    QCOMPARE(
        rows.at(1),
        json(R"json(["bad", "failed", "f([2])", "[3]", "[2]", "at [0]: expected 3, got 2"])json"));
}

QTEST_GUILESS_MAIN(TestCasesCheck)
#include "tst_casescheck.moc"
