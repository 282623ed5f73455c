#include "support/checkbench.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

namespace {

const QByteArray answer = "The cache is cleared by Store.drop() in src/store.py,\n"
                          "which `Session.close` calls. It never touches the disk.\n";

Json json(const QByteArray &text)
{
    const auto parsed = parseJson(text, {u"test"_s, {}, 0});
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().text()));
    return *parsed;
}

} // namespace

/// The predicate tree on an answer's text.
class TestTerms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void trees_data();
    void trees();
    void saysWhichBranchFailed();
    void noAnswerFails();
    void longAnswersFail();
    void catastrophicExpressionsAreErrors();
    void refusesWhatIsNoTree_data();
    void refusesWhatIsNoTree();
};

void TestTerms::trees_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<bool>("holds");
    QTest::addColumn<double>("score");
    const auto row = [](const char *name, const char *parameters, bool holds, double score) {
        QTest::newRow(name) << QByteArray(parameters) << holds << score;
    };
    row("a text", R"({"terms": "Store.drop"})", true, 1);
    row("a text that is not there", R"({"terms": "Store.clear"})", false, 0);
    row("case counts", R"({"terms": "store.DROP"})", false, 0);
    row("case does not count", R"({"terms": "store.DROP", "ignore_case": true})", true, 1);
    row("a list", R"({"terms": ["Store.drop", "Session.close"]})", true, 1);
    row("half of a list", R"({"terms": ["Store.drop", "Session.open"]})", false, 0.5);
    row("allOf", R"({"terms": {"allOf": ["cache", "disk", "network", "never"]}})", false, 0.75);
    row("anyOf", R"({"terms": {"anyOf": ["network", "disk"]}})", true, 1);
    row("none of anyOf", R"({"terms": {"anyOf": ["network", "tape"]}})", false, 0);
    row("not", R"({"terms": {"not": "network"}})", true, 1);
    row("not, and it is there", R"({"terms": {"not": "disk"}})", false, 0);
    row("not of a list", R"({"terms": {"not": ["disk", "network"]}})", true, 1);
    row("an expression", R"x({"terms": {"regex": "Store\\.(drop|clear)"}})x", true, 1);
    row("an expression at a line", R"({"terms": {"regex": "^which"}})", true, 1);
    row("an expression, case", R"({"terms": {"regex": "STORE"}, "ignore_case": true})", true, 1);
    row("nested",
        R"({"terms": ["cache", {"anyOf": [{"allOf": ["Store", "x-x"]}, {"not": {"regex": "x-x"}}]}]})",
        true, 1);
}

void TestTerms::trees()
{
    QFETCH(QByteArray, parameters);
    QFETCH(bool, holds);
    QFETCH(double, score);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.answer = answer;
    QCOMPARE(bench.objection(u"terms"_s, json(parameters)), QString());
    const Verdict verdict = bench.judge(u"terms"_s, json(parameters), {});
    QVERIFY2(verdict.status == (holds ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QCOMPARE(verdict.score, score);
}

void TestTerms::saysWhichBranchFailed()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.answer = answer;
    const Verdict verdict = bench.judge(
        u"terms"_s,
        json(
            R"({"terms": ["cache", {"allOf": ["disk", {"anyOf": ["tape", {"regex": "net.*k"}]}]}]})"),
        {});
    QCOMPARE(verdict.reason, u"does not hold: any of ('tape', /net.*k/)"_s);
    const Json rows = verdict.evidence.front().data["rows"];
    QCOMPARE(rows.size(), 4U);
    QVERIFY(rows[0] == Json::array({"'cache'", "there", "line 1", "passed"}));
    QVERIFY(rows[1] == Json::array({"'disk'", "there", "line 2", "passed"}));
    QVERIFY(rows[2] == Json::array({"'tape'", "there", "nowhere", "failed"}));
    const Verdict not_ = bench.judge(u"terms"_s, json(R"({"terms": {"not": "disk"}})"), {});
    QCOMPARE(not_.reason, u"does not hold: not 'disk'"_s);
    QVERIFY(not_.evidence.front().data["rows"][0]
            == Json::array({"'disk'", "absent", "line 2", "failed"}));
}

void TestTerms::noAnswerFails()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    for (const QByteArray &empty : {QByteArray(), QByteArray(" \n\t")}) {
        bench.answer = empty;
        const Verdict verdict = bench.judge(u"terms"_s, json(R"({"terms": {"not": "x"}})"), {});
        QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    }
}

void TestTerms::longAnswersFail()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.answer = QByteArray(10'000'000, 'x');
    const Verdict verdict = bench.judge(u"terms"_s, json(R"({"terms": "x"})"), {});
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QVERIFY(verdict.reason.contains(u"10000000 bytes"_s));
}

void TestTerms::catastrophicExpressionsAreErrors()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.answer = QByteArray(100'000, 'a') + "!";
    QElapsedTimer timer;
    timer.start();
    for (const char *pattern : {"(a+)+$", "^(a|a)*$", "(a|aa)+$", "(.*)*x"}) {
        const Verdict verdict = bench.judge(u"terms"_s, {{"terms", {{"regex", pattern}}}}, {});
        QVERIFY2(verdict.status != VerdictStatus::Passed, shown(verdict));
    }
    const Verdict verdict = bench.judge(u"terms"_s, json(R"({"terms": {"regex": "(a+)+$"}})"), {});
    QVERIFY2(verdict.status == VerdictStatus::Error, shown(verdict));
    QCOMPARE(verdict.errorCode, u"bad-input"_s);
    QVERIFY2(verdict.reason.contains(u"gave up"_s), shown(verdict));
    QVERIFY2(timer.elapsed() < 60'000, "they were let run");
}

void TestTerms::refusesWhatIsNoTree_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const char *parameters, const QString &place) {
        QTest::newRow(name) << QByteArray(parameters) << place;
    };
    row("none", R"({})", u"/checks/0/terms: expected"_s);
    row("an empty text", R"({"terms": ""})", u"/checks/0/terms: expected"_s);
    row("an empty list", R"({"terms": []})", u"/checks/0/terms: expected"_s);
    row("an empty allOf", R"({"terms": {"allOf": []}})", u"/checks/0/terms: expected"_s);
    row("a number", R"({"terms": ["x", 3]})", u"/checks/0/terms/1: expected"_s);
    row("a word", R"({"terms": {"oneOf": ["x"]}})", u"/checks/0/terms: expected"_s);
    row("two at once", R"({"terms": {"not": "x", "anyOf": ["y"]}})",
        u"/checks/0/terms: expected"_s);
    row("no expression", R"({"terms": {"anyOf": ["x", {"not": {"regex": "("}}]}})",
        u"/checks/0/terms/anyOf/1/not/regex: not a regular expression"_s);
    row("an empty expression", R"({"terms": {"regex": ""}})",
        u"/checks/0/terms/regex: not a regular expression"_s);
}

void TestTerms::refusesWhatIsNoTree()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QString, place);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    bench.answer = answer;
    const QString objection = bench.objection(u"terms"_s, json(parameters));
    QVERIFY2(objection.contains(place), qPrintable(objection));
    QVERIFY(bench.judge(u"terms"_s, json(parameters), {}).status == VerdictStatus::Error);
}

QTEST_GUILESS_MAIN(TestTerms)
#include "tst_terms.moc"
