#include "support/benchmarkrun.h"
#include "support/program.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Made-up files of the shapes of HumanEval and CRUXEval: imported, run, exported and reported
/// through the executable, with every outcome that an answer may have.
class TestBenchmarks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyOutcome();
    void leftOutByTheRule_data();
    void leftOutByTheRule();

private:
    BenchmarkRun m_run;
};

namespace {

Json problem(const char *id, const char *prompt, const char *name, const char *right,
             const char *test)
{
    return {{"task_id", id},
            {"prompt", prompt},
            {"entry_point", name},
            {"canonical_solution", right},
            {"test", test}};
}

std::vector<Json> problems()
{
    const char *twice = "def twice(x):\n    \"\"\" Doubles x. \"\"\"\n";
    const char *check = "def check(candidate):\n    assert candidate(3) == 6";
    return {problem("Mini/0", twice, "twice", "    return 2 * x\n", check),
            problem("Mini/1", twice, "twice", "    return 2 * x\n", check),
            problem("Mini/2", "def last(xs):\n    \"\"\" The last of xs. \"\"\"\n", "last",
                    "    return xs[-1]\n",
                    "def check(candidate):\n    assert candidate([1, 2]) == 2")};
}

/// A sample and the outcome that it must have.
struct Known {
    const char *task;
    const char *key;
    const char *text;
    const char *reason; ///< part of it; empty: it passes
};

const std::vector<Known> known{
    {"Mini/0", "completion", "    return 2 * x\n", ""},
    {"Mini/0", "completion", "    print('x' * 100000)\n    return x + x\n", ""},
    {"Mini/0", "completion", "    return x ** 2\n", "AssertionError"},
    {"Mini/0", "completion", "    return 2 *\n", "SyntaxError"},
    {"Mini/0", "completion", "return 2 * x\n", "SyntaxError"},
    {"Mini/1", "completion", "    raise KeyError('here')\n", "KeyError: 'here'"},
    {"Mini/1", "completion", "    import sys\n    sys.exit(0)\n", "SystemExit: 0"},
    {"Mini/1", "completion", "    while True:\n        pass\n", "timed out"},
    {"Mini/1", "completion", "    import os\n    os._exit(0)\n", "ended without an answer"},
    {"Mini/1", "completion", "    print('passed')\n    return input()\n", "OSError"},
    {"Mini/2", "completion",
     "    try:\n        while True:\n            pass\n    except Exception:\n        return "
     "xs[-1]\n",
     ""}, // the evaluator's timer raises in the program
    {"Mini/2", "completion", "    return xs[-1]\n\nif __name__ == '__main__':\n    1 / 0\n", ""},
    {"Mini/2", "completion", "\ndef last(xs):\n    return xs[len(xs) - 1]\n", ""},
    {"Mini/2", "completion", "", "AssertionError"},
    {"Mini/2", "solution", "def last(xs):\n    return xs[-1]\n", ""},
    {"Mini/2", "solution", "def first(xs):\n    return xs[0]\n", "NameError"},
};

} // namespace

void TestBenchmarks::initTestCase()
{
    if (const QString problem = BenchmarkRun::problem(); !problem.isEmpty())
        QSKIP(qPrintable(problem));
}

void TestBenchmarks::everyOutcome()
{
    writeFile(m_run.path(u"mini.jsonl"_s), toLines(problems()));
    std::vector<Json> samples;
    for (const Known &one : known)
        samples.push_back({{"task_id", one.task}, {one.key, one.text}});
    const QString pack = m_run.import(u"mini"_s, u"humaneval"_s, m_run.path(u"mini.jsonl"_s));
    const auto attempts = m_run.run(pack, toLines(samples));
    QCOMPARE(size_t(attempts.size()), known.size());
    QMap<QString, int> seen;
    for (const Known &one : known) {
        const QString task = QString::fromLatin1(one.task);
        const QString key = u"%1 %2"_s.arg(task).arg(seen[task]++);
        const Json attempt = attempts.value(key);
        const QString reason = QString::fromLatin1(one.reason);
        const QByteArray told = key.toUtf8() + ": " + dumpJson(attempt);
        QVERIFY2(stringOr(attempt, "outcome") == (reason.isEmpty() ? "passed"_L1 : "failed"_L1),
                 told);
        QVERIFY2(stringOr(attempt, "reason").contains(reason), told);
        QVERIFY2((stringOr(attempt, "limit") == "wall"_L1) == (reason == "timed out"_L1), told);
    }
    // 2 of 5, 0 of 5 and 4 of 6 pass
    const Json passAtK = m_run.passAtK(u"2,4"_s);
    QCOMPARE(passAtK["1"]["value"].get<double>(), (2.0 / 5 + 0 + 4.0 / 6) / 3);
    QCOMPARE(passAtK["2"]["value"].get<double>(), ((1 - 3.0 / 10) + 0 + (1 - 1.0 / 15)) / 3);
    QCOMPARE(passAtK["4"]["value"].get<double>(), 2.0 / 3);
    QCOMPARE(passAtK["6"]["scenarios"].get<int>(), 1); // of the others there are five samples
    QCOMPARE(passAtK.size(), 4U); // 1 and the largest, 6, are always there
    QCOMPARE(passAtK["1"]["scenarios"].get<int>(), 3);
}

void TestBenchmarks::leftOutByTheRule_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QStringList>("generations"); // for f(a, b): a + b, f(1, 2), 3
    QTest::addColumn<QString>("expected"); // p passed, f failed, l left out
    QTest::addColumn<double>("passAt1"); // over those not left out, unless nothing passed
    QTest::newRow("input") << u"input"_s
                           << QStringList{u"f(1, 2)"_s, u"f(2, 2)"_s, u"1, 2"_s, u"f(0, 3)"_s}
                           << u"pflp"_s << 2.0 / 3;
    QTest::newRow("input, nothing right")
        << u"input"_s << QStringList{u"f(2, 2)"_s, u"(1, 2)"_s} << u"fl"_s << 0.0;
    QTest::newRow("output") << u"output"_s
                            << QStringList{u"3"_s, u"f(1, 2)"_s, u"4"_s, u"f(2, 1)"_s} << u"plfp"_s
                            << 2.0 / 3;
    QTest::newRow("output, the call alone")
        << u"output"_s << QStringList{u"f(1, 2)"_s, u"f(1, 2) + 0"_s} << u"ll"_s << 0.0;
}

void TestBenchmarks::leftOutByTheRule()
{
    QFETCH(const QString, mode);
    QFETCH(const QStringList, generations);
    QFETCH(const QString, expected);
    QFETCH(const double, passAt1);
    const Json item{{"id", "sample_0"},
                    {"code", "def f(a, b):\n    return a + b"},
                    {"input", "1, 2"},
                    {"output", "3"}};
    writeFile(m_run.path(u"crux.jsonl"_s), toLines({item}));
    const QString pack =
        m_run.import(mode, u"cruxeval"_s, m_run.path(u"crux.jsonl"_s), {u"--mode"_s, mode});
    QString found;
    for (const Json &attempt : m_run.run(pack, dumpJson({{"sample_0", generations}}))) {
        const bool passed = stringOr(attempt, "outcome") == "passed"_L1;
        found += boolOr(attempt, "left_out", false) ? u'l' : passed ? u'p' : u'f';
    }
    QCOMPARE(found, expected);
    QCOMPARE(m_run.passAtK()["1"]["value"].get<double>(), passAt1);
}

QTEST_GUILESS_MAIN(TestBenchmarks)
#include "tst_benchmarks.moc"
