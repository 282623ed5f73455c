#include "core/score/quantiles.h"
#include "core/score/statistics.h"

#include <QtTest/QtTest>

#include <cmath>
#include <limits>
#include <random>

using namespace touchstone;

class TestQuantiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void exactWhileFew();
    void closeWhenMany_data();
    void closeWhenMany();
    void extremes();
};

void TestQuantiles::exactWhileFew()
{
    QuantileSketch sketch;
    QCOMPARE(sketch.quantile(0.5), 0.0);
    for (const qint64 value : {8, 1, 4, 2})
        sketch.add(value);
    QCOMPARE(sketch.count(), 4);
    QCOMPARE(sketch.sum(), 15);
    QCOMPARE(sketch.quantile(0.5), 3.0);
    QCOMPARE(sketch.quantile(0.95), 7.4);
    QCOMPARE(sketch.quantile(0.0), 1.0);
    QCOMPARE(sketch.quantile(1.0), 8.0);
}

void TestQuantiles::closeWhenMany_data()
{
    QTest::addColumn<double>("scale");
    for (const double scale : {50.0, 1e3, 1e6, 1e9})
        QTest::addRow("about %g", scale) << scale;
}

void TestQuantiles::closeWhenMany()
{
    QFETCH(double, scale);
    std::mt19937_64 random(11);
    QuantileSketch sketch;
    std::vector<double> all;
    for (int i = 0; i < 50'000; ++i) {
        const double unit = double(random() >> 11) / double(1ULL << 53);
        const qint64 value = qint64(scale * std::exp(2.0 * unit));
        sketch.add(value);
        all.push_back(double(value));
    }
    std::ranges::sort(all);
    for (const double q : {0.0, 0.01, 0.5, 0.95, 0.999, 1.0}) {
        const double exact = quantileOfSorted(all, q);
        const double close = sketch.quantile(q);
        QVERIFY2(std::abs(close - exact) <= 0.005 * exact + 0.5,
                 qPrintable(QStringLiteral("%1: %2, exact %3").arg(q).arg(close).arg(exact)));
    }
}

void TestQuantiles::extremes()
{
    QuantileSketch sketch;
    for (int i = 0; i < 5000; ++i)
        sketch.add(i % 2 == 0 ? -7 : std::numeric_limits<qint64>::max() / 8192);
    QCOMPARE(sketch.count(), 5000);
    QCOMPARE(sketch.quantile(0.0), 0.0);
    const double largest = double(std::numeric_limits<qint64>::max() / 8192);
    QVERIFY(std::abs(sketch.quantile(1.0) / largest - 1.0) < 0.005);
    sketch.add(std::numeric_limits<qint64>::max());
    QVERIFY(std::abs(sketch.quantile(1.0) / double(std::numeric_limits<qint64>::max()) - 1.0)
            < 0.005);
}

QTEST_GUILESS_MAIN(TestQuantiles)
#include "tst_quantiles.moc"
