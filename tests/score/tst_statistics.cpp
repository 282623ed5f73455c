#include "core/base/json.h"
#include "core/score/statistics.h"
#include "support/program.h"

#include <QtCore/QFile>
#include <QtTest/QtTest>

#include <cmath>
#include <map>
#include <numeric>
#include <vector>

using namespace touchstone;
using test::sharedData;
using namespace Qt::StringLiterals;

namespace {

/// C(c, k) / C(n, k)-like ratios by counting subsets: the definition itself.
struct Brute {
    qint64 subsets = 0;
    qint64 anyPassed = 0;
    qint64 allPassed = 0;
};

Brute enumerate(int n, int c, int k)
{
    Brute brute;
    const quint32 passing = (1U << c) - 1;
    for (quint32 subset = 0; subset < (1U << n); ++subset) {
        if (std::popcount(subset) != k)
            continue;
        ++brute.subsets;
        brute.anyPassed += (subset & passing) != 0;
        brute.allPassed += (subset & ~passing) == 0;
    }
    return brute;
}

bool near(double a, double b, double tolerance = 1e-9)
{
    return std::abs(a - b) <= tolerance;
}

std::vector<SampleCounts> humanEvalCounts(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::map<std::string, SampleCounts> byTask;
    while (!file.atEnd()) {
        const Json line = Json::parse(file.readLine().toStdString());
        SampleCounts &counts = byTask[line["task_id"]];
        ++counts.samples;
        counts.passed += line["passed"].get<bool>() ? 1 : 0;
    }
    std::vector<SampleCounts> all;
    for (const auto &[task, counts] : byTask)
        all.push_back(counts);
    return all;
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passAtKEqualsEnumeration();
    void passAtKOfManySamples_data();
    void passAtKOfManySamples();
    void undefinedIsNaN();
    void leftOutRule();
    void errorBounds();
    void denominators();
    void bootstrapIsTheSameEverywhere();
    void bootstrapEqualsEnumeration();
    void bootstrapCoversTheNormalCase();
    void pairedDifference();
    void quantiles();
    void scores();
    void humanEval_data();
    void humanEval();
    void cruxEval_data();
    void cruxEval();
};

void TestStatistics::passAtKEqualsEnumeration()
{
    for (int n = 1; n <= 10; ++n) {
        for (int c = 0; c <= n; ++c) {
            for (int k = 1; k <= n; ++k) {
                const Brute brute = enumerate(n, c, k);
                const double any = double(brute.anyPassed) / double(brute.subsets);
                const double all = double(brute.allPassed) / double(brute.subsets);
                QVERIFY2(near(passAtK(n, c, k), any, 1e-14),
                         qPrintable(u"pass@%1 of %2/%3"_s.arg(k).arg(c).arg(n)));
                QVERIFY2(near(passHatK(n, c, k), all, 1e-14),
                         qPrintable(u"pass^%1 of %2/%3"_s.arg(k).arg(c).arg(n)));
            }
        }
    }
}

void TestStatistics::passAtKOfManySamples_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("c");
    QTest::addColumn<int>("k");
    QTest::addColumn<double>("expected");
    // exact values: Python, 1 - Fraction(comb(n - c, k), comb(n, k))
    QTest::newRow("37/200, k=100") << 200 << 37 << 100 << 0.9999999999998803;
    QTest::newRow("1/200, k=100") << 200 << 1 << 100 << 0.5;
    QTest::newRow("10/1000, k=100") << 1000 << 10 << 100 << 0.653072285207994;
    QTest::newRow("3/100000, k=1000") << 100000 << 3 << 1000 << 0.02970129403488079;
    QTest::newRow("1/1000000, k=1") << 1000000 << 1 << 1 << 1e-06;
    QTest::newRow("999999/1000000, k=1") << 1000000 << 999999 << 1 << 0.999999;
    QTest::newRow("500/1000000, k=1000") << 1000000 << 500 << 1000 << 0.39369679714020767;
    QTest::newRow("5/1000000, k=200000") << 1000000 << 5 << 200000 << 0.6723208192017408;
    QTest::newRow("1000/1000000, k=1000") << 1000000 << 1000 << 1000 << 0.6324884995829888;
    QTest::newRow("2/1000000, k=999998") << 1000000 << 2 << 999998 << 0.999999999998;
    QTest::newRow("999000/1000000, k=1000") << 1000000 << 999000 << 1000 << 1.0;
    QTest::newRow("100000/1000000, k=10") << 1000000 << 100000 << 10 << 0.651323303299497;
}

void TestStatistics::passAtKOfManySamples()
{
    QFETCH(int, n);
    QFETCH(int, c);
    QFETCH(int, k);
    QFETCH(double, expected);
    QVERIFY2(near(passAtK(n, c, k), expected),
             qPrintable(QString::number(passAtK(n, c, k), 'g', 17)));
    // pass^k of the failures is the complement
    QVERIFY(near(passHatK(n, n - c, k), 1.0 - expected));
}

void TestStatistics::undefinedIsNaN()
{
    QVERIFY(std::isnan(passAtK(4, 2, 5)));
    QVERIFY(std::isnan(passAtK(4, 2, 0)));
    QVERIFY(std::isnan(passAtK(4, 5, 1)));
    QVERIFY(std::isnan(passAtK(4, -1, 1)));
    QVERIFY(std::isnan(passAtK(0, 0, 1)));
    QVERIFY(std::isnan(passHatK(4, 2, 5)));
    QCOMPARE(passHatK(4, 2, 3), 0.0);
    QCOMPARE(passAtK(4, 0, 1), 0.0);
    QCOMPARE(passAtK(4, 4, 4), 1.0);
}

void TestStatistics::leftOutRule()
{
    // something passed: a left-out sample is not in n
    const std::vector<SampleCounts> some{{4, 2, 0, 6}};
    QCOMPARE(meanPassAtK(some, 1).value, 0.5);
    QCOMPARE(meanPassAtK(some, 5).denominator, 0);
    // nothing passed: all count as failed
    const std::vector<SampleCounts> none{{0, 0, 0, 10}};
    QCOMPARE(meanPassAtK(none, 1).denominator, 1);
    QCOMPARE(meanPassAtK(none, 10).value, 0.0);
    QCOMPARE(SampleCounts({4, 0, 0, 6}).counted(), 10);
    QCOMPARE(SampleCounts({4, 1, 0, 6}).counted(), 4);
    // left out now, but an error might have passed: nothing below 1 bounds it
    const std::vector<SampleCounts> open{{0, 0, 1, 10}};
    QCOMPARE(meanPassAtK(open, 5).value, 0.0);
    QCOMPARE(meanPassAtK(open, 5).errorBounds, Interval({0.0, 1.0}));
}

void TestStatistics::errorBounds()
{
    const std::vector<SampleCounts> scenarios{
        {1, 1, 0, 0}, {1, 0, 0, 0}, {0, 0, 1, 0}, {1, 1, 1, 0}};
    const Estimate rate = meanPassAtK(scenarios, 1);
    QCOMPARE(rate.denominator, 3);
    QCOMPARE(rate.withErrors, 2);
    QCOMPARE(rate.value, 2.0 / 3.0);
    QCOMPARE(rate.errorBounds.low, (1.0 + 0.0 + 0.0 + 0.5) / 4.0);
    QCOMPARE(rate.errorBounds.high, (1.0 + 0.0 + 1.0 + 1.0) / 4.0);
    const std::vector<SampleCounts> onlyErrors{{0, 0, 2, 0}, {0, 0, 1, 0}};
    const Estimate unknown = meanPassAtK(onlyErrors, 1);
    QVERIFY(std::isnan(unknown.value));
    QVERIFY(std::isnan(unknown.interval.low));
    QCOMPARE(unknown.denominator, 0);
    QCOMPARE(unknown.errorBounds, Interval({0.0, 1.0}));
    // without errors the bounds are the value
    const std::vector<SampleCounts> clean{{20, 7, 0, 0}, {20, 0, 0, 3}};
    const Estimate sure = meanPassAtK(clean, 10);
    QCOMPARE(sure.errorBounds, Interval({sure.value, sure.value}));
}

void TestStatistics::denominators()
{
    const std::vector<SampleCounts> scenarios{{10, 3, 0, 0}, {4, 2, 0, 0}, {1, 1, 0, 0}};
    QCOMPARE(meanPassAtK(scenarios, 1).denominator, 3);
    QCOMPARE(meanPassAtK(scenarios, 4).denominator, 2);
    QCOMPARE(meanPassAtK(scenarios, 5).denominator, 1);
    QCOMPARE(meanPassAtK(scenarios, 5).value, passAtK(10, 3, 5));
    QCOMPARE(meanPassHatK(scenarios, 2).value, (passHatK(10, 3, 2) + passHatK(4, 2, 2)) / 2.0);
    QCOMPARE(meanPassAtK({}, 1).denominator, 0);
    QVERIFY(std::isnan(meanPassAtK({}, 1).value));
}

void TestStatistics::bootstrapIsTheSameEverywhere()
{
    // numbers from a Python implementation of MT19937-64 and of the index rule; see the comment in
    // statistics.h: a change here changes every published interval
    const std::vector<double> values{0.0, 0.25, 0.5, 1.0, 1.0, 0.0, 0.75};
    const Interval interval = bootstrapMean(values, 200, 42);
    QCOMPARE(interval.low, 0.17857142857142858);
    QCOMPARE(interval.high, 0.7857142857142857);
    QCOMPARE(bootstrapMean(values), bootstrapMean(values));
    QVERIFY(!(bootstrapMean(values, 200, 1) == bootstrapMean(values, 200, 2)));
    QCOMPARE(bootstrapMean(std::vector{0.3}), Interval({0.3, 0.3}));
    QVERIFY(std::isnan(bootstrapMean({}).low));
}

void TestStatistics::bootstrapEqualsEnumeration()
{
    // every one of the 4^4 resamples, against many random ones
    const std::vector<double> values{0.0, 0.2, 0.7, 1.0};
    std::vector<double> means;
    for (int resample = 0; resample < 256; ++resample) {
        double sum = 0.0;
        for (int digit = 0; digit < 4; ++digit)
            sum += values[size_t(resample >> (2 * digit)) & 3U];
        means.push_back(sum / 4.0);
    }
    std::ranges::sort(means);
    const Interval interval = bootstrapMean(values, 200'000, 7);
    QVERIFY(near(interval.low, quantileOfSorted(means, 0.025), 0.02));
    QVERIFY(near(interval.high, quantileOfSorted(means, 0.975), 0.02));
}

void TestStatistics::bootstrapCoversTheNormalCase()
{
    std::vector<double> values(400, 0.0);
    std::fill_n(values.begin(), 120, 1.0);
    const Interval interval = bootstrapMean(values);
    const double half = 1.96 * std::sqrt(0.3 * 0.7 / 400.0);
    QVERIFY(near(interval.low, 0.3 - half, 0.006));
    QVERIFY(near(interval.high, 0.3 + half, 0.006));
}

void TestStatistics::pairedDifference()
{
    const std::vector<double> a{1.0, 1.0, 0.0, 1.0, 0.5, 1.0};
    const std::vector<double> b{0.0, 1.0, 0.0, 0.5, 0.5, 1.0};
    const std::vector<double> differences{1.0, 0.0, 0.0, 0.5, 0.0, 0.0};
    QCOMPARE(bootstrapPairedDifference(a, b), bootstrapMean(differences));
    const Interval same = bootstrapPairedDifference(a, a);
    QCOMPARE(same, Interval({0.0, 0.0}));
    // pairing is the point: both vary much, their difference does not
    std::vector<double> hard;
    std::vector<double> easier;
    for (int i = 0; i < 200; ++i) {
        hard.push_back(i % 2 == 0 ? 0.0 : 0.9);
        easier.push_back(hard.back() + 0.1);
    }
    const Interval gain = bootstrapPairedDifference(easier, hard);
    QVERIFY(near(gain.low, 0.1) && near(gain.high, 0.1));
}

void TestStatistics::quantiles()
{
    const std::vector<double> sorted{1.0, 2.0, 4.0, 8.0};
    QCOMPARE(quantileOfSorted(sorted, 0.0), 1.0);
    QCOMPARE(quantileOfSorted(sorted, 1.0), 8.0);
    QCOMPARE(quantileOfSorted(sorted, 0.5), 3.0);
    QCOMPARE(quantileOfSorted(sorted, 0.95), 7.4);
    QVERIFY(std::isnan(quantileOfSorted({}, 0.5)));
}

void TestStatistics::scores()
{
    const std::vector<std::vector<double>> byScenario{{1.0, 0.0}, {0.5}, {}};
    const Estimate mean = meanScore(byScenario);
    QCOMPARE(mean.value, 0.5);
    QCOMPARE(mean.denominator, 2);
    const std::vector<ScoreCounts> withError{{1.0, 2, 0}, {0.5, 1, 1}};
    const Estimate bounded = meanScore(withError);
    QCOMPARE(bounded.value, 0.5);
    QCOMPARE(bounded.withErrors, 1);
    QCOMPARE(bounded.errorBounds, Interval({(0.5 + 0.25) / 2.0, (0.5 + 0.75) / 2.0}));
}

void TestStatistics::humanEval_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("metric");
    QTest::addColumn<double>("published");
    const auto json = readJson(sharedData() + u"/humaneval/EXPECTED.json"_s);
    if (!json) {
        QTest::newRow("absent") << QString() << QString() << 0.0;
        return;
    }
    for (const auto &[name, file] : (*json)["files"].items())
        for (const auto &[metric, value] : file["scores"].items())
            QTest::addRow("%s %s", name.c_str(), metric.c_str())
                << QString::fromStdString(name) << QString::fromStdString(metric)
                << value.get<double>();
}

void TestStatistics::humanEval()
{
    QFETCH(QString, name);
    QFETCH(QString, metric);
    QFETCH(double, published);
    if (name.isEmpty())
        QSKIP("../shared/data/humaneval is not here");
    const auto counts = humanEvalCounts(sharedData() + u"/humaneval/verdicts/%1.jsonl"_s.arg(name));
    QCOMPARE(counts.size(), 164U);
    const int k = metric.mid(5).toInt();
    QVERIFY(k > 0);
    const Estimate estimate = meanPassAtK(counts, k);
    QCOMPARE(estimate.denominator, 164);
    QVERIFY2(near(estimate.value, published), qPrintable(QString::number(estimate.value, 'g', 17)));
    QVERIFY(estimate.interval.low <= estimate.value && estimate.value <= estimate.interval.high);
}

void TestStatistics::cruxEval_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<double>("passAt1");
    QTest::addColumn<double>("passAt5");
    const auto json = readJson(sharedData() + u"/cruxeval/EXPECTED.json"_s);
    if (!json) {
        QTest::newRow("absent") << QString() << 0.0 << 0.0;
        return;
    }
    for (const auto &[key, value] : json->items())
        if (value.is_object() && value.contains("pass_at_1"))
            QTest::newRow(key.c_str())
                << (value["mode"] == "output" ? u"scored_output.json"_s
                                              : u"scored_input_first400.json"_s)
                << value["pass_at_1"].get<double>() << value["pass_at_5"].get<double>();
}

void TestStatistics::cruxEval()
{
    QFETCH(QString, file);
    QFETCH(double, passAt1);
    QFETCH(double, passAt5);
    if (file.isEmpty())
        QSKIP("../shared/data/cruxeval is not here");
    const auto json = readJson(sharedData() + u"/cruxeval/"_s + file);
    QVERIFY(json);
    std::vector<SampleCounts> counts;
    for (const auto &[id, verdicts] : (*json)["raw_scored_generations"].items()) {
        SampleCounts scenario;
        for (const auto &verdict : verdicts) {
            ++scenario.samples;
            scenario.passed += verdict.get<bool>() ? 1 : 0;
        }
        counts.push_back(scenario);
    }
    QVERIFY(near(100.0 * meanPassAtK(counts, 1).value, passAt1));
    QVERIFY(near(100.0 * meanPassAtK(counts, 5).value, passAt5));
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
