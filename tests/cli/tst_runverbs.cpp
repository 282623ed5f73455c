#include "core/base/json.h"
#include "core/run/runfile.h"
#include "core/run/sqlite.h"
#include "support/numberspack.h"
#include "support/program.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QMap>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

namespace {

constexpr int scenarios = 8;
constexpr int samples = 3;

/// "agent scenario/sample.retry" to what came of it, under a pass (0: the latest).
QMap<QString, QString> outcomesOf(const QString &path, int pass = 0)
{
    QMap<QString, QString> outcomes;
    const auto file = RunFile::open(path, RunFile::Mode::Read);
    if (!file)
        return {{file.error().text(), {}}};
    const auto read = (*file)->attempts({{}, {}, pass}, [&](const AttemptRecord &record) {
        outcomes.insert(u"%1 %2/%3.%4"_s.arg(record.agent, record.scenario)
                            .arg(record.sample)
                            .arg(record.retry),
                        outcomeName(record.outcome));
        return true;
    });
    return read ? outcomes : QMap<QString, QString>{{read.error().text(), {}}};
}

RunManifest manifestOf(const QString &path)
{
    const auto file = RunFile::open(path, RunFile::Mode::Read);
    return file ? (*file)->manifest().value_or(RunManifest()) : RunManifest();
}

/// Changes a closed run file behind its back.
bool change(const QString &path, const char *sql)
{
    auto database = sqlite::Database::open(path, sqlite::Access::Write);
    return database && database->run(sql);
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// What can be done with run files, through the executable.
class TestRunVerbs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sameRunFromFlagsAndSpecification();
    void specificationsAreChecked_data();
    void specificationsAreChecked();
    void sameVerdictsWithOneJobAsWithMany();
    void shardsMakeTheWhole();
    void differingEnvironmentsDoNotMerge();
    void anotherEnvironmentIsSaidWhenResuming();
    void retriesAreAttemptsOfTheirOwn();
    void scoredAgainByChangedChecks();
    void replaySaysWhereItDiverges();
    void secretsStayOut();
    void newerFilesAreRefused_data();
    void newerFilesAreRefused();
    void whatIsLeftOfADamagedFile();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QStringList run(const QString &file, const QStringList &more = {}) const
    {
        return QStringList{u"run"_s, m_pack.path, u"-a"_s, u"samples:"_s + m_pack.answers,
                           u"-q"_s,  u"-o"_s,     file}
        + more;
    }

    QTemporaryDir m_folder;
    NumbersPack m_pack;
    QString m_whole; ///< a run of everything, not to be changed
};

#define TOUCHSTONE(expected, ...)                                                                  \
    do {                                                                                           \
        const ProgramResult result_ = runTouchstone(__VA_ARGS__);                                  \
        QVERIFY2(result_.exitCode == (expected),                                                   \
                 (QByteArray::number(result_.exitCode) + ": " + result_.output + result_.errors)   \
                     .constData());                                                                \
    } while (false)

void TestRunVerbs::initTestCase()
{
    m_pack = NumbersPack::make(m_folder.path(), scenarios, samples);
    m_whole = path(u"whole.touchstone"_s);
    const ProgramResult made = runTouchstone(run(m_whole));
    if (made.exitCode == 3 && made.errors.contains("confinement"))
        QSKIP("this machine has no confinement");
    QVERIFY2(made.exitCode == 0, made.errors.constData());
    QCOMPARE(outcomesOf(m_whole).size(), scenarios * samples);
}

void TestRunVerbs::sameRunFromFlagsAndSpecification()
{
    const QString spec = path(u"specs/run.json"_s);
    writeFile(
        spec,
        R"({"format": 1, "packs": ["../pack"], "agents": ["samples:../answers.jsonl", "reference"],
        "samples": 2, "seed": 7, "jobs": 1, "filter": "id:n1 OR id:n2 OR id:n3", "limits": {"wall_s": 7}})");
    const QString fromSpec = path(u"spec.touchstone"_s);
    const QString fromFlags = path(u"flags.touchstone"_s);
    TOUCHSTONE(0, {u"run"_s, u"--spec"_s, spec, u"-q"_s, u"-o"_s, fromSpec});
    // from another folder, with relative names
    TOUCHSTONE(0,
               {u"run"_s, u"pack"_s, u"-a"_s, u"samples:answers.jsonl"_s, u"-a"_s, u"reference"_s,
                u"-n"_s, u"2"_s, u"--seed"_s, u"7"_s, u"-f"_s, u"id:n1 OR id:n2 OR id:n3"_s,
                u"--limits"_s, u"{\"wall_s\": 7}"_s, u"-q"_s, u"-o"_s, fromFlags},
               m_folder.path());
    QCOMPARE(manifestOf(fromSpec).planDigest.hex(), manifestOf(fromFlags).planDigest.hex());
    const auto outcomes = outcomesOf(fromSpec);
    QCOMPARE(outcomes, outcomesOf(fromFlags));
    QCOMPARE(outcomes.size(), 3 * 2 * 2);
    QCOMPARE(outcomes.value(u"samples:answers.jsonl n2/0.0"_s), u"failed"_s);
    QCOMPARE(outcomes.value(u"samples:answers.jsonl n2/1.0"_s), u"passed"_s);
    QCOMPARE(outcomes.value(u"reference n2/1.0"_s), u"passed"_s);
    // and either goes on with the other's file
    TOUCHSTONE(0, {u"run"_s, u"--spec"_s, spec, u"-q"_s, u"-o"_s, fromFlags, u"--resume"_s});
}

void TestRunVerbs::specificationsAreChecked_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("unknown member") << QByteArray(R"("checks": ["value"])") << QByteArray("checks");
    QTest::newRow("no confinement")
        << QByteArray(R"("confine": "unconfined")") << QByteArray("/confine");
    QTest::newRow("a shard that is none")
        << QByteArray(R"("shard": "3/2")") << QByteArray("no shard");
    QTest::newRow("limits that are none")
        << QByteArray(R"("limits": {"wall": 3})") << QByteArray("/limits");
    QTest::newRow("a newer one") << QByteArray(R"("format": 2)") << QByteArray("/format");
}

void TestRunVerbs::specificationsAreChecked()
{
    QFETCH(QByteArray, members);
    QFETCH(QByteArray, words);
    const QString spec = path(u"wrong.json"_s);
    writeFile(spec, R"({"format": 1, "packs": ["pack"], "agents": ["none"], )" + members + "}");
    const ProgramResult refused = runTouchstone({u"run"_s, u"--spec"_s, spec, u"-q"_s});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errors.contains("wrong.json") && refused.errors.contains(words),
             refused.errors.constData());
}

void TestRunVerbs::sameVerdictsWithOneJobAsWithMany()
{
    const QString one = path(u"one.touchstone"_s);
    const QString many = path(u"many.touchstone"_s);
    TOUCHSTONE(0, run(one, {u"-j"_s, u"1"_s}));
    TOUCHSTONE(0, run(many, {u"-j"_s, u"6"_s}));
    QCOMPARE(outcomesOf(one), outcomesOf(many));
    QCOMPARE(integerOr(manifestOf(one).plan, "jobs", 0), 1);
    QCOMPARE(integerOr(manifestOf(many).plan, "jobs", 0), 6);
    QCOMPARE(manifestOf(one).planDigest.hex(), manifestOf(many).planDigest.hex());
}

void TestRunVerbs::shardsMakeTheWhole()
{
    QStringList parts;
    qsizetype attempts = 0;
    for (const QString &shard : {u"1/3"_s, u"2/3"_s, u"3/3"_s}) {
        parts.append(path(u"shard%1.touchstone"_s.arg(shard.at(0))));
        TOUCHSTONE(0, run(parts.last(), {u"--shard"_s, shard}));
        attempts += outcomesOf(parts.last()).size();
    }
    QCOMPARE(attempts, scenarios * samples); // no scenario is in two of them
    const QString merged = path(u"merged.touchstone"_s);
    TOUCHSTONE(0, QStringList{u"merge"_s} + parts + QStringList{u"-o"_s, merged});
    QCOMPARE(outcomesOf(merged), outcomesOf(m_whole));
    QCOMPARE(manifestOf(merged).planDigest.hex(), manifestOf(m_whole).planDigest.hex());
    TOUCHSTONE(0, {u"verify"_s, merged});
    // A shard is taken up again from its own record, from whatever folder.
    QVERIFY(QDir(m_folder.path()).mkpath(u"elsewhere"_s));
    TOUCHSTONE(0, {u"run"_s, u"--resume"_s, u"-q"_s, u"-o"_s, parts[0]}, path(u"elsewhere"_s));
    TOUCHSTONE(2, run(parts[0], {u"--resume"_s})); // but not as the whole
    TOUCHSTONE(2, run(path(u"none.touchstone"_s), {u"--shard"_s, u"4/3"_s}));
}

void TestRunVerbs::differingEnvironmentsDoNotMerge()
{
    const QString other = path(u"other.touchstone"_s);
    QVERIFY(QFile::copy(m_whole, other));
    QVERIFY(
        change(other, "UPDATE run SET environment = json_set(environment, '$.kernel', 'hurd 1')"));
    const QString merged = path(u"differing.touchstone"_s);
    const ProgramResult refused = runTouchstone({u"merge"_s, m_whole, other, u"-o"_s, merged});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errors.contains("environment at /kernel") && refused.errors.contains("hurd 1"),
             refused.errors.constData());
    QCOMPARE(QDir(m_folder.path()).entryList({u"differing*"_s}), QStringList());
    TOUCHSTONE(0, {u"merge"_s, m_whole, other, u"-o"_s, merged, u"--allow-differing"_s});
    QCOMPARE(outcomesOf(merged), outcomesOf(m_whole));
}

void TestRunVerbs::anotherEnvironmentIsSaidWhenResuming()
{
    const QString other = path(u"upgraded.touchstone"_s);
    QVERIFY(QFile::copy(m_whole, other));
    const QStringList resume{u"run"_s, u"--resume"_s, u"--json"_s, u"-o"_s, other};
    const ProgramResult same = runTouchstone(resume);
    QCOMPARE(same.exitCode, 0);
    QVERIFY2(!same.output.contains("environment at"), same.output.constData());
    QVERIFY(
        change(other, "UPDATE run SET environment = json_set(environment, '$.kernel', 'hurd 1')"));
    const ProgramResult changed = runTouchstone(resume);
    QCOMPARE(changed.exitCode, 0);
    QVERIFY2(changed.output.contains("environment at /kernel") && changed.output.contains("hurd 1"),
             changed.output.constData());
}

void TestRunVerbs::retriesAreAttemptsOfTheirOwn()
{
    const QString pack = path(u"sleepy"_s);
    writeFile(pack + u"/pack.json"_s, R"({
        "format": 1, "name": "sleepy", "title": "Sleepy", "table": "items.jsonl",
        "template": {
            "format": 1, "id": "{{id}}", "kind": "generate", "language": "python", "title": "{{id}}",
            "instruction": "Do nothing", "target": {"file": "a.txt"}, "workspace": {"files": {"a.txt": ""}},
            "limits": {"wall_s": 1},
            "checks": [{"id": "slept", "type": "program", "mode": "parity", "parts": [{"text": "import time\ntime.sleep({{s}})\n"}]}]
        }})");
    writeFile(pack + u"/items.jsonl"_s,
              "{\"id\": \"quick\", \"s\": 0}\n{\"id\": \"slow\", \"s\": 60}\n");
    const QString file = path(u"retries.touchstone"_s);
    const QStringList arguments{u"run"_s, pack, u"-a"_s, u"none"_s, u"-o"_s, file, u"--json"_s};
    TOUCHSTONE(0, arguments);
    const ProgramResult again = runTouchstone(arguments + QStringList{u"--retry-limits"_s});
    QCOMPARE(again.exitCode, 0);
    QMap<QString, QString> expected{{u"none quick/0.0"_s, u"passed"_s},
                                    {u"none slow/0.0"_s, u"failed"_s},
                                    {u"none slow/0.1"_s, u"failed"_s}};
    QCOMPARE(outcomesOf(file), expected);
    // The second try passes, and the rate stays as it was.
    QVERIFY(change(file,
                   "UPDATE outcome SET outcome = (SELECT n FROM text WHERE text = 'passed') "
                   "WHERE attempt = (SELECT n FROM attempt WHERE retry = 1)"));
    const ProgramResult none = runTouchstone(arguments + QStringList{u"--retry-limits"_s});
    QVERIFY2(none.exitCode == 0, none.errors.constData()); // it still hit the limit
    expected[u"none slow/0.1"_s] = u"passed"_s;
    expected[u"none slow/0.2"_s] = u"failed"_s;
    QCOMPARE(outcomesOf(file), expected);
    TOUCHSTONE(1, {u"run"_s, u"--resume"_s, u"-o"_s, file, u"--fail-under"_s, u"0.51"_s, u"-q"_s});
    TOUCHSTONE(0, {u"run"_s, u"--resume"_s, u"-o"_s, file, u"--fail-under"_s, u"0.5"_s, u"-q"_s});
}

void TestRunVerbs::scoredAgainByChangedChecks()
{
    const QString file = path(u"scored.touchstone"_s);
    QVERIFY(QFile::copy(m_whole, file));
    const auto before = outcomesOf(file);
    // By the recorded scenarios, with the pack and the answers gone.
    const QString hidden = path(u"hidden"_s);
    QVERIFY(QDir().rename(m_pack.path, hidden)
            && QFile::rename(m_pack.answers, hidden + u".jsonl"_s));
    const ProgramResult same = runTouchstone({u"score"_s, file, u"--json"_s});
    QVERIFY(QDir().rename(hidden, m_pack.path)
            && QFile::rename(hidden + u".jsonl"_s, m_pack.answers));
    QVERIFY2(same.exitCode == 0, same.errors.constData());
    const auto event = parseJson(same.output, {u"stdout"_s, {}, 0});
    QVERIFY(event);
    QCOMPARE(integerOr(*event, "pass", 0), 2);
    QCOMPARE(integerOr(*event, "attempts", 0), scenarios * samples);
    QCOMPARE(integerOr(*event, "changed", -1), 0);
    // By a pack whose check wants the contrary.
    const QString changed = path(u"changed/pack"_s);
    QByteArray text = bytesOf(m_pack.path + u"/pack.json"_s);
    text.replace("assert '{{want}}' == '", "assert '{{want}}' != '");
    writeFile(changed + u"/pack.json"_s, text);
    writeFile(changed + u"/items.jsonl"_s, bytesOf(m_pack.path + u"/items.jsonl"_s));
    TOUCHSTONE(0, {u"score"_s, file, u"--pack"_s, changed, u"-f"_s, u"id:n2"_s});
    QCOMPARE(outcomesOf(file, 1), before);
    QCOMPARE(outcomesOf(file, 2), before);
    QMap<QString, QString> expected = before;
    for (int sample = 0; sample < samples; ++sample)
        expected[u"samples:answers.jsonl n2/%1.0"_s.arg(sample)] =
            sample % 3 ? u"failed"_s : u"passed"_s;
    QCOMPARE(outcomesOf(file), expected);
    TOUCHSTONE(0, {u"verify"_s, file});
    // Recorded actions and their checks are the run's own, whatever was scored since.
    TOUCHSTONE(0, {u"replay"_s, file, u"-f"_s, u"id:n2"_s});
}

void TestRunVerbs::replaySaysWhereItDiverges()
{
    const QString file = path(u"diverging.touchstone"_s);
    QVERIFY(QFile::copy(m_whole, file));
    TOUCHSTONE(0, {u"replay"_s, file, u"-f"_s, u"id:n3"_s});
    // One attempt was recorded with another answer's trace than its end state and verdicts.
    QVERIFY(change(file,
                   "UPDATE event_blob SET blob = (SELECT answer FROM attempt a JOIN scenario s ON "
                   "s.n = a.scenario WHERE s.scenario = 'n3' AND a.sample = 1) WHERE attempt = "
                   "(SELECT a.n FROM attempt a JOIN scenario s ON s.n = a.scenario "
                   "WHERE s.scenario = 'n3' AND a.sample = 0)"));
    const ProgramResult diverged =
        runTouchstone({u"replay"_s, file, u"-f"_s, u"id:n3"_s, u"--json"_s});
    QCOMPARE(diverged.exitCode, 1);
    int differing = 0;
    for (const QByteArray &line : diverged.output.trimmed().split('\n')) {
        const auto event = parseJson(line, {u"stdout"_s, {}, 0});
        QVERIFY(event);
        const QStringList divergences = stringsOr(*event, "divergences");
        if (integerOr(*event, "sample", -1) != 0) {
            QCOMPARE(divergences, QStringList());
            continue;
        }
        ++differing;
        QCOMPARE(
            divergences,
            (QStringList{u"the final workspace differs"_s, u"value: passed, recorded failed"_s}));
    }
    QCOMPARE(differing, 1);
}

void TestRunVerbs::secretsStayOut()
{
    const QByteArray secret = "sk-test-\"9f8e7d6c5b4a\"";
    const QString answers = path(u"secret.jsonl"_s);
    writeFile(answers,
              dumpJson({{"scenario", "n1"}, {"answer", "a " + secret.toStdString() + " z"}})
                  + '\n');
    const QString file = path(u"secret.touchstone"_s);
    qputenv("OPENAI_API_KEY", secret);
    const ProgramResult ran =
        runTouchstone({u"run"_s, m_pack.path, u"-a"_s, u"samples:"_s + answers, u"-f"_s, u"id:n1"_s,
                       u"--seed"_s, u"1"_s, u"-o"_s, file});
    const ProgramResult scored = runTouchstone({u"score"_s, file});
    qunsetenv("OPENAI_API_KEY");
    QVERIFY2(ran.exitCode == 0, ran.errors.constData());
    QVERIFY2(scored.exitCode == 0, scored.errors.constData());
    QVERIFY(!bytesOf(file).contains("9f8e7d6c5b4a"));
    TOUCHSTONE(0, {u"verify"_s, file});
    const auto opened = RunFile::open(file, RunFile::Mode::Read);
    QVERIFY(opened);
    const auto record = (*opened)->attempt(u"0"_s);
    QVERIFY2(record, record ? "" : qPrintable(record.error().text()));
    QCOMPARE((*opened)->blob(record->answer).value_or(QByteArray()),
             "a [redacted:OPENAI_API_KEY] z");
}

void TestRunVerbs::newerFilesAreRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString file = u"newer.touchstone"_s;
    for (const QString &verb :
         {u"info"_s, u"verify"_s, u"report"_s, u"score"_s, u"replay"_s, u"compact"_s, u"export"_s})
        QTest::newRow(qPrintable(verb)) << QStringList{verb, file};
    QTest::newRow("merge") << QStringList{u"merge"_s, file, u"-o"_s, u"x.touchstone"_s};
    QTest::newRow("resume") << QStringList{u"run"_s, u"--resume"_s, u"-o"_s, file};
    QTest::newRow("compare") << QStringList{u"compare"_s, file, file};
}

void TestRunVerbs::newerFilesAreRefused()
{
    QFETCH(QStringList, arguments);
    const QString file = path(u"newer.touchstone"_s);
    QByteArray bytes = bytesOf(m_whole);
    bytes[63] = 9; // SQLite's user_version
    writeFile(file, bytes);
    const ProgramResult refused = runTouchstone(arguments, m_folder.path());
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errors.contains("written by a newer Touchstone (schema 9"),
             refused.errors.constData());
    QCOMPARE(bytesOf(file), bytes);
}

void TestRunVerbs::whatIsLeftOfADamagedFile()
{
    const QString file = path(u"cut.touchstone"_s);
    const QByteArray bytes = bytesOf(m_whole);
    writeFile(file, bytes.left(bytes.size() - 4096));
    const ProgramResult verified = runTouchstone({u"verify"_s, file});
    QCOMPARE(verified.exitCode, 1);
    QVERIFY2(verified.errors.contains("is truncated"), verified.errors.constData());
    const ProgramResult resumed = runTouchstone(run(file, {u"--resume"_s}));
    QCOMPARE(resumed.exitCode, 2);
    QVERIFY2(resumed.errors.contains("touchstone merge"), resumed.errors.constData());
    const QString rescued = path(u"rescued.touchstone"_s);
    TOUCHSTONE(1, {u"merge"_s, file, u"-o"_s, rescued});
    QVERIFY(!outcomesOf(rescued).isEmpty());
    // What is not lost is taken up from there.
    TOUCHSTONE(0, run(rescued, {u"--resume"_s}));
    QCOMPARE(outcomesOf(rescued).size(), scenarios * samples);
}

QTEST_GUILESS_MAIN(TestRunVerbs)
#include "tst_runverbs.moc"
