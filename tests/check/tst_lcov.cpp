#include "core/check/lcov.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

class TestLcov : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatToolsWrite();
    void addsUp();
    void paths_data();
    void paths();
    void branches_data();
    void branches();
    void refuses_data();
    void refuses();
    void isBounded();
};

void TestLcov::readsWhatToolsWrite()
{
    const auto coverage = parseLcov("# a comment\n"
                                    "TN:a test\n"
                                    "SF:src/a.c\r\n"
                                    "FN:3,9,main\n"
                                    "FN:12,helper(int, char)\n"
                                    "FNDA:2,main\n"
                                    "FNDA:0,helper(int, char)\n"
                                    "FNF:2\nFNH:1\n"
                                    "BRDA:4,0,0,1\nBRDA:4,0,1,-\n"
                                    "DA:3,2\nDA:4,2,checksum\nDA:13,0\n"
                                    "LF:3\nLH:2\nend_of_record\n"
                                    "SF:b.js\nFNL:0,7,8\nFNA:0,5,f\nDA:7,1e3\nend_of_record\n");
    QVERIFY2(coverage, coverage ? "" : qPrintable(coverage.error().text()));
    QCOMPARE(coverage->size(), 2);
    const FileCoverage a = (*coverage)[u"src/a.c"_s];
    QCOMPARE(a.lines, (QMap<int, qint64>{{3, 2}, {4, 2}, {13, 0}}));
    QCOMPARE(a.branches, (std::vector<BranchHits>{{4, u"0,0"_s, 1}, {4, u"0,1"_s, 0}}));
    QCOMPARE(a.functions,
             (std::vector<FunctionHits>{{u"main"_s, 3, 2}, {u"helper(int, char)"_s, 12, 0}}));
    const FileCoverage b = (*coverage)[u"b.js"_s];
    QCOMPARE(b.lines, (QMap<int, qint64>{{7, 1000}}));
    QCOMPARE(b.functions, (std::vector<FunctionHits>{{u"f"_s, 7, 5}}));
}

void TestLcov::addsUp()
{
    const auto coverage =
        parseLcov("SF:a\nDA:1,1\nDA:2,0\nBRDA:1,0,0,0\nFN:1,f\nFNDA:1,f\nend_of_record\n"
                  "SF:./a\nDA:1,2\nDA:2,0\nDA:3,1\nBRDA:1,0,0,4\nBRDA:1,0,1,-\nFNDA:2,f\n"
                  "end_of_record\n");
    QVERIFY(coverage);
    QCOMPARE(coverage->size(), 1);
    const FileCoverage a = (*coverage)[u"a"_s];
    QCOMPARE(a.lines, (QMap<int, qint64>{{1, 3}, {2, 0}, {3, 1}}));
    QCOMPARE(a.branches, (std::vector<BranchHits>{{1, u"0,0"_s, 4}, {1, u"0,1"_s, 0}}));
    QCOMPARE(a.functions, (std::vector<FunctionHits>{{u"f"_s, 1, 3}}));
}

void TestLcov::paths_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QString>("path");
    QTest::newRow("relative") << QByteArray("src/a.c") << u"src/a.c"_s;
    QTest::newRow("with a dot") << QByteArray("./src/a.c") << u"src/a.c"_s;
    QTest::newRow("in the sandbox") << QByteArray("/work/src/a.c") << u"src/a.c"_s;
    QTest::newRow("elsewhere") << QByteArray("/usr/include/c++/14/vector")
                               << u"/usr/include/c++/14/vector"_s;
    QTest::newRow("with a colon") << QByteArray("a:b.c") << u"a:b.c"_s;
}

void TestLcov::paths()
{
    QFETCH(QByteArray, written);
    QFETCH(QString, path);
    const auto coverage = parseLcov("SF:" + written + "\nend_of_record\n");
    QVERIFY(coverage);
    QCOMPARE(coverage->keys(), QStringList{path});
}

void TestLcov::branches_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("id");
    QTest::addColumn<qint64>("taken");
    QTest::newRow("plain") << QByteArray("BRDA:4,0,1,3") << u"0,1"_s << qint64(3);
    QTest::newRow("never reached") << QByteArray("BRDA:4,0,1,-") << u"0,1"_s << qint64(0);
    QTest::newRow("an exception's") << QByteArray("BRDA:4,e0,1,0") << u"e0,1"_s << qint64(0);
    QTest::newRow("named by coverage.py")
        << QByteArray("BRDA:4,0,jump to line 7,1") << u"0,jump to line 7"_s << qint64(1);
    QTest::newRow("an expression")
        << QByteArray("BRDA:4,0,f(a, b),1") << u"0,f(a, b)"_s << qint64(1);
    QTest::newRow("overflown") << QByteArray("BRDA:4,0,1,-3") << u"0,1"_s << qint64(0);
}

void TestLcov::branches()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, id);
    QFETCH(qint64, taken);
    const auto coverage = parseLcov("SF:a\n" + line + "\nend_of_record\n");
    QVERIFY2(coverage, coverage ? "" : qPrintable(coverage.error().text()));
    QCOMPARE(coverage->value(u"a"_s).branches, (std::vector<BranchHits>{{4, id, taken}}));
}

void TestLcov::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const QByteArray &text, const QString &why) {
        QTest::newRow(name) << text << why;
    };
    row("something else", "hello\n", u"line 1: found 'hello'"_s);
    row("no end", "SF:a\nDA:1,1\n", u"has no end"_s);
    row("a record in a record", "SF:a\nSF:b\n", u"line 2: the record of a has no end"_s);
    row("an end without a beginning", "end_of_record\n", u"line 1"_s);
    row("a line before any file", "DA:1,1\n", u"'DA' stands before any SF"_s);
    row("no name", "SF:\nend_of_record\n", u"SF names no file"_s);
    row("no hits", "SF:a\nDA:1\nend_of_record\n", u"line 2"_s);
    row("no number", "SF:a\nDA:x,1\nend_of_record\n", u"found 'x'"_s);
    row("a huge line", "SF:a\nDA:99999999999,1\nend_of_record\n", u"the number of a line"_s);
    row("a negative line", "SF:a\nDA:-1,1\nend_of_record\n", u"the number of a line"_s);
    row("not a number", "SF:a\nDA:1,nan\nend_of_record\n", u"line 2"_s);
    row("infinite", "SF:a\nDA:1,inf\nend_of_record\n", u"line 2"_s);
    row("half a branch", "SF:a\nBRDA:1,2\nend_of_record\n", u"line 2"_s);
    row("bytes", QByteArray("\xff\xfe\x00\x1b[31m", 8), u"line 1"_s);
}

void TestLcov::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, why);
    const auto coverage = parseLcov(text);
    QVERIFY(!coverage);
    QCOMPARE(coverage.error().code, ErrorCode::BadInput);
    QVERIFY2(coverage.error().message.contains(why), qPrintable(coverage.error().message));
    QVERIFY(!coverage.error().message.contains(u'\x1b'));
}

void TestLcov::isBounded()
{
    QByteArray text = "SF:a\n";
    for (int i = 1; i <= 2'000'001; ++i)
        text += "DA:1,1\n";
    const auto many = parseLcov(text + "end_of_record\n");
    QVERIFY(!many);
    QVERIFY2(many.error().message.contains(u"more than 2000000"_s),
             qPrintable(many.error().message));
    // huge counts are no overflow
    const auto large = parseLcov("SF:a\nDA:1,9223372036854775807\nDA:1,9223372036854775807\n"
                                 "end_of_record\n");
    QVERIFY(large);
    QVERIFY(large->value(u"a"_s).lines.value(1) > 0);
    const auto longName = parseLcov("SF:" + QByteArray(5'000'000, 'x') + "\nFN:1,"
                                    + QByteArray(5'000'000, 'y') + "\nend_of_record\n");
    QVERIFY(longName);
    QVERIFY(longName->firstKey().size() < 2000);
}

QTEST_GUILESS_MAIN(TestLcov)
#include "tst_lcov.moc"
