#include "core/check/channel.h"
#include "core/check/diagnostic.h"
#include "core/check/junit.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

class TestReports : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void junit();
    void junitRoundTrip();
    void brokenJUnit_data();
    void brokenJUnit();
    void hugeJUnit();
    void channel_data();
    void channel();
    void nonces();
    void diagnostics();
    void brokenDiagnostics_data();
    void brokenDiagnostics();
};

void TestReports::junit()
{
    const auto tests = parseJUnit(R"(<?xml version="1.0" encoding="utf-8"?>
<testsuites name="x"><testsuite name="" tests="5"><properties><property name="a" value="b"/></properties>
<testcase classname="t.T" name="test_a" time="0.5"/>
<testcase classname="t.T" name="test_b" time="bad"><failure message="assert 1 == 2">def f():
&gt; assert 1 == 2 &lt;x&gt;</failure></testcase>
<testcase classname="t" name="test_c"><skipped type="s" message="not now"/></testcase>
<testcase classname="" name="t.broken"><error message="collection failure">ImportError</error></testcase>
<testcase classname="t" name="test_d"><system-out>noise</system-out></testcase>
<testcase classname="t" name="test_e"><failure message="first"/><error message="teardown"/></testcase>
<testcase classname="t" name="test_d"/>
</testsuite><testsuite name="outer"><testsuite name="inner"><testcase classname="inner" name="deep"/></testsuite></testsuite>
<testcase name="bare" time="-1"/></testsuites>)");
    QVERIFY2(tests, tests ? "" : qPrintable(tests.error().text()));
    QStringList lines;
    for (const TestResult &test : *tests)
        lines.append(u"%1 %2 %3"_s.arg(test.id, testStatusName(test.status)).arg(test.seconds));
    const QStringList expected{
        u"t.T::test_a passed 0.5"_s, u"t.T::test_b failed 0"_s,        u"t::test_c skipped 0"_s,
        u"t.broken error 0"_s,       u"t::test_d passed 0"_s,          u"t::test_e failed 0"_s,
        u"t::test_d (2) passed 0"_s, u"outer::inner::deep passed 0"_s, u"bare passed 0"_s};
    QCOMPARE(lines, expected);
    QCOMPARE(tests->at(1).message, u"assert 1 == 2\ndef f():\n> assert 1 == 2 <x>"_s);
    QCOMPARE(tests->at(2).message, u"not now"_s);
}

void TestReports::junitRoundTrip()
{
    const std::vector<TestResult> tests{{u"a"_s, TestStatus::Passed, 0.25, {}},
                                        {u"b"_s, TestStatus::Error, 0, u"why"_s},
                                        {u"c"_s, TestStatus::Skipped, 0, {}}};
    QCOMPARE(testResultsFromJson(toJson(tests)), tests);
}

void TestReports::brokenJUnit_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("4 passed");
    QTest::newRow("another root") << QByteArray("<html/>");
    QTest::newRow("breaks off") << QByteArray("<testsuites><testsuite><testcase name='a'/>");
    QTest::newRow("breaks off in a name") << QByteArray("<testsuites><testsuite><testcase name='a");
    QTest::newRow("two documents") << QByteArray("<testsuites/><testsuites/>");
    QTest::newRow("something behind")
        << QByteArray("<testsuites><testcase name='a'/></testsuites>passed");
    QTest::newRow("bad bytes") << QByteArray(
        "<testsuites><testcase name='\xff\xfe'/></testsuites>");
    QTest::newRow("control characters")
        << QByteArray("<testsuites><testcase name='a\x01'/></testsuites>");
    QTest::newRow("deep") << QByteArray("<testsuites>") + QByteArray("<testsuite>").repeated(5000)
            + QByteArray("</testsuite>").repeated(5000) + "</testsuites>";
    QTest::newRow("a billion laughs")
        << QByteArray("<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>"
                      "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
                      "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
                      "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>]>"
                      "<testsuites><testcase name='&d;'/></testsuites>");
}

void TestReports::brokenJUnit()
{
    QFETCH(QByteArray, xml);
    const auto tests = parseJUnit(xml);
    QVERIFY2(!tests, "it was read");
    QCOMPARE(tests.error().code, ErrorCode::BadInput);
}

void TestReports::hugeJUnit()
{
    const QByteArray one = "<testcase classname='c' name='n'><failure message='m'>"
        + QByteArray(10'000, 'x') + "</failure></testcase>";
    const auto tests = parseJUnit("<testsuites>" + one.repeated(2000) + "</testsuites>");
    QVERIFY(tests);
    QCOMPARE(tests->size(), 2000U);
    QVERIFY(tests->back().message.size() < 5000);
    QVERIFY(!parseJUnit("<testsuites>" + QByteArray("<testcase name='n'/>").repeated(100'001)
                        + "</testsuites>"));
}

void TestReports::channel_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("records");
    QTest::addColumn<bool>("foreign");
    QTest::addColumn<bool>("cut");
    const auto row = [](const char *name, const QByteArray &bytes, int records, bool foreign,
                        bool cut) { QTest::newRow(name) << bytes << records << foreign << cut; };
    row("nothing", "", 0, false, false);
    row("two records", "abc {\"a\":1}\nabc {\"b\":2}\n", 2, false, false);
    row("the last is cut", "abc {\"a\":1}\nabc {\"b\"", 1, false, true);
    row("the last is cut in the nonce", "abc {\"a\":1}\nab", 1, false, true);
    row("somebody else", "abc {\"a\":1}\npassed\nabc {\"b\":2}\n", 2, true, false);
    row("somebody else at the end", "abc {\"a\":1}\npassed", 1, true, false);
    row("another nonce", "abd {\"a\":1}\n", 0, true, false);
    row("no JSON", "abc {\"a\"\n", 0, true, false);
    row("no object", "abc [1]\n", 0, true, false);
    row("an empty line", "abc {}\n\n", 1, true, false);
    row("zero bytes", QByteArray("abc {}\n\0\0\0", 10), 1, true, false);
    row("deep JSON", "abc " + QByteArray("[").repeated(100'000) + "\n", 0, true, false);
}

void TestReports::channel()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, records);
    QFETCH(bool, foreign);
    QFETCH(bool, cut);
    const ChannelRecords read = readChannel(bytes, u"abc"_s);
    QCOMPARE(int(read.records.size()), records);
    QCOMPARE(!read.foreign.isEmpty(), foreign);
    QCOMPARE(read.cut, cut);
}

void TestReports::nonces()
{
    const QString nonce = newNonce();
    QCOMPARE(nonce.size(), 32);
    QVERIFY(nonce != newNonce());
    const auto request = parseJson(driverRequest({{"a", 1}}, nonce), {});
    QVERIFY(request);
    QCOMPARE(stringOr(*request, "nonce"), nonce);
}

void TestReports::diagnostics()
{
    const auto found = parseDiagnostics(
        R"([{"file": "/work/a.py", "line": 3, "column": 7, "endLine": 4, "message": "bad"}, {"message": "worse", "line": -4}])",
        {});
    QVERIFY(found);
    QCOMPARE(diagnosticLine(found->at(0)), u"a.py:3:7: bad"_s);
    QCOMPARE(found->at(1).line, 0);
    Verdict verdict;
    addDiagnostics(verdict, *found);
    QCOMPARE(verdict.evidence.size(), 2U);
    QCOMPARE(verdict.evidence[0].kind, u"place"_s);
    QCOMPARE(integerOr(verdict.evidence[0].data, "line", 0), 3);
}

void TestReports::brokenDiagnostics_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("error: x");
    QTest::newRow("object") << QByteArray("{}");
    QTest::newRow("no message") << QByteArray("[{\"line\": 3}]");
    QTest::newRow("breaks off") << QByteArray("[{\"message\": \"a\"}");
}

void TestReports::brokenDiagnostics()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseDiagnostics(text, {u"tool"_s, {}, 0}));
}

QTEST_GUILESS_MAIN(TestReports)
#include "tst_reports.moc"
