#include "cli/smallpack.h"
#include "core/base/schema.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Every line that a subcommand prints with --json is what event.schema.json says, and the lines of
/// an export are what export.schema.json says.
class TestEvents : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void events_data();
    void events();
    void everyEventIsSeen();
    void theSchemaRefuses_data();
    void theSchemaRefuses();
    void exportedLines();
    void nothingBesides();

private:
    QList<Json> linesOf(const QByteArray &output);
    SmallPack m_small;
    QString m_run;
    QString m_other;
    QSet<QString> m_seen;
};

void TestEvents::initTestCase()
{
    m_run = m_small.path("run.touchstone");
    m_other = m_small.path("other.touchstone");
    const ProgramResult run =
        runTouchstone({u"run"_s, m_small.path("small"), u"-a"_s, m_small.samples("answers.jsonl"),
                       u"-q"_s, u"-o"_s, m_run});
    if (lacksConfinement(run))
        QSKIP("this machine has no confinement");
    QVERIFY2(run.exitCode == 0, run.errors.constData());
    QVERIFY(QFile::copy(m_run, m_other));
}

QList<Json> TestEvents::linesOf(const QByteArray &output)
{
    QList<Json> lines;
    for (const QByteArray &line : output.split('\n'))
        if (!line.isEmpty())
            lines.append(parseJson(line, {u"a line"_s, {}, 0}).value_or(Json(QString())));
    return lines;
}

void TestEvents::events_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("told"); ///< the sorts of events, each once, in order
    QTest::addColumn<int>("exitCode");
    const QString small = m_small.path("small");
    const QString answers = m_small.samples("answers.jsonl");
    QTest::newRow("list") << QStringList{u"list"_s, small} << QStringList{u"scenario"_s} << 0;
    QTest::newRow("show") << QStringList{u"show"_s, small, u"-f"_s, u"id:one"_s}
                          << QStringList{u"scenario"_s} << 0;
    QTest::newRow("validate") << QStringList{u"validate"_s, small} << QStringList{u"validation"_s}
                              << 0;
    QTest::newRow("new") << QStringList{u"new"_s, m_small.path("mine"), u"first"_s}
                         << QStringList{u"created"_s} << 0;
    QTest::newRow("run, in error")
        << QStringList{u"run"_s, m_small.path("broken"),           u"-a"_s, answers,
                       u"-o"_s,  m_small.path("broken.touchstone")}
        << QStringList{u"run"_s, u"attempt"_s, u"summary"_s} << 3;
    QTest::newRow("run, nothing to do")
        << QStringList{u"run"_s, small,        u"-a"_s, answers,
                       u"-f"_s,  u"id:none"_s, u"-o"_s, m_small.path("empty.touchstone")}
        << QStringList{u"run"_s, u"note"_s, u"summary"_s} << 0;
    QTest::newRow("score") << QStringList{u"score"_s, m_other, u"-f"_s, u"id:one"_s}
                           << QStringList{u"scored"_s} << 0;
    QTest::newRow("replay") << QStringList{u"replay"_s, m_run} << QStringList{u"replay"_s} << 0;
    QTest::newRow("info") << QStringList{u"info"_s, m_run, m_other} << QStringList{u"info"_s} << 0;
    QTest::newRow("verify") << QStringList{u"verify"_s, m_run} << QStringList{u"verify"_s} << 0;
    QTest::newRow("compare") << QStringList{u"compare"_s, m_run, m_other}
                             << QStringList{u"comparison"_s} << 0;
    QTest::newRow("merge") << QStringList{u"merge"_s, m_run, m_other, u"-o"_s,
                                          m_small.path("merged.touchstone")}
                           << QStringList{u"part"_s, u"merged"_s} << 0;
    QTest::newRow("compact") << QStringList{u"compact"_s, m_other} << QStringList{u"compacted"_s}
                             << 0;
    QTest::newRow("import") << QStringList{u"import"_s,
                                           u"table"_s,
                                           m_small.path("small/items.jsonl"),
                                           u"--map"_s,
                                           u"id=id"_s,
                                           u"--map"_s,
                                           u"instruction=id"_s,
                                           u"--map"_s,
                                           u"output=want"_s,
                                           u"-o"_s,
                                           m_small.path("imported")}
                            << QStringList{u"imported"_s} << 0;
    QTest::newRow("plugins") << QStringList{u"plugins"_s} << QStringList{u"plugin"_s} << 0;
    QTest::newRow("doctor") << QStringList{u"doctor"_s}
                            << QStringList{u"confinement"_s, u"tool"_s, u"cell"_s} << -1;
    const QString baseline = m_small.path("baseline.json");
    QTest::newRow("baseline accept")
        << QStringList{u"baseline"_s, u"accept"_s, m_run, u"-o"_s, baseline}
        << QStringList{u"baseline"_s} << 0;
    QTest::newRow("baseline check")
        << QStringList{u"baseline"_s, u"check"_s, m_run, u"--baseline"_s, baseline}
        << QStringList{u"gate"_s} << 0;
    QTest::newRow("bench") << QStringList{u"bench"_s, u"memory"_s, u"-n"_s, u"10"_s}
                           << QStringList{u"bench"_s} << 0;
}

void TestEvents::events()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QStringList, told);
    QFETCH(const int, exitCode);
    const ProgramResult result = runTouchstone(arguments + QStringList{u"--json"_s});
    if (exitCode >= 0)
        QVERIFY2(result.exitCode == exitCode,
                 QByteArray::number(result.exitCode) + ": " + result.errors);
    const QList<Json> lines = linesOf(result.output);
    QStringList sorts;
    for (const Json &line : lines) {
        const auto valid = validateJson(line, u"event"_s, {u"a line"_s, {}, 0});
        QVERIFY2(valid,
                 qPrintable((valid ? QString() : valid.error().text()) + u'\n'
                            + QString::fromUtf8(dumpJson(line))));
        const QString sort = stringOr(line, "event");
        if (sorts.isEmpty() || sorts.last() != sort)
            sorts.append(sort);
        m_seen.insert(sort);
        if (sort == u"summary"_s) {
            Json summary = line;
            summary.erase("event");
            QVERIFY(validateJson(summary, u"summary"_s, {u"the summary"_s, {}, 0}));
        }
        if (sort == u"comparison"_s)
            QVERIFY(validateJson(line["comparison"], u"comparison"_s, {u"it"_s, {}, 0}));
        if (line.contains("scenario") && line["scenario"].is_object())
            QVERIFY(validateJson(line["scenario"], u"resolved-scenario"_s, {u"it"_s, {}, 0}));
    }
    QCOMPARE(sorts, told);
}

/// So that an event that is added has a row above.
void TestEvents::everyEventIsSeen()
{
    const auto schema = schemaDocument(u"event"_s);
    QVERIFY(schema);
    for (const Json &sort : (*schema)["properties"]["event"]["enum"])
        QVERIFY2(m_seen.contains(sort.get<QString>()), qPrintable(sort.get<QString>()));
}

void TestEvents::theSchemaRefuses_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no format") << QByteArray(R"({"event": "run", "attempts": 1})");
    QTest::newRow("unknown event") << QByteArray(R"({"format": 1, "event": "rain"})");
    QTest::newRow("scenario without kind")
        << QByteArray(R"({"format": 1, "event": "scenario", "id": "a"})");
    QTest::newRow("negative count")
        << QByteArray(R"({"format": 1, "event": "run", "attempts": -1})");
    QTest::newRow("members of another")
        << QByteArray(R"({"format": 1, "event": "verify", "attempts": 1})");
}

void TestEvents::theSchemaRefuses()
{
    QFETCH(const QByteArray, line);
    const auto json = parseJson(line, {u"a line"_s, {}, 0});
    QVERIFY(json);
    QVERIFY(!validateJson(*json, u"event"_s, {u"a line"_s, {}, 0}));
}

void TestEvents::exportedLines()
{
    const QString path = m_small.path("run.jsonl");
    const ProgramResult result =
        runTouchstone({u"export"_s, m_run, u"--format"_s, u"jsonl"_s, u"-o"_s, path});
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<Json> lines = linesOf(file.readAll());
    QCOMPARE(lines.size(), 2);
    for (const Json &line : lines) {
        const auto valid = validateJson(line, u"export"_s, {u"a line"_s, {}, 0});
        QVERIFY2(valid, qPrintable(valid ? QString() : valid.error().text()));
        QCOMPARE(stringOr(line, "agent"), u"samples:answers.jsonl"_s);
        QCOMPARE(integerOr(line, "sample", -1), 0);
        QVERIFY(numberOr(line, "duration_ms", -1) >= 0);
        const bool right = stringOr(line, "scenario") == u"one"_s;
        QCOMPARE(stringOr(line, "outcome"), right ? u"passed"_s : u"failed"_s);
        QCOMPARE(numberOr(line, "score", -1), right ? 1.0 : 0.0);
        QCOMPARE(stringOr(line["checks"]["right"], "status"), right ? u"passed"_s : u"failed"_s);
    }
}

/// What goes wrong is said on stderr: a reader of stdout meets nothing but events.
void TestEvents::nothingBesides()
{
    const ProgramResult missing =
        runTouchstone({u"list"_s, m_small.path("nowhere"), m_small.path("small"), u"--json"_s});
    QCOMPARE(missing.exitCode, 2);
    QVERIFY(missing.errors.contains("nowhere"));
    const QList<Json> lines = linesOf(missing.output);
    QCOMPARE(lines.size(), 2);
    for (const Json &line : lines)
        QVERIFY(validateJson(line, u"event"_s, {u"a line"_s, {}, 0}));
}

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
