#include "core/report/baseline.h"

#include "report/samplerun.h"

#include <cmath>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

class TestBaseline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofARun();
    void isReadAsItWasWritten();
    void hasAnEntryALine();
    void refuses_data();
    void refuses();
    void exactly_data();
    void exactly();
    void byInterval();
    void oneAgentEach();
    void quarantine();
    void theSmallestFallThatShows();
};

namespace {

const QDate today(2026, 11, 27);

BaselineEntry entry(const QString &scenario, int attempts, int passes, int errors = 0,
                    double score = -1)
{
    return {u"agent"_s,
            u"demo"_s,
            scenario,
            attempts,
            passes,
            errors,
            score >= 0              ? score
                : attempts > errors ? double(passes) / (attempts - errors)
                                    : 0.0};
}

Baseline baseline(std::vector<BaselineEntry> entries)
{
    return {u"run"_s, u"0.1.0"_s, std::move(entries), {}};
}

Result<Baseline> read(const QByteArray &text)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"baseline.json"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush())
        return fail(ErrorCode::Io, file.errorString());
    return readBaseline(file.fileName());
}

} // namespace

void TestBaseline::ofARun()
{
    const QTemporaryDir folder;
    auto file = RunFile::create(folder.filePath(u"a.touchstone"_s), manifestOf(u"the run"_s));
    VERIFY_OK(file);
    VERIFY_OK((*file)->append(demoAttempts()));
    const auto made = baselineOf(**file);
    VERIFY_OK(made);
    QCOMPARE(made->run, u"the run"_s);
    QCOMPARE(made->entries.size(), size_t(8));
    const BaselineEntry &weakMerge = made->entries[1]; // by agent, pack and scenario
    QCOMPARE(weakMerge.agent, u"chat:weak-model"_s);
    QCOMPARE(weakMerge.scenario, u"lists/merge"_s);
    QCOMPARE(weakMerge.attempts, 3); // without the one that was run again
    QCOMPARE(weakMerge.passes, 0);
    QCOMPARE(weakMerge.errors, 1);
    QCOMPARE(made->entries[3].errors, 1); // zig/ring, which could not be run
}

void TestBaseline::isReadAsItWasWritten()
{
    Baseline written = baseline({entry(u"a"_s, 3, 2), entry(u"b \"quoted\"\n"_s, 2, 0, 1, 0.25)});
    written.quarantine = {{u"demo"_s, u"a"_s, u"the clock"_s, today}};
    const auto found = read(baselineText(written));
    VERIFY_OK(found);
    QCOMPARE(found->entries[1], written.entries[1]);
    QVERIFY(std::abs(found->entries[0].score - 2.0 / 3) < 1e-6);
    QCOMPARE(found->quarantine, written.quarantine);
    QCOMPARE(baselineText(*found), baselineText(written));
}

void TestBaseline::hasAnEntryALine()
{
    const QByteArray text = baselineText(baseline({entry(u"a"_s, 3, 2), entry(u"b"_s, 1, 1)}));
    QVERIFY2(text.contains("\n    {\"agent\":\"agent\",\"pack\":\"demo\",\"scenario\":\"a\","
                           "\"attempts\":3,\"passes\":2,\"errors\":0,\"score\":0.666667},\n"),
             text.constData());
}

void TestBaseline::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *text, const QString &message) {
        QTest::newRow(name) << QByteArray(text) << message;
    };
    row("no JSON", "{", u"baseline.json"_s);
    row("newer", R"({"format": 2, "scenarios": []})", u"format"_s);
    row("unknown member", R"({"format": 1, "scenarios": [], "colour": 1})",
        u"/colour: unknown member"_s);
    row("more passes than attempts",
        R"({"format": 1, "scenarios": [{"agent": "a", "pack": "p", "scenario": "s", "attempts": 1,
            "passes": 2, "errors": 0, "score": 1}]})",
        u"/scenarios/0: found 2 passes"_s);
    row("twice",
        R"({"format": 1, "scenarios": [
            {"agent": "a", "pack": "p", "scenario": "s", "attempts": 1, "passes": 1, "errors": 0, "score": 1},
            {"agent": "a", "pack": "p", "scenario": "s", "attempts": 1, "passes": 0, "errors": 0, "score": 0}]})",
        u"two entries of scenario 's'"_s);
    row("no such day",
        R"({"format": 1, "scenarios": [], "quarantine": [
            {"pack": "p", "scenario": "s", "reason": "r", "until": "2027-02-30"}]})",
        u"/quarantine/0/until: found '2027-02-30'"_s);
}

void TestBaseline::refuses()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, message);
    const auto found = read(text);
    QVERIFY(!found);
    QVERIFY2(found.error().text().contains(message), qPrintable(found.error().text()));
}

void TestBaseline::exactly_data()
{
    QTest::addColumn<int>("attempts");
    QTest::addColumn<int>("passes");
    QTest::addColumn<int>("errors");
    QTest::addColumn<double>("score");
    QTest::addColumn<QString>("change");
    QTest::addColumn<bool>("open");
    // before: 3 attempts, 2 passes, no errors, score 0.8
    QTest::newRow("same") << 3 << 2 << 0 << 0.8 << u"same"_s << true;
    QTest::newRow("rounded") << 3 << 2 << 0 << 0.8000004 << u"same"_s << true;
    QTest::newRow("twice the attempts") << 6 << 4 << 0 << 0.8 << u"same"_s << true;
    QTest::newRow("better") << 3 << 3 << 0 << 1.0 << u"better"_s << true;
    QTest::newRow("better score") << 3 << 2 << 0 << 0.9 << u"better"_s << true;
    QTest::newRow("worse") << 3 << 1 << 0 << 0.9 << u"worse"_s << false;
    QTest::newRow("worse score") << 3 << 2 << 0 << 0.7 << u"worse"_s << false;
    QTest::newRow("an error") << 3 << 2 << 1 << 1.0 << u"new-error"_s << false;
    QTest::newRow("errors alone") << 3 << 0 << 3 << 0.0 << u"new-error"_s << false;
    QTest::newRow("missing") << 0 << 0 << 0 << 0.0 << u"missing"_s << false;
}

void TestBaseline::exactly()
{
    QFETCH(const int, attempts);
    QFETCH(const int, passes);
    QFETCH(const int, errors);
    QFETCH(const double, score);
    QFETCH(const QString, change);
    QFETCH(const bool, open);
    std::vector<BaselineEntry> now{entry(u"other"_s, 1, 1)};
    if (attempts > 0)
        now.push_back(entry(u"s"_s, attempts, passes, errors, score));
    const GateResult result =
        holdAgainst(baseline({entry(u"s"_s, 3, 2, 0, 0.8)}), baseline(now), GateMode::Exact, today);
    const auto row =
        std::ranges::find(result.rows, u"s"_s, [](const GateRow &r) { return r.now.scenario; });
    QVERIFY(row != result.rows.end());
    QCOMPARE(gateChangeName(row->change), change);
    QCOMPARE(result.count(GateChange::Added), 1);
    QCOMPARE(result.reasons.isEmpty(), open);
    QVERIFY(gateText(result).contains(u"GATE SHUT"_s) != open);
    QCOMPARE(gateJson(result)["open"].get<bool>(), open);
}

void TestBaseline::byInterval()
{
    std::vector<BaselineEntry> before;
    std::vector<BaselineEntry> noisy;
    std::vector<BaselineEntry> fallen;
    for (int i = 0; i < 30; ++i) {
        const QString name = u"s%1"_s.arg(i);
        before.push_back(entry(name, 10, 6));
        noisy.push_back(entry(name, 10, i % 2 == 0 ? 5 : 7)); // as many up as down
        fallen.push_back(entry(name, 10, i % 3 == 0 ? 6 : 4));
    }
    const auto held = [&](const std::vector<BaselineEntry> &now, GateMode mode) {
        return holdAgainst(baseline(before), baseline(now), mode, today);
    };
    QVERIFY(held(noisy, GateMode::Interval).reasons.isEmpty());
    QVERIFY(!held(noisy, GateMode::Exact).reasons.isEmpty());
    const GateResult result = held(fallen, GateMode::Interval);
    QCOMPARE(result.reasons.size(), 1);
    QVERIFY2(result.reasons.front().contains(u"fell from 60.0 % to 46.7 %"_s),
             qPrintable(result.reasons.front()));
    QVERIFY(result.rates.front().interval.high < 0);
    fallen.pop_back(); // missing shuts the gate in either mode
    QCOMPARE(held(fallen, GateMode::Interval).reasons.size(), 2);
    QVERIFY(
        !holdAgainst(baseline(before), baseline({}), GateMode::Interval, today).reasons.isEmpty());
}

void TestBaseline::oneAgentEach()
{
    std::vector<BaselineEntry> now{entry(u"s"_s, 1, 1)};
    now.front().agent = u"samples:elsewhere.jsonl"_s;
    const auto before = baseline({entry(u"s"_s, 1, 1)});
    QVERIFY(holdAgainst(before, baseline(now), GateMode::Exact, today).reasons.isEmpty());
    now.push_back(now.front());
    now.back().agent = u"third"_s; // now it can't be told which one is meant
    QCOMPARE(holdAgainst(before, baseline(now), GateMode::Exact, today).count(GateChange::Missing),
             1);
}

void TestBaseline::quarantine()
{
    Baseline before = baseline({entry(u"flaky"_s, 1, 1), entry(u"steady"_s, 1, 1)});
    const Baseline now = baseline({entry(u"flaky"_s, 1, 0), entry(u"steady"_s, 1, 1)});
    before.quarantine = {{u"demo"_s, u"flaky"_s, u"the clock"_s, today}};
    const GateResult held = holdAgainst(before, now, GateMode::Exact, today);
    QVERIFY(held.reasons.isEmpty());
    QCOMPARE(held.count(GateChange::Quarantined), 1);
    QCOMPARE(held.rates.front().scenarios, 1);
    QVERIFY(gateText(held).contains(u"the clock"_s));
    const GateResult later = holdAgainst(before, now, GateMode::Exact, today.addDays(1));
    QCOMPARE(later.reasons.size(), 1);
    QVERIFY2(later.reasons.front().contains(u"ended on 2026-11-27"_s),
             qPrintable(later.reasons.front()));
}

void TestBaseline::theSmallestFallThatShows()
{
    const auto detectable = [](int scenarios, int attempts, int passes) {
        std::vector<BaselineEntry> entries;
        for (int i = 0; i < scenarios; ++i)
            entries.push_back(entry(u"s%1"_s.arg(i), attempts, passes));
        return holdAgainst(baseline(entries), baseline(entries), GateMode::Interval, today)
            .rates.front()
            .detectable;
    };
    // v of each side (p = 6/12): 0.25 / 10; 25 scenarios: 2.802 * sqrt(25 * 2 * 0.025) / 25
    QVERIFY(std::abs(detectable(25, 10, 5) - 2.802 * std::sqrt(1.25) / 25) < 1e-9);
    QVERIFY(detectable(100, 10, 5) < detectable(25, 10, 5));
    QVERIFY(detectable(25, 100, 50) < detectable(25, 10, 5));
    QVERIFY(detectable(25, 10, 10) > 0); // nothing differs, and yet it is not certain
}

QTEST_GUILESS_MAIN(TestBaseline)
#include "tst_baseline.moc"
