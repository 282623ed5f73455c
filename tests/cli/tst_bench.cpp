#include "core/base/json.h"
#include "support/program.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// A bench measures work that is really done: one whose attempts fail says so and gives no figures.
class TestBench : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void memoryIsOfAttemptsThatPass();
    void logsAreReadWhole();
};

void TestBench::memoryIsOfAttemptsThatPass()
{
    const ProgramResult result =
        runTouchstone({u"bench"_s, u"memory"_s, u"-n"_s, u"50"_s, u"--json"_s});
    if (result.exitCode != 0 && result.errors.contains("cannot be confined"))
        QSKIP("this machine has no confinement");
    QVERIFY2(result.exitCode == 0, result.errors);
    const auto event = parseJson(result.output, {u"stdout"_s, {}, 0});
    QVERIFY(event);
    QCOMPARE(integerOr(*event, "attempts", 0), 50);
    QVERIFY(numberOr(*event, "peak_mib", 0) > 0);
}

void TestBench::logsAreReadWhole()
{
    const ProgramResult result =
        runTouchstone({u"bench"_s, u"logs"_s, u"-n"_s, u"5"_s, u"--calls"_s, u"4"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.errors);
    const auto event = parseJson(result.output, {u"stdout"_s, {}, 0});
    QVERIFY(event);
    QCOMPARE(integerOr(*event, "samples", 0), 5);
    QCOMPARE(integerOr(*event, "events", 0), 40);
    QVERIFY(numberOr(*event, "megabytes_per_second", 0) > 0);
}

QTEST_GUILESS_MAIN(TestBench)
#include "tst_bench.moc"
