#include "core/check/evidence.h"
#include "core/check/textmatch.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

Q_DECLARE_METATYPE(touchstone::TextMatch)

class TestEvidence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unified_data();
    void unified();
    void strangersTextIsSafe();
    void longTextIsCut();
    void longTable();
    void matches_data();
    void matches();
};

void TestEvidence::unified_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("diff");
    QTest::newRow("equal") << u"a\nb\n"_s << u"a\nb\n"_s << QString();
    QTest::newRow("both empty") << QString() << QString() << QString();
    QTest::newRow("one line") << u"a\nb\nc\n"_s << u"a\nx\nc\n"_s
                              << u"@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"_s;
    QTest::newRow("added") << u"a\n"_s << u"a\nb\n"_s << u"@@ -1,1 +1,2 @@\n a\n+b\n"_s;
    QTest::newRow("newline at the end")
        << u"a\n"_s << u"a"_s << u"@@ -1,1 +1,1 @@\n-a\n+a\n\\ No newline at end of file\n"_s;
    QTest::newRow("two hunks")
        << u"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"_s << u"x\n2\n3\n4\n5\n6\n7\n8\n9\ny\n"_s
        << u"@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -7,4 +7,4 @@\n 7\n 8\n 9\n-10\n+y\n"_s;
    QTest::newRow("close changes share a hunk")
        << u"1\n2\n3\n4\n5\n"_s << u"x\n2\n3\n4\ny\n"_s
        << u"@@ -1,5 +1,5 @@\n-1\n+x\n 2\n 3\n 4\n-5\n+y\n"_s;
}

void TestEvidence::unified()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, diff);
    QCOMPARE(unifiedDiff(before, after), diff);
}

void TestEvidence::strangersTextIsSafe()
{
    const Evidence evidence = textEvidence(u"out"_s,
                                           QByteArray("\x1b[31mred\xff\n\x00"
                                                      "end",
                                                      15));
    const QString text = stringOr(evidence.data, "text");
    QVERIFY(!text.contains(QChar(0x1b)));
    QVERIFY(text.contains(QChar(0xFFFD)));
    QVERIFY(!oneLine(QByteArray("a\nb\x1b")).contains(u'\n'));
}

void TestEvidence::longTextIsCut()
{
    const Evidence evidence = textEvidence(u"out"_s, QByteArray(50 << 20, 'x'));
    QVERIFY(stringOr(evidence.data, "text").size() < 2 * shownText);
    QVERIFY(oneLine(QByteArray(1000, 'y')).size() <= 200);
    const Evidence diff = diffEvidence(u"d"_s, QByteArray("a\n").repeated(200'000), "b\n");
    QVERIFY(stringOr(diff.data, "unified").size() < 4 * shownText);
}

void TestEvidence::longTable()
{
    const std::vector<QStringList> rows(1500, {u"a"_s, u"b"_s});
    const Evidence table = tableEvidence(u"Rows"_s, {u"x"_s, u"y"_s}, rows);
    QCOMPARE(table.data["rows"].size(), 1000U);
    QVERIFY(table.title.contains(u"1500"_s));
}

void TestEvidence::matches_data()
{
    QTest::addColumn<TextMatch>("match");
    QTest::addColumn<double>("tolerance");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("found");
    QTest::addColumn<QString>("mismatch"); // empty: they match
    const auto row = [](const char *name, TextMatch match, double tolerance, const char *expected,
                        const char *found, const QString &mismatch) {
        QTest::newRow(name) << match << tolerance << QByteArray(expected) << QByteArray(found)
                            << mismatch;
    };
    row("exact", TextMatch::Exact, 0, "a\n", "a\n", {});
    row("exact, newline", TextMatch::Exact, 0, "a\n", "a", u"line 2 is missing"_s);
    row("exact, carriage return", TextMatch::Exact, 0, "a\n", "a\r\n", u"line 1"_s);
    row("exact, one too many", TextMatch::Exact, 0, "a", "a\nb", u"line 2 is one too many: 'b'"_s);
    row("trimmed", TextMatch::Trimmed, 0, "a \nb", "\na\r\nb\t\n\n", {});
    row("trimmed keeps inner blanks", TextMatch::Trimmed, 0, "a\n\nb", "a\nb", u"line 2"_s);
    row("trimmed keeps indentation", TextMatch::Trimmed, 0, "  a", "a", u"line 1"_s);
    row("tokens", TextMatch::Tokens, 0, "1 2\n3", "1  2 3\n", {});
    row("tokens, exact numbers", TextMatch::Tokens, 0, "1.0", "1.00",
        u"word 1: expected '1.0', got '1.00'"_s);
    row("tokens, close numbers", TextMatch::Tokens, 1e-6, "1.0 nan x", "1.0000001 NaN x", {});
    row("tokens, far numbers", TextMatch::Tokens, 1e-6, "1.0", "1.1", u"word 1"_s);
    row("tokens, text is no number", TextMatch::Tokens, 10, "1", "one", u"word 1"_s);
    row("tokens, missing", TextMatch::Tokens, 0, "1 2", "1", u"word 2 is missing"_s);
    row("lines", TextMatch::Lines, 0, "b\na\n", "a\nb", {});
    row("lines count", TextMatch::Lines, 0, "a\na\nb", "a\nb\nb", u"sorted"_s);
    row("nothing", TextMatch::Tokens, 0, "", " \n", {});
}

void TestEvidence::matches()
{
    QFETCH(TextMatch, match);
    QFETCH(double, tolerance);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, found);
    QFETCH(QString, mismatch);
    const auto difference = textMismatch(expected, found, match, {tolerance, tolerance});
    QCOMPARE(difference.has_value(), !mismatch.isEmpty());
    if (difference)
        QVERIFY2(difference->contains(mismatch), qPrintable(*difference));
}

QTEST_GUILESS_MAIN(TestEvidence)
#include "tst_evidence.moc"
