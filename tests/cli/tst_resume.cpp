#include "core/run/runfile.h"
#include "support/numberspack.h"
#include "support/program.h"

#include <QtCore/QMap>
#include <QtCore/QProcess>
#include <QtCore/QRandomGenerator>
#include <QtCore/QSet>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// The harness is killed at random moments and resumed: nothing that was announced is ever lost,
/// and the scores come out the same as without the kills.
class TestResume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void survivesKills();
    void interruptFinishesCleanly();
    void twiceStopsAtOnce();
    void refusesAnotherPlan();

private:
    using Outcomes = QMap<QString, QString>; ///< "scenario/sample" to outcome
    static Outcomes outcomesOf(const QString &file);
    QStringList runArguments(const QString &file) const
    {
        return {u"run"_s,    m_pack.path, u"--agent"_s, u"samples:"_s + m_pack.answers,
                u"--json"_s, u"-o"_s,     file};
    }
    QSet<QString> killAt(const QStringList &arguments, int announcements);

    QTemporaryDir m_folder;
    NumbersPack m_pack;
    static constexpr int scenarios = 20;
    static constexpr int samples = 30;
};

void TestResume::initTestCase()
{
    m_pack = NumbersPack::make(m_folder.path(), scenarios, samples);
}

TestResume::Outcomes TestResume::outcomesOf(const QString &path)
{
    Outcomes outcomes;
    const auto file = RunFile::open(path, RunFile::Mode::Read);
    if (!file)
        qFatal("%s", qPrintable(file.error().text()));
    const auto read = (*file)->attempts({}, [&](const AttemptRecord &record) {
        const QString key = u"%1/%2"_s.arg(record.scenario).arg(record.sample);
        if (outcomes.contains(key))
            qFatal("%s is there twice", qPrintable(key));
        outcomes.insert(key, outcomeName(record.outcome));
        return true;
    });
    if (!read)
        qFatal("%s", qPrintable(read.error().text()));
    return outcomes;
}

/// Runs until so many attempts were announced, then kills; gives the ids that were announced.
QSet<QString> TestResume::killAt(const QStringList &arguments, int announcements)
{
    QSet<QString> announced;
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(touchstoneProgram(), arguments);
    bool killed = false;
    while (process.state() != QProcess::NotRunning || process.canReadLine()) {
        if (!process.canReadLine() && !process.waitForReadyRead(60'000)
            && process.state() == QProcess::NotRunning && !process.canReadLine())
            break;
        while (process.canReadLine()) {
            const auto event = parseJson(process.readLine(), {u"stdout"_s, {}, 0});
            if (event && stringOr(*event, "event") == u"attempt"_s)
                announced.insert(stringOr(*event, "attempt"));
        }
        if (!killed && announced.size() >= announcements) {
            ::kill(pid_t(process.processId()), SIGKILL);
            killed = true;
        }
    }
    return announced;
}

void TestResume::survivesKills()
{
    const QString whole = m_folder.filePath(u"whole.touchstone"_s);
    const ProgramResult reference = runTouchstone(runArguments(whole));
    if (reference.exitCode == 3 && reference.errors.contains("confinement"))
        QSKIP("this machine has no confinement");
    QVERIFY2(reference.exitCode == 0, reference.errors.constData());
    const Outcomes expected = outcomesOf(whole);
    QCOMPARE(expected.size(), scenarios * samples);
    QCOMPARE(expected.value(u"n3/0"_s), u"failed"_s);
    QCOMPARE(expected.value(u"n3/1"_s), u"passed"_s);

    const QString killed = m_folder.filePath(u"killed.touchstone"_s);
    QRandomGenerator random(20'261'123);
    QSet<QString> announced;
    for (int i = 0; i < 50; ++i) {
        QStringList arguments = runArguments(killed);
        if (QFile::exists(killed))
            arguments.append(u"--resume"_s);
        announced += killAt(arguments, int(random.bounded(12)));
        if (!QFile::exists(killed))
            continue; // killed before the file was made
        const auto file = RunFile::open(killed, RunFile::Mode::Read);
        QVERIFY2(file, file ? "" : qPrintable(file.error().text()));
        QSet<QString> kept;
        QVERIFY((*file)->attempts({}, [&](const AttemptRecord &record) {
            kept.insert(record.id);
            return true;
        }));
        QVERIFY2(kept.contains(announced),
                 qPrintable(u"after kill %1, %2 of %3 announced attempts are gone"_s.arg(i)
                                .arg((announced - kept).size())
                                .arg(announced.size())));
    }
    const ProgramResult end = runTouchstone(runArguments(killed) << u"--resume"_s);
    QVERIFY2(end.exitCode == 0, end.errors.constData());
    QCOMPARE(outcomesOf(killed), expected);
    const ProgramResult verified = runTouchstone({u"verify"_s, killed});
    QVERIFY2(verified.exitCode == 0, verified.output.constData());
}

void TestResume::interruptFinishesCleanly()
{
    const QString path = m_folder.filePath(u"interrupted.touchstone"_s);
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    const QStringList arguments = runArguments(path) << u"--samples"_s << u"5"_s;
    process.start(touchstoneProgram(), arguments + QStringList{u"--jobs"_s, u"1"_s});
    QVERIFY(process.waitForReadyRead(60'000));
    while (!process.canReadLine())
        QVERIFY(process.waitForReadyRead(60'000));
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    if (process.exitCode() == 3)
        QSKIP("this machine has no confinement");
    QVERIFY2(process.exitCode() == 130 || process.exitCode() == 0,
             process.readAllStandardError().constData());
    QVERIFY(!QFile::exists(path + u"-wal"_s)); // published as one plain file
    const ProgramResult end = runTouchstone(arguments + QStringList{u"--resume"_s});
    QVERIFY2(end.exitCode == 0, end.errors.constData());
    QCOMPARE(outcomesOf(path).size(), scenarios * 5);
}

/// The second attempt sleeps for an hour: once lets it go on, twice gives it up.
void TestResume::twiceStopsAtOnce()
{
    const QString pack = m_folder.filePath(u"slow"_s);
    const QString path = m_folder.filePath(u"twice.touchstone"_s);
    writeFile(pack + u"/pack.json"_s, R"({
        "format": 1, "name": "slow", "title": "Slow", "table": "items.jsonl",
        "template": {
            "format": 1, "id": "{{id}}", "kind": "generate", "language": "python", "title": "{{id}}",
            "instruction": "Do nothing", "target": {"file": "a.txt"}, "workspace": {"files": {"a.txt": ""}},
            "limits": {"wall_s": 3600},
            "checks": [{"id": "slept", "type": "program", "mode": "parity", "parts": [{"text": "import time\ntime.sleep({{s}})\n"}]}]
        }})");
    writeFile(pack + u"/items.jsonl"_s,
              R"({"id": "quick", "s": 0})"
              "\n"
              R"({"id": "slow", "s": 3600})"
              "\n");
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(
        touchstoneProgram(),
        {u"run"_s, pack, u"-a"_s, u"none"_s, u"-j"_s, u"1"_s, u"--json"_s, u"-o"_s, path});
    const auto waitFor = [&process](QProcess::ProcessChannel channel, const QByteArray &words) {
        process.setReadChannel(channel);
        QByteArray seen;
        while (!seen.contains(words)
               && (process.bytesAvailable() > 0 || process.waitForReadyRead(60'000)))
            seen += process.readAll();
        return seen.contains(words);
    };
    if (!waitFor(QProcess::StandardOutput, "\"attempt\":\"")) {
        QVERIFY(process.waitForFinished(60'000));
        if (process.exitCode() == 3)
            QSKIP("this machine has no confinement");
        QFAIL(process.readAllStandardError().constData());
    }
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(waitFor(QProcess::StandardError, "once more to give them up"));
    QCOMPARE(process.state(), QProcess::Running);
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(!QFile::exists(path + u"-wal"_s));
    QCOMPARE(outcomesOf(path), (Outcomes{{u"quick/0"_s, u"passed"_s}}));
    const ProgramResult verified = runTouchstone({u"verify"_s, path});
    QVERIFY2(verified.exitCode == 0, verified.output.constData());
}

void TestResume::refusesAnotherPlan()
{
    const QString path = m_folder.filePath(u"changed.touchstone"_s);
    const ProgramResult first = runTouchstone(
        {u"run"_s, m_pack.path, u"-a"_s, u"none"_s, u"-f"_s, u"id:n1"_s, u"-o"_s, path});
    if (first.exitCode == 3)
        QSKIP("this machine has no confinement");
    QVERIFY2(first.exitCode == 0, first.errors.constData());
    const ProgramResult other = runTouchstone({u"run"_s, m_pack.path, u"-a"_s, u"reference"_s,
                                               u"-f"_s, u"id:n1"_s, u"-o"_s, path, u"--resume"_s});
    QCOMPARE(other.exitCode, 2);
    QVERIFY2(other.errors.contains("agents"), other.errors.constData());
    const ProgramResult overwrite =
        runTouchstone({u"run"_s, m_pack.path, u"-a"_s, u"none"_s, u"-o"_s, path});
    QCOMPARE(overwrite.exitCode, 2);
    QVERIFY2(overwrite.errors.contains("--resume"), overwrite.errors.constData());
}

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
