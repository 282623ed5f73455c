#include "core/check/verdict.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

class TestVerdict : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names();
    void makers();
    void roundTrip();
    void refuses_data();
    void refuses();
};

void TestVerdict::names()
{
    for (const VerdictStatus status : {VerdictStatus::Passed, VerdictStatus::Failed,
                                       VerdictStatus::Error, VerdictStatus::Skipped})
        QCOMPARE(verdictStatusFromName(verdictStatusName(status)), std::optional(status));
    QVERIFY(!verdictStatusFromName(u"perhaps"_s));
}

void TestVerdict::makers()
{
    QCOMPARE(Verdict::passed(u"fine"_s).score, 1.0);
    QCOMPARE(Verdict::failed(u"half"_s, 0.5).score, 0.5);
    const Verdict error =
        Verdict::error(Error{ErrorCode::ToolMissing, u"no pytest"_s, {}}.within(u"testing"_s));
    QCOMPARE(error.status, VerdictStatus::Error);
    QCOMPARE(error.errorCode, u"tool-missing"_s);
    QCOMPARE(error.reason, u"no pytest (while testing)"_s);
    QCOMPARE(error.score, 0.0);
    QCOMPARE(Verdict::skipped(u"later"_s).status, VerdictStatus::Skipped);
}

void TestVerdict::roundTrip()
{
    Verdict verdict = Verdict::failed(u"zu wenig ä"_s, 0.25);
    verdict.check = u"hidden"_s;
    verdict.type = u"tests"_s;
    verdict.role = CheckRole::Graded;
    verdict.weight = 2.5;
    verdict.turn = 3;
    verdict.limit = LimitKind::Memory;
    verdict.errorCode = u"tool-failed"_s;
    verdict.measures = {{u"tests.passed"_s, 11.0}, {u"x"_s, -0.5}};
    verdict.durationUs = 123456;
    verdict.evidence = {{u"text"_s, u"out"_s, {{"text", "a\nb"}}, {}},
                        {u"picture"_s, u"p"_s, {{"width", 3}}, Digest::of("png")}};
    const auto back = verdictFromJson(toJson(verdict), {u"run"_s, {}, 0});
    QVERIFY2(back, back ? "" : qPrintable(back.error().text()));
    QCOMPARE(*back, verdict);
    const Verdict plain = Verdict::passed();
    QCOMPARE(*verdictFromJson(toJson(plain), {}), plain);
}

void TestVerdict::refuses_data()
{
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QString>("names");
    QTest::newRow("status") << QByteArray(R"({"status": "perhaps"})") << u"/status"_s;
    QTest::newRow("role") << QByteArray(R"({"role": "boss"})") << u"/role"_s;
    QTest::newRow("limit") << QByteArray(R"({"limit": "patience"})") << u"patience"_s;
    QTest::newRow("score above") << QByteArray(R"({"score": 1.5})") << u"/score"_s;
    QTest::newRow("score below") << QByteArray(R"({"score": -1})") << u"/score"_s;
    QTest::newRow("measure") << QByteArray(R"({"measures": {"a": "b"}})") << u"/measures/a"_s;
    QTest::newRow("evidence") << QByteArray(R"({"evidence": [{"kind": ""}]})") << u"/evidence/0"_s;
    QTest::newRow("blob") << QByteArray(
        R"({"evidence": [{"kind": "picture", "data": {}, "blob": "12"}]})")
                          << u"SHA-256"_s;
}

void TestVerdict::refuses()
{
    QFETCH(QByteArray, patch);
    QFETCH(QString, names);
    Json json = toJson(Verdict::passed());
    json.update(*parseJson(patch, {}));
    const auto verdict = verdictFromJson(json, {u"run"_s, {}, 0});
    QVERIFY(!verdict);
    QVERIFY2(verdict.error().text().contains(names), qPrintable(verdict.error().text()));
}

QTEST_GUILESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
