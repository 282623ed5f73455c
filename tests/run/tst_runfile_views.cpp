#include "run/sample_attempts.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>

using namespace touchstone;
using namespace touchstone::testing;

namespace {

// The columns are a promise: pandas and R code depends on them. Add at the end, in a new version.
const QMap<QString, QString> &promised()
{
    static const QMap<QString, QString> columns{
        {u"runs"_s, u"run created_ms touchstone environment plan plan_digest"_s},
        {u"passes"_s, u"pass created_ms touchstone note"_s},
        {u"scores"_s, u"attempt pass latest outcome score reason"_s},
        {u"attempts"_s,
         u"attempt run pack scenario kind language tags difficulty agent model sample retry pass "
         "outcome score reason left_out limit_hit started_ms duration_ms agent_ms check_ms "
         "input_tokens output_tokens cost_usd scenario_digest answer_digest end_manifest_digest"_s},
        {u"verdicts"_s,
         u"attempt pass latest verdict check type role weight turn status score reason error_code "
         "limit_hit duration_ms"_s},
        {u"measures"_s, u"attempt pass latest verdict check name value"_s},
        {u"events"_s,
         u"attempt event parent type actor conversation turn wall_ms monotonic_ns data blobs"_s},
        {u"model_calls"_s,
         u"attempt event actor conversation turn wall_ms model input_tokens output_tokens cost_usd "
         "duration_ms request response"_s},
    };
    return columns;
}

} // namespace

/// The views, as a data scientist meets them: through Python's own sqlite3.
class RunFileViewsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_path;
    FinishedAttempt m_plain = sampleAttempt(0);
    FinishedAttempt m_full = sampleAttempt(1, true);

    /// Rows as a JSON array of objects.
    Json query(const QString &sql)
    {
        static const QString program =
            u"import json, sqlite3, sys\n"
            "db = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)\n"
            "db.execute('PRAGMA trusted_schema=OFF')\n"
            "db.row_factory = sqlite3.Row\n"
            "rows = db.execute(sys.argv[2])\n"
            "names = [d[0] for d in rows.description]\n"
            "print(json.dumps({'columns': names, 'rows': [dict(r) for r in rows]}))\n"_s;
        QProcess python;
        python.start(u"python3"_s, {u"-c"_s, program, m_path, sql});
        python.waitForFinished(-1);
        const auto json = parseJson(python.readAllStandardOutput(), {});
        if (!json)
            qWarning("%s: %s", qPrintable(sql), python.readAllStandardError().constData());
        return json.value_or(Json());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"python3"_s).isEmpty())
            QSKIP("python3 is not installed");
        m_path = m_folder.filePath(u"run.touchstone"_s);
        auto file = RunFile::create(m_path, sampleManifest());
        VERIFY_OK(file);
        VERIFY_OK((*file)->append({m_plain, m_full}));
        const auto pass = (*file)->beginPass({0, 5, u"0.2.0"_s, {{"why", "test"}}});
        VERIFY_OK(pass);
        VERIFY_OK((*file)->appendPass(*pass,
                                      {{m_plain.record.id,
                                        {Outcome::Passed, u"now"_s, 1.0},
                                        m_full.verdicts,
                                        m_full.blobs}}));
        VERIFY_OK((*file)->publish());
    }

    void columnsAreKept_data()
    {
        QTest::addColumn<QString>("view");
        for (const QString &view : promised().keys())
            QTest::newRow(qPrintable(view)) << view;
    }

    void columnsAreKept()
    {
        QFETCH(QString, view);
        for (const QString &suffix : {u""_s, u"_v1"_s}) {
            const Json answer = query(u"SELECT * FROM "_s + view + suffix);
            QCOMPARE(stringsOr(answer, "columns").join(u' '), promised()[view]);
            QVERIFY(!memberOr(answer, "rows").empty());
        }
    }

    void attemptsShowTheLatestPass()
    {
        const Json rows = query(u"SELECT * FROM attempts ORDER BY attempt"_s)["rows"];
        QCOMPARE(rows.size(), 2u);
        const Json &first = rows[0];
        QCOMPARE(stringOr(first, "attempt"), m_plain.record.id);
        QCOMPARE(stringOr(first, "outcome"), u"passed"_s);
        QCOMPARE(stringOr(first, "reason"), u"now"_s);
        QCOMPARE(integerOr(first, "pass", 0), 2);
        QCOMPARE(stringOr(first, "scenario"), u"HumanEval/0"_s);
        QCOMPARE(numberOr(first, "duration_ms", 0), 20.0);
        const Json &second = rows[1];
        QCOMPARE(integerOr(second, "pass", 0), 1);
        QCOMPARE(stringOr(second, "limit_hit"), u"wall"_s);
        QCOMPARE(stringOr(second, "tags"), u"[\"list\",\"süß\"]"_s);
        QCOMPARE(integerOr(second, "input_tokens", 0), 12'345'678'901);
        QCOMPARE(numberOr(second, "cost_usd", 0), 0.0125);
        QCOMPARE(stringOr(second, "answer_digest"), m_full.record.answer.hex());
        QCOMPARE(stringOr(second, "end_manifest_digest"), m_full.record.endManifest.hex());
    }

    void verdictsAndMeasuresKnowTheLatest()
    {
        const QString of = u" WHERE attempt = '%1' ORDER BY pass, verdict"_s.arg(m_plain.record.id);
        const Json verdicts = query(u"SELECT * FROM verdicts"_s + of)["rows"];
        QCOMPARE(verdicts.size(), 3u);
        QCOMPARE(integerOr(verdicts[0], "latest", -1), 0);
        QCOMPARE(integerOr(verdicts[1], "latest", -1), 1);
        QCOMPARE(stringOr(verdicts[2], "check"), u"lint"_s);
        QCOMPARE(stringOr(verdicts[2], "status"), u"error"_s);
        QCOMPARE(stringOr(verdicts[2], "error_code"), u"tool-missing"_s);
        QCOMPARE(numberOr(verdicts[2], "weight", 0), 0.5);
        const Json measures = query(u"SELECT * FROM measures"_s + of + u", name"_s)["rows"];
        QCOMPARE(measures.size(), 4u);
        QCOMPARE(stringOr(measures[3], "name"), u"warnings"_s);
        QCOMPARE(numberOr(measures[3], "value", 0), 3.0);
        const Json scores = query(u"SELECT * FROM scores"_s + u" ORDER BY attempt, pass"_s)["rows"];
        QCOMPARE(scores.size(), 3u);
        QCOMPARE(stringOr(scores[0], "outcome"), u"failed"_s);
    }

    void eventsCarryTheirBlobs()
    {
        const QString of = u" WHERE attempt = '%1' ORDER BY event"_s.arg(m_full.record.id);
        const Json events = query(u"SELECT * FROM events"_s + of)["rows"];
        QCOMPARE(events.size(), 4u);
        QCOMPARE(stringOr(events[1], "type"), u"message"_s);
        QCOMPARE(stringOr(events[0], "blobs"), u"{}"_s);
        const auto blobs = parseJson(stringOr(events[3], "blobs").toUtf8(), {});
        VERIFY_OK(blobs);
        QCOMPARE(stringOr(*blobs, "raw"), m_full.record.answer.hex());
        const Json calls = query(u"SELECT * FROM model_calls"_s)["rows"];
        QCOMPARE(calls.size(), 1u);
        QCOMPARE(stringOr(calls[0], "model"), u"model-2026"_s);
        QCOMPARE(integerOr(calls[0], "output_tokens", 0), 6);
        const auto request = parseJson(stringOr(calls[0], "request").toUtf8(), {});
        VERIFY_OK(request);
        QVERIFY(*request == m_full.events[3].data["request"]);
    }

    void runsAndPassesAreThere()
    {
        const Json runs = query(u"SELECT *, json_extract(environment, '$.cpu') AS cpu FROM runs"_s);
        QCOMPARE(stringOr(runs["rows"][0], "cpu"), u"test"_s);
        QCOMPARE(stringOr(runs["rows"][0], "plan_digest"), sampleManifest().planDigest.hex());
        const Json passes = query(u"SELECT * FROM passes"_s)["rows"];
        QCOMPARE(passes.size(), 2u);
        QCOMPARE(stringOr(passes[1], "note"), u"{\"why\":\"test\"}"_s);
    }
};

QTEST_GUILESS_MAIN(RunFileViewsTest)
#include "tst_runfile_views.moc"
