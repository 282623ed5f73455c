#include "cli/smallpack.h"

#include "core/base/json.h"

#include <QtCore/QProcess>
#include <QtTest/QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace touchstone::test;

/// 0 done, 1 below, 2 bad usage or input, 3 harness errors (outranks 1), 130 interrupted.
class TestExitCodes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void codes_data();
    void codes();
    void noDisplay();
    void quarantine();
    void interrupted();
    void version();
    void helpOfEverySubcommand();

private:
    SmallPack m_small;
};

void TestExitCodes::initTestCase()
{
    const auto make = [this](const char *name, const char *answers, const char *pack) {
        return runTouchstone({u"run"_s, m_small.path(pack), u"-a"_s, m_small.samples(answers),
                              u"-q"_s, u"-o"_s, m_small.path(name)});
    };
    const ProgramResult half = make("half.touchstone", "answers.jsonl", "small");
    if (lacksConfinement(half))
        QSKIP("this machine has no confinement");
    QVERIFY2(half.exitCode == 0, half.errors.constData());
    QCOMPARE(make("all.touchstone", "right.jsonl", "small").exitCode, 0);
    QCOMPARE(make("errors.touchstone", "right.jsonl", "broken").exitCode, 3);
    for (const char *name : {"half", "all", "errors"}) {
        const QByteArray run = name + QByteArray(".touchstone");
        const QByteArray baseline = name + QByteArray(".json");
        QCOMPARE(runTouchstone({u"baseline"_s, u"accept"_s, m_small.path(run.constData()), u"-o"_s,
                                m_small.path(baseline.constData())})
                     .exitCode,
                 0);
    }
    writeFile(m_small.path("rates.json"), R"({"format": 1, "kind": "pass-rate"})");
    QVERIFY(QFile::copy(m_small.path("half.touchstone"), m_small.path("torn.touchstone")));
    QFile torn(m_small.path("torn.touchstone"));
    QVERIFY(torn.open(QIODevice::ReadWrite) && torn.resize(torn.size() / 3));
    QFile whole(m_small.path("half.touchstone"));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    QByteArray bytes = whole.readAll();
    QVERIFY(bytes.contains("=cmd|")); // an answer
    writeFile(m_small.path("changed.touchstone"), bytes.replace("=cmd|", "=cmx|"));
}

void TestExitCodes::codes_data()
{
    QTest::addColumn<QString>("arguments"); ///< {name} is a file of the small pack's folder
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("said"); ///< on stderr
    const auto row = [](const char *name, const char *arguments, int code, const char *said) {
        QTest::newRow(name) << QString::fromLatin1(arguments) << code << QString::fromLatin1(said);
    };
    row("above", "run {small} -a samples:{answers.jsonl} -q -o {2.touchstone} --fail-under 0.5", 0,
        "");
    row("below", "run {small} -a samples:{answers.jsonl} -q -o {3.touchstone} --fail-under 0.6", 1,
        "pass rate 0.5 is under --fail-under 0.6");
    row("nothing counts", "run {small} -a none -f id:x -q -o {4.touchstone} --fail-under 0.1", 1,
        "--fail-under");
    row("harness error and below",
        "run {broken} -a samples:{answers.jsonl} -q -o {6.touchstone} --fail-under 1", 3, "");
    row("the run file is there", "run {small} -a none -q -o {half.touchstone}", 2, "--resume");
    row("no such pack", "run {nowhere} -a none -q -o {7.touchstone}", 2, "nowhere");
    row("no agent", "run {small} -q -o {7.touchstone}", 2, "no agent was named");
    row("no such agent", "run {small} -a refrence -q -o {7.touchstone}", 2, "reference");
    row("bad filter", "run {small} -a none -f knid:x -q -o {7.touchstone}", 2,
        "in the filter at character 1");
    row("unknown flag", "run {small} --bogus", 2, "--bogus");
    row("unknown subcommand", "dance", 2, "dance");
    row("bad value", "run {small} -a none --fail-under 7", 2, "--fail-under");
    row("list", "list {small}", 0, "");
    row("list nothing", "list {nowhere}", 2, "nowhere");
    row("list, bad filter", "list {small} -f (a", 2, "this parenthesis is not closed");
    row("validate", "validate {small}", 0, "");
    row("validate, unknown", "validate {broken} -f id:one", 3, "");
    row("score, errors", "score {errors.touchstone}", 3, "");
    row("replay, errors", "replay {errors.touchstone}", 3, "");
    row("not worse", "compare {half.touchstone} {all.touchstone}", 0, "");
    row("worse", "compare {all.touchstone} {half.touchstone}", 1, "worse: the pass rate");
    row("worse, but not surely", "compare {all.touchstone} {half.touchstone} --worse-when surely",
        0, "");
    row("worse, by the filter", "compare {all.touchstone} {half.touchstone} -f check:right", 1,
        "worse: the pass rate");
    row("not worse, by the filter", "compare {all.touchstone} {half.touchstone} -f id:one", 0, "");
    row("no such agent to compare",
        "compare {all.touchstone} {half.touchstone} --agent-a x --agent-b y", 2, "no agent 'x'");
    row("as the baseline", "baseline check {half.touchstone} --baseline {half.json}", 0, "");
    row("better than the baseline", "baseline check {all.touchstone} --baseline {half.json}", 0,
        "");
    row("worse than the baseline", "baseline check {half.touchstone} --baseline {all.json}", 1, "");
    row("newly erring", "baseline check {errors.touchstone} --baseline {all.json}", 1, "");
    row("run, as the baseline",
        "run {small} -a samples:{answers.jsonl} -q -o {11.touchstone} --baseline {half.json}", 0,
        "");
    row("run, worse than the baseline",
        "run {small} -a samples:{answers.jsonl} -q -o {12.touchstone} --baseline {all.json}", 1,
        "worse");
    row("run, missing scenarios",
        "run {small} -a samples:{answers.jsonl} -f id:one -q -o {13.touchstone} --baseline "
        "{all.json}",
        1, "missing");
    row("run, new errors (outranks 3)",
        "run {broken} -a samples:{right.jsonl} -q -o {14.touchstone} --baseline {all.json}", 1,
        "missing");
    row("run, errors as before",
        "run {broken} -a samples:{right.jsonl} -q -o {15.touchstone} --baseline {errors.json}", 3,
        "");
    row("no baseline", "run {small} -a none -q -o {16.touchstone} --baseline {nowhere.json}", 2,
        "nowhere.json");
    row("no such gate", "baseline check {half.touchstone} --baseline {half.json} --gate loose", 2,
        "--gate");
    row("quarantine of what isn't there",
        "baseline quarantine small three --file {half.json} --reason r --until 2999-01-01", 2,
        "no scenario 'three'");
    row("quarantine that is over",
        "baseline quarantine small two --file {half.json} --reason r --until 2001-01-01", 2,
        "--until: found '2001-01-01'");
    row("release of what isn't in it", "baseline release small two --file {half.json}", 2,
        "not in quarantine");
    row("verify", "verify {half.touchstone}", 0, "");
    row("verify, changed", "verify {changed.touchstone}", 1, "");
    row("verify, torn", "verify {torn.touchstone}", 2, "malformed");
    row("report", "report {half.touchstone} -f outcome:failed", 0, "");
    row("report, bad filter", "report {half.touchstone} -f check:right=fialed", 2,
        "'fialed' is no status (did you mean \"failed\"?)");
    row("report, no file", "report {nowhere.touchstone}", 2, "nowhere.touchstone");
    row("report, no run file", "report {answers.jsonl}", 2, "answers.jsonl");
    row("report, no format", "report {half.touchstone} --format pdf", 2, "pdf");
    row("chart", "chart {rates.json} {half.touchstone} -o {rates.svg}", 0, "");
    row("chart, nowhere to", "chart {rates.json} {half.touchstone}", 2, "--output");
    row("chart, no such format", "chart {rates.json} {half.touchstone} -o {x.gif}", 2, ".svg");
    row("chart, no spec", "chart {nowhere.json} {half.touchstone} -o {x.svg}", 2, "nowhere.json");
    row("chart, bad spec", "chart {half.json} {half.touchstone} -o {x.svg}", 2, "half.json");
    row("chart, no run", "chart {rates.json} {nowhere.touchstone} -o {x.svg}", 2, "nowhere");
    row("chart, torn", "chart {rates.json} {torn.touchstone} -o {x.svg}", 2, "malformed");
    row("export, no pass", "export {half.touchstone} --pass 0", 2, "--pass");
}

void TestExitCodes::codes()
{
    QFETCH(QString, arguments);
    QFETCH(const int, code);
    QFETCH(const QString, said);
    arguments.replace(u'{', m_small.folder.path() + u'/').remove(u'}');
    const ProgramResult result = runTouchstone(arguments.split(u' ', Qt::SkipEmptyParts));
    QVERIFY2(result.exitCode == code,
             QByteArray::number(result.exitCode) + "\n" + result.output.left(2000) + result.errors);
    QVERIFY2(QString::fromUtf8(result.errors).contains(said), result.errors.constData());
}

/// Without a subcommand it is the desktop, which can say so where it has nothing to stand on.
void TestExitCodes::noDisplay()
{
    const char *const displays[] = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"};
    QMap<const char *, QByteArray> before;
    for (const char *name : displays) {
        if (qEnvironmentVariableIsSet(name))
            before.insert(name, qgetenv(name));
        qunsetenv(name);
    }
    const ProgramResult none = runTouchstone({});
    qputenv("DISPLAY", ":4711");
    const ProgramResult wrong = runTouchstone({u"touchstone:settings"_s});
    qunsetenv("DISPLAY");
    for (auto it = before.cbegin(); it != before.cend(); ++it)
        qputenv(it.key(), it.value());
    QCOMPARE(none.exitCode, 2);
    QVERIFY2(none.errors.contains("no display"), none.errors.constData());
    QCOMPARE(wrong.exitCode, 2); // Qt itself would abort
    QVERIFY2(wrong.errors.contains(":4711") && wrong.errors.contains("--help"),
             wrong.errors.constData());
}

/// In, accepted anew, and out again.
void TestExitCodes::quarantine()
{
    const QString file = m_small.path("all.json");
    const auto code = [&](const QStringList &arguments) {
        return runTouchstone(QStringList{u"baseline"_s} + arguments).exitCode;
    };
    const QStringList check{u"check"_s, m_small.path("half.touchstone"), u"--baseline"_s, file};
    QCOMPARE(code(check), 1);
    QCOMPARE(code({u"quarantine"_s, u"small"_s, u"two"_s, u"--file"_s, file, u"--reason"_s,
                   u"asks the clock"_s, u"--until"_s, u"2999-01-01"_s}),
             0);
    QCOMPARE(code(check), 0);
    QCOMPARE(code({u"accept"_s, m_small.path("all.touchstone"), u"-o"_s, file}), 0);
    QCOMPARE(code(check), 0);
    QCOMPARE(code({u"release"_s, u"small"_s, u"two"_s, u"--file"_s, file}), 0);
    QCOMPARE(code(check), 1);
}

void TestExitCodes::interrupted()
{
    // a command that waits until it is killed: the signal comes while it is under way
    QByteArray items;
    for (int i = 0; i < 50; ++i)
        items += "{\"id\": \"n" + QByteArray::number(i) + "\", \"want\": \"1\"}\n";
    writeFile(m_small.path("slow/items.jsonl"), items);
    writeFile(m_small.path("slow/pack.json"),
              R"({"format": 1, "name": "slow", "title": "Slow", "table": "items.jsonl",
        "template": {"format": 1, "id": "{{id}}", "kind": "generate", "language": "python", "title": "{{id}}",
            "instruction": "Wait", "target": {"file": "answer.txt"}, "answer": {"form": "file"},
            "workspace": {"files": {"answer.txt": ""}}, "limits": {"wall_s": 0.2},
            "checks": [{"id": "wait", "type": "command", "argv": ["sleep", "60"]}]}})");
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(touchstoneProgram(),
                  {u"run"_s, m_small.path("slow"), u"-a"_s, u"none"_s, u"--json"_s, u"-j"_s, u"1"_s,
                   u"-o"_s, m_small.path("slow.touchstone")});
    QByteArray output;
    while (!output.contains("\"event\":\"attempt\"")) {
        QVERIFY(process.waitForReadyRead(60'000));
        output += process.readAllStandardOutput();
    }
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardError().contains("--resume"));
}

void TestExitCodes::version()
{
    const ProgramResult result = runTouchstone({u"--version"_s});
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.startsWith("touchstone 0."), result.output.constData());
}

/// Help is on stdout, tells of every flag, and fits a narrow terminal or says why not.
void TestExitCodes::helpOfEverySubcommand()
{
    const QByteArray help = runTouchstone({u"--help"_s}).output;
    QVERIFY(help.contains("Exit codes:"));
    int commands = 0;
    for (const char *name :
         {"run",     "list",   "show",   "new",     "validate", "import",    "score",
          "replay",  "report", "export", "compare", "chart",    "info",      "verify",
          "compact", "merge",  "doctor", "plugins", "bench",    "completion"}) {
        QVERIFY2(help.contains(QByteArray("\n  ") + name), name);
        const ProgramResult result = runTouchstone({QString::fromLatin1(name), u"--help"_s});
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.output.contains(QByteArray("Usage: touchstone ") + name), name);
        for (const QByteArray &line : result.output.split('\n'))
            QVERIFY2(QString::fromUtf8(line).size() <= 100, line.constData());
        if (result.output.contains("--filter"))
            QVERIFY2(result.output.contains("A filter EXPR:"), name);
        ++commands;
    }
    QCOMPARE(commands, 20);
    QVERIFY(!help.contains("POSITIVE") && !help.contains("Excludes"));
}

QTEST_GUILESS_MAIN(TestExitCodes)
#include "tst_exitcodes.moc"
