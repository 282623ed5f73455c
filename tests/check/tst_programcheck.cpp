#include "support/checkbench.h"
#include "support/program.h"

#include <QtConcurrent/QtConcurrentMap>
#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Programs that judge themselves, and the published verdicts on real ones.
class TestProgramCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parity_data();
    void parity();
    void partsAndWorkspace();
    void exitMode_data();
    void exitMode();
    void humaneval();
    void cruxevalInput();
    void cruxevalOutput();
};

namespace {

/// One program with its published verdict.
struct Judged {
    QString id;
    QByteArray program;
    bool passed = false;
};

/// Programs whose verdict hangs on the clock: they take nearly the 3 s that they have (measured on
/// an idle machine), so that a slower or busier one times them out.
const QStringList dependsOnTheClock{
    u"ldb-debugged_gpt-4-1106-preview HumanEval/129 0"_s, // 2.8 s: tries every path in a grid
};

std::vector<Json> readLines(const QString &path)
{
    std::vector<Json> lines;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    for (int number = 1; !file.atEnd(); ++number) {
        auto json = parseJson(file.readLine(), {path, {}, number});
        if (!json)
            qFatal("%s", qPrintable(json.error().text()));
        lines.push_back(std::move(*json));
    }
    return lines;
}

QByteArray text(const Json &json, const char *key)
{
    return stringOr(json, key).toUtf8();
}

std::vector<Judged> humanevalSamples(const QString &folder)
{
    QHash<QString, Json> problems;
    for (const Json &problem : readLines(folder + u"/HumanEval.jsonl"_s))
        problems.insert(stringOr(problem, "task_id"), problem);
    std::vector<Judged> judged;
    for (const QString &name :
         {u"canonical_solutions"_s, u"codegen-16b_t0.8_n20"_s, u"ldb-debugged_codellama"_s,
          u"ldb-debugged_gpt-4-1106-preview"_s, u"ldb-seed_gpt-3.5-turbo-0613"_s,
          u"ldb-seed_starcoder"_s, u"reflexion-simple_gpt-4"_s,
          u"reflexion-simple_text-davinci-003"_s, u"reflexion-ucs_gpt-4"_s}) {
        const auto samples = readLines(folder + u"/samples/%1.jsonl"_s.arg(name));
        QHash<QString, bool> verdicts;
        for (const Json &verdict : readLines(folder + u"/verdicts/%1.jsonl"_s.arg(name)))
            verdicts.insert(u"%1 %2"_s.arg(stringOr(verdict, "task_id"))
                                .arg(integerOr(verdict, "completion_id", -1)),
                            boolOr(verdict, "passed", false));
        QHash<QString, int> seen;
        for (const Json &sample : samples) {
            const QString task = stringOr(sample, "task_id");
            const QString id = u"%1 %2"_s.arg(task).arg(seen[task]++);
            const Json &problem = problems[task];
            judged.push_back({name + u' ' + id,
                              text(problem, "prompt") + text(sample, "completion") + '\n'
                                  + text(problem, "test") + "\ncheck("
                                  + text(problem, "entry_point") + ')',
                              verdicts.value(id)});
        }
    }
    return judged;
}

std::vector<Judged> cruxevalSamples(const QString &folder, const QString &mode,
                                    const QString &generations, const QString &scored)
{
    const auto given = readJson(folder + u'/' + generations);
    const auto scores = readJson(folder + u'/' + scored);
    if (!given || !scores)
        qFatal("the CRUXEval files can't be read");
    std::vector<Judged> judged;
    for (const Json &item : readLines(folder + u"/cruxeval.jsonl"_s)) {
        const std::string id = item["id"].get<std::string>();
        if (!given->contains(id))
            continue;
        size_t place = 0;
        for (const Json &answer : (*given)[id]) {
            const QByteArray generation = QByteArray::fromStdString(answer.get<std::string>());
            const bool left = mode == u"input"_s
                ? !generation.contains("f(")
                : generation.contains("f(" + text(item, "input") + ')');
            if (left)
                continue;
            judged.push_back(
                {u"%1 %2"_s.arg(QString::fromStdString(id)).arg(place),
                 text(item, "code") + "\nassert " + text(item, "output") + " == " + generation,
                 (*scores)["raw_scored_generations"][id].at(place).get<bool>()});
            ++place;
        }
    }
    return judged;
}

/// Judges all of them, or every 50th; the ids whose verdict differs.
QStringList differing(const std::vector<Judged> &all)
{
    CheckBench bench;
    bench.scenario.limits.wall = std::chrono::seconds(3);
    bench.scenario.limits.memoryBytes = 4 * GiB;
    const size_t step = qEnvironmentVariableIntValue("TOUCHSTONE_FULL_DATA") ? 1 : 50;
    std::vector<const Judged *> chosen;
    for (size_t i = 0; i < all.size(); i += step)
        chosen.push_back(&all[i]);
    std::mutex mutex;
    QStringList wrong;
    QThreadPool pool;
    pool.setMaxThreadCount(2);
    QtConcurrent::blockingMap(&pool, chosen, [&](const Judged *one) {
        const Verdict verdict = bench.judge(
            u"program"_s, {{"mode", "parity"}, {"parts", {one->program.toStdString()}}}, {});
        const bool passed = verdict.status == VerdictStatus::Passed;
        const std::scoped_lock lock(mutex);
        if (passed != one->passed || verdict.status == VerdictStatus::Error)
            wrong.append(one->id + u": "_s + verdict.reason);
    });
    qInfo("%zu of %zu programs judged", chosen.size(), all.size());
    wrong.removeIf([](const QString &line) {
        for (const QString &id : dependsOnTheClock)
            if (line.startsWith(id + u": timed out"_s)) {
                qWarning("depends on the clock: %s", qPrintable(line));
                return true;
            }
        return false;
    });
    return wrong;
}

} // namespace

void TestProgramCheck::parity_data()
{
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QString>("reason"); // "passed", or part of why not
    const auto row = [](const char *name, const char *program, const QString &reason) {
        QTest::newRow(name) << QByteArray(program) << reason;
    };
    const QString passed = u"passed"_s;
    row("passes", "assert 1 == 1", passed);
    row("fails", "assert 1 == 2, 'because'", u"AssertionError: because"_s);
    row("its name", "assert __name__ == 'builtins', __name__", passed);
    row("main is not run", "if __name__ == '__main__': raise ValueError", passed);
    row("syntax error", "def f(:", u"SyntaxError"_s);
    row("exit", "import sys; sys.exit(0)", u"SystemExit: 0"_s);
    row("exit is gone", "exit(0)", u"TypeError"_s);
    row("ends the process", "import os; os._exit(0)", u"ended without an answer"_s);
    row("prints markers", "print('passed'); import os; os._exit(0)", u"ended without an answer"_s);
    row("writes to the channel", "import os; os.write(3, b'passed\\n'); os._exit(0)",
        u"ended without an answer"_s);
    row("crashes", "import ctypes; ctypes.string_at(0)", u"ended without an answer"_s);
    row("base exceptions", "class E(BaseException): pass\nraise E('x')", u"E: x"_s);
    row("reads", "input()", u"OSError"_s);
    row("reads stdin", "import sys; sys.stdin.read()", u"OSError"_s);
    row("output is swallowed",
        "import sys\nprint('x' * 10)\nsys.stderr.write('y')\nassert sys.stdout.getvalue()", passed);
    row("dangerous members",
        "import os, shutil, subprocess\nassert [os.kill, os.system, os.remove, os.fork, os.getcwd, "
        "os.chdir, "
        "shutil.rmtree, shutil.move, subprocess.Popen] == [None] * 9",
        passed);
    row("modules that are not to be had", "import resource", u"ModuleNotFoundError"_s);
    row("modules that come early there",
        "import multiprocessing, tempfile, asyncio, random, pathlib", passed);
    row("an empty folder",
        "import glob\nassert glob.glob('*') == []\nopen('x', 'w').write('1')\nassert "
        "open('x').read() == '1'",
        passed);
    row("the timer can be caught",
        "import time\ntry:\n    while True: time.sleep(0.05)\nexcept Exception as e:\n    assert "
        "str(e) == 'Timed out!'",
        passed);
    row("the timer rings", "while True: pass", u"timed out"_s);
    row("the timer is ignored",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        u"timed out"_s);
    row("as deep as there", "def f(n): return n and f(n - 1)\nf(982)", passed);
    row("deeper than there", "def f(n): return n and f(n - 1)\nf(990)", u"RecursionError"_s);
    row("threads do not hold it up",
        "import threading, time\nthreading.Thread(target=lambda: time.sleep(60)).start()", passed);
    row("a message that is no text",
        "class E(Exception):\n    def __str__(self): return '\\ud800'\nraise E", u"E"_s);
}

void TestProgramCheck::parity()
{
    QFETCH(QByteArray, program);
    QFETCH(QString, reason);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.scenario.limits.wall = std::chrono::milliseconds(1500);
    const Verdict verdict =
        bench.judge(u"program"_s, {{"mode", "parity"}, {"parts", {program.toStdString()}}}, {});
    QVERIFY2(verdict.status
                 == (reason == u"passed"_s ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
    QCOMPARE(verdict.limit.has_value(), reason == u"timed out"_s);
    QVERIFY(verdict.evidence.at(0).title.contains(u"parity"_s));
}

void TestProgramCheck::partsAndWorkspace()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Json parameters{
        {"mode", "parity"},
        {"parts", {{{"workspace", "answer.py"}}, "\nassert f(2) == ", {{"text", "4"}}}}};
    QVERIFY(bench.objection(u"program"_s, parameters).isEmpty());
    const Verdict right =
        bench.judge(u"program"_s, parameters, {{u"answer.py"_s, "def f(x): return 2 * x"}});
    QVERIFY2(right.status == VerdictStatus::Passed, shown(right));
    const Verdict wrong =
        bench.judge(u"program"_s, parameters, {{u"answer.py"_s, "def f(x): return x"}});
    QVERIFY2(wrong.status == VerdictStatus::Failed, shown(wrong));
    const Verdict none = bench.judge(u"program"_s, parameters, {});
    QVERIFY2(none.status == VerdictStatus::Failed && none.reason.contains(u"answer.py"_s),
             shown(none));
}

void TestProgramCheck::exitMode_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QString>("reason"); // empty: it passes
    const auto row = [](const char *name, const QString &language, const char *parameters,
                        const QString &reason) {
        QTest::newRow(name) << language << QByteArray(parameters) << reason;
    };
    row("exit 0", u"python"_s, R"json({"mode": "exit", "parts": ["x = 1"]})json", {});
    row("an exception", u"python"_s, R"json({"mode": "exit", "parts": ["assert ", "1 == 2"]})json",
        u"AssertionError"_s);
    row("printed", u"python"_s,
        R"json({"mode": "exit", "parts": ["print(input())"], "stdin": "hi", "stdout": "hi\n"})json",
        {});
    row("printed something else", u"python"_s,
        R"json({"mode": "exit", "parts": ["print(1)"], "stdout": "2\n"})json", u"expected '2'"_s);
    row("javascript", u"javascript"_s,
        R"json({"mode": "exit", "parts": ["require('assert').equal(1, 1)"]})json", {});
    row("javascript fails", u"javascript"_s,
        R"json({"mode": "exit", "parts": ["require('assert').equal(1, 2)"]})json", u"exit 1"_s);
}

void TestProgramCheck::exitMode()
{
    QFETCH(QString, language);
    QFETCH(QByteArray, parameters);
    QFETCH(QString, reason);
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.judge(u"program"_s, *parseJson(parameters, {}), {});
    QVERIFY2(verdict.status == (reason.isEmpty() ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

void TestProgramCheck::humaneval()
{
    const QString data = sharedData();
    if (data.isEmpty())
        QSKIP("the shared data is not here");
    REQUIRE_BENCH(CheckBench());
    const auto samples = humanevalSamples(data + u"/humaneval"_s);
    QVERIFY(samples.size() > 4000);
    const QStringList wrong = differing(samples);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestProgramCheck::cruxevalInput()
{
    const QString data = sharedData();
    if (data.isEmpty())
        QSKIP("the shared data is not here");
    REQUIRE_BENCH(CheckBench());
    const auto samples =
        cruxevalSamples(data + u"/cruxeval"_s, u"input"_s, u"generations_input_first400.json"_s,
                        u"scored_input_first400.json"_s);
    QCOMPARE(samples.size(), 4000U);
    const QStringList wrong = differing(samples);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestProgramCheck::cruxevalOutput()
{
    const QString data = sharedData();
    if (data.isEmpty())
        QSKIP("the shared data is not here");
    REQUIRE_BENCH(CheckBench());
    const auto samples = cruxevalSamples(data + u"/cruxeval"_s, u"output"_s,
                                         u"generations_output.json"_s, u"scored_output.json"_s);
    QCOMPARE(samples.size(), 8000U);
    const QStringList wrong = differing(samples);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestProgramCheck)
#include "tst_programcheck.moc"
