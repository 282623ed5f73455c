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
    void desktopIsMeasured();
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

void TestBench::desktopIsMeasured()
{
    const ProgramResult result =
        runTouchstone({u"bench"_s, u"desktop"_s, u"-n"_s, u"3000"_s, u"--events"_s, u"2000"_s,
                       u"--starts"_s, u"1"_s, u"--json"_s});
    QVERIFY2(result.exitCode == 0, result.errors);
    QMap<QString, Json> told;
    for (const QByteArray &line : result.output.trimmed().split('\n')) {
        const auto event = parseJson(line, {u"stdout"_s, {}, 0});
        QVERIFY(event);
        told.insert(stringOr(*event, "what"), *event);
    }
    QCOMPARE(told.size(), 5);
    QVERIFY(numberOr(told[u"start"_s], "usable_ms", 0) > 0);
    for (const QString &page : {u"run of 3000 attempts"_s, u"attempt of 2000 events"_s}) {
        QVERIFY(numberOr(told[page], "ready_ms", 0) > 0);
        QVERIFY(numberOr(told[page], "complete_ms", 0) > 0);
        QVERIFY(numberOr(told[page], "scroll_longest_ms", 0) > 0);
        QVERIFY(numberOr(told[page], "peak_mib", 0) > 0);
    }
    QVERIFY(numberOr(told[u"chart of 3000 attempts"_s], "ready_ms", 0) > 0);
}

QTEST_GUILESS_MAIN(TestBench)
#include "tst_bench.moc"
