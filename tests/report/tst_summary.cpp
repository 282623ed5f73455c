#include "core/report/report.h"
#include "core/report/textgrid.h"
#include "core/scenario/schema.h"

#include "report/samplerun.h"
#include "support/golden.h"

#include <cmath>

using namespace touchstone;
using namespace touchstone::test;

class TestSummary : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsAndRates();
    void groups();
    void checks();
    void leftOutAnswers();
    void retriesAreApart();
    void usableKs();
    void nothingAndOnlyErrors();
    void passRateIsTheLowest();
    void table_data();
    void table();
    void strangersInTheTable();
    void jsonHasItsSchema();
    void memoryIsFlatInAttempts();
};

namespace {

RunSummary summaryOf(const std::vector<FinishedAttempt> &attempts, std::vector<int> ks = {1, 5, 10})
{
    SummaryBuilder builder;
    for (const FinishedAttempt &attempt : attempts)
        builder.add(attempt.record, attempt.verdicts);
    RunSummary summary = builder.finish(std::move(ks));
    summary.path = u"/somewhere/demo.touchstone"_s;
    summary.manifest = manifestOf(u"01RUN"_s);
    return summary;
}

qint64 residentKilobytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4;
}

} // namespace

void TestSummary::countsAndRates()
{
    const RunSummary summary = summaryOf(demoAttempts());
    QCOMPARE(summary.agents.size(), 2U);
    QCOMPARE(summary.scenarios.size(), 4U);
    QCOMPARE(summary.attempts(), 21);
    QCOMPARE(summary.errors(), 1);

    const GroupSummary &good = summary.agents[0].total;
    QCOMPARE(good.name, u"samples:good.jsonl"_s);
    QCOMPARE(good.counts, OutcomeCounts({10, 8, 1, 0, 1, 0}));
    QCOMPARE(good.scenarios, 3);
    QCOMPARE(good.passAt1().denominator, 3);
    QCOMPARE(good.passAt1().value, (1.0 + 2.0 / 3.0 + 1.0) / 3.0);
    QCOMPARE(good.rates.back().k, 3);
    QCOMPARE(good.rates.back().passAtK.value, 1.0);
    QCOMPARE(good.rates.back().passHatK.value, 2.0 / 3.0);
    QCOMPARE(good.score.value, (1.0 + 2.5 / 3.0 + 1.0) / 3.0);

    const AgentSummary &weak = summary.agents[1];
    QCOMPARE(weak.total.counts, OutcomeCounts({11, 1, 7, 1, 1, 1}));
    QCOMPARE(weak.total.passAt1().value, (0.0 + 0.0 + 1.0 / 3.0) / 3.0);
    QCOMPARE(weak.total.passAt1().withErrors, 1);
    QCOMPARE(weak.total.passAt1().errorBounds.high, (0.0 + 1.0 / 3.0 + 1.0 / 3.0) / 3.0);
    QCOMPARE(weak.total.limits, (QMap<QString, int>{{u"wall"_s, 2}}));
    QCOMPARE(weak.models, QStringList{u"weak-model-2026-01"_s});
    QCOMPARE(weak.inputTokens, 12 * 1200);
    QVERIFY(weak.total.p95Us > 3'000'000.0);
    const MatrixCell &cell = summary.scenarios[1].cells[1];
    QCOMPARE(cell.counts, SampleCounts({2, 0, 1, 0}));
}

void TestSummary::groups()
{
    const RunSummary summary = summaryOf(demoAttempts());
    const auto &byTag = summary.agents[0].groups[Dimension::Tag];
    QStringList names;
    for (const GroupSummary &group : byTag)
        names.append(group.name);
    QCOMPARE(names, QStringList({u"lists"_s, u"short"_s, u"text"_s, u"zig"_s}));
    QCOMPARE(byTag[0].passAt1().value, (1.0 + 2.0 / 3.0) / 2.0);
    QCOMPARE(byTag[1].passAt1(), summary.agents[0].total.passAt1());
    QVERIFY(std::isnan(byTag[3].passAt1().value));
    QCOMPARE(byTag[3].counts.unsupported, 1);
    const auto &byDifficulty = summary.agents[1].groups[Dimension::Difficulty];
    QCOMPARE(byDifficulty.size(), 2U);
    QCOMPARE(byDifficulty[1].name, u"medium"_s);
    QCOMPARE(byDifficulty[1].counts.leftOut, 1);
}

void TestSummary::checks()
{
    const RunSummary summary = summaryOf(demoAttempts());
    const auto &checks = summary.agents[1].checks;
    QCOMPARE(checks.size(), 2U);
    QCOMPARE(checks[1].id, u"tests"_s);
    QCOMPARE(checks[1].passed, 1);
    QCOMPARE(checks[1].failed, 8);
    QCOMPARE(checks[1].errors, 1);
    QCOMPARE(checks[1].skipped, 1);
    QCOMPARE(checks[1].errorCodes, (QMap<QString, int>{{u"tool-missing"_s, 1}}));
}

void TestSummary::leftOutAnswers()
{
    AttemptMaker maker;
    std::vector<FinishedAttempt> attempts;
    for (int sample = 0; sample < 3; ++sample) {
        attempts.push_back(maker.make(u"a"_s, u"x"_s, sample, Outcome::Passed));
        attempts.back().record.leftOut = sample > 0;
        attempts.push_back(maker.make(u"b"_s, u"x"_s, sample, Outcome::Passed));
        attempts.back().record.leftOut = true;
    }
    const RunSummary summary = summaryOf(attempts);
    const GroupSummary &total = summary.agents[0].total;
    QCOMPARE(total.counts, OutcomeCounts({6, 1, 0, 0, 0, 5}));
    QCOMPARE(total.passAt1().value, 0.5); // of a one of one, of b none of three
    QCOMPARE(total.passAt1().denominator, 2);
    QCOMPARE(total.score.value, 0.5);
    QCOMPARE(total.rates.back().k, 3);
    QCOMPARE(total.rates.back().passAtK.denominator, 1);
}

void TestSummary::retriesAreApart()
{
    const RunSummary summary = summaryOf(demoAttempts());
    QCOMPARE(summary.agents[1].retries, OutcomeCounts({1, 1, 0, 0, 0, 0}));
    QCOMPARE(summary.agents[0].retries.attempts, 0);
    AttemptMaker maker;
    FinishedAttempt first = maker.make(u"a"_s, u"x"_s, 0, Outcome::Failed);
    FinishedAttempt again = maker.make(u"a"_s, u"x"_s, 0, Outcome::Error);
    again.record.retry = 1;
    const RunSummary alone = summaryOf({first, again});
    QCOMPARE(alone.passRate(), 0.0);
    QCOMPARE(alone.errors(), 1); // a gate sees those too
}

void TestSummary::usableKs()
{
    AttemptMaker maker;
    std::vector<FinishedAttempt> attempts;
    for (int sample = 0; sample < 7; ++sample)
        attempts.push_back(maker.make(u"a"_s, u"x"_s, sample, Outcome::Passed));
    attempts.push_back(maker.make(u"b"_s, u"x"_s, 0, Outcome::Failed));
    const RunSummary summary = summaryOf(attempts, {10, 5, 1, 5, 0, -3});
    std::vector<int> ks;
    for (const RateAtK &rate : summary.agents[0].total.rates)
        ks.push_back(rate.k);
    QCOMPARE(ks, std::vector<int>({1, 5, 7}));
    QCOMPARE(summary.agents[0].total.rates[1].passAtK.denominator, 1);
    QCOMPARE(summary.agents[0].total.rates[0].passAtK.denominator, 2);
}

void TestSummary::nothingAndOnlyErrors()
{
    const RunSummary nothing = summaryOf({});
    QVERIFY(std::isnan(nothing.passRate()));
    QVERIFY(tableReport(nothing, 80, false).contains(u"No attempts"_s));
    AttemptMaker maker;
    const RunSummary errors = summaryOf({erroneous(maker, u"a"_s, u"x"_s, 0)});
    QVERIFY(std::isnan(errors.passRate()));
    QVERIFY(!(errors.passRate() >= 0.0)); // so that no gate passes
    QCOMPARE(errors.agents[0].total.passAt1().errorBounds, Interval({0.0, 1.0}));
    QVERIFY(tableReport(errors, 80, false)
                .contains(u"errors: 1 of 1 attempt; pass@1 between 0.0 % and 100.0 %"_s));
}

void TestSummary::passRateIsTheLowest()
{
    const RunSummary summary = summaryOf(demoAttempts());
    QCOMPARE(summary.passRate(), summary.agents[1].total.passAt1().value);
}

void TestSummary::table_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("colour");
    QTest::newRow("wide") << 120 << false;
    QTest::newRow("narrow") << 60 << false;
    QTest::newRow("colour") << 100 << true;
}

void TestSummary::table()
{
    QFETCH(int, width);
    QFETCH(bool, colour);
    const QString text = tableReport(summaryOf(demoAttempts()), width, colour);
    const QString name = u"report/table-%1.txt"_s.arg(QString::fromLatin1(QTest::currentDataTag()));
    const QString problem = differsFromGolden(text.toUtf8(), name);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QCOMPARE(text.contains(u'\x1b'), colour);
}

void TestSummary::strangersInTheTable()
{
    AttemptMaker maker;
    const QString name = u"evil\x1b[2J\nagent\u202E"_s;
    const RunSummary summary =
        summaryOf({maker.make(u"id\twith\rtricks"_s, name, 0, Outcome::Failed)});
    const QString text = tableReport(summary, 80, false);
    QVERIFY(!text.contains(u'\x1b'));
    QVERIFY(!text.contains(u'\r'));
    QVERIFY(!text.contains(QChar(0x202E)));
    QVERIFY(text.contains(u"evil␛[2J␊agent‹U+202E›"_s));
    QVERIFY(text.contains(u"id␉with␍tricks"_s));
    QCOMPARE(displayWidth(u"日本"_s), 4);
    QCOMPARE(displayWidth(u"e\u0301"_s), 1);
}

void TestSummary::jsonHasItsSchema()
{
    for (const auto &attempts : {demoAttempts(), std::vector<FinishedAttempt>()}) {
        const Json json = summaryJson(summaryOf(attempts));
        // as a reader gets it
        const auto parsed = parseJson(dumpJson(json), {u"summary"_s, {}, 0});
        VERIFY_OK(parsed);
        VERIFY_OK(validateJson(*parsed, u"summary"_s, {u"summary"_s, {}, 0}));
    }
    Json broken = summaryJson(summaryOf(demoAttempts()));
    broken["agents"][0]["score"]["value"] = "high";
    QVERIFY(!validateJson(broken, u"summary"_s, {u"summary"_s, {}, 0}));
}

void TestSummary::memoryIsFlatInAttempts()
{
    AttemptMaker maker;
    FinishedAttempt attempt = passing(maker, u"s"_s, u"x"_s, 0);
    attempt.record.reason = QString(1000, u'r');
    SummaryBuilder builder;
    const auto addMany = [&](int count) {
        for (int i = 0; i < count; ++i) {
            attempt.record.sample = i;
            attempt.record.scenario = u"scenario %1"_s.arg(i % 500);
            attempt.record.id = u"attempt %1"_s.arg(i);
            attempt.record.durationUs = 1000 + i * 7919LL % 5'000'000;
            builder.add(attempt.record, attempt.verdicts);
        }
    };
    addMany(20'000);
    const qint64 before = residentKilobytes();
    addMany(180'000);
    const qint64 grown = residentKilobytes() - before;
    QVERIFY2(grown < 2'000, qPrintable(u"%1 KiB for 180,000 attempts"_s.arg(grown)));
    const RunSummary summary = builder.finish({1});
    QCOMPARE(summary.attempts(), 200'000);
    QCOMPARE(summary.scenarios.size(), 500U);
}

QTEST_GUILESS_MAIN(TestSummary)
#include "tst_summary.moc"
