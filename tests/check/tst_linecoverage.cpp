#include "core/check/linecoverage.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

/// "1=2 3~4(1/2) 5!": run, in part, never; with hits and branches.
QString told(const std::vector<CoveredLine> &lines)
{
    QStringList parts;
    for (const CoveredLine &line : lines) {
        const QChar mark = line.state() == LineState::Covered ? u'='
            : line.state() == LineState::Partly               ? u'~'
                                                              : u'!';
        QString part = QString::number(line.line) + mark;
        if (line.hits > 0)
            part += QString::number(line.hits);
        if (line.total > 0)
            part += u"(%1/%2)"_s.arg(line.taken).arg(line.total);
        parts.append(part);
    }
    return parts.join(u' ');
}

} // namespace

/// What was run of a file, as evidence and back.
class TestLineCoverage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thereAndBack_data();
    void thereAndBack();
    void isCompact();
    void damaged_data();
    void damaged();
    void others();
};

void TestLineCoverage::thereAndBack_data()
{
    QTest::addColumn<QByteArray>("lcov");
    QTest::addColumn<QString>("lines");
    QTest::addColumn<QString>("text");
    QTest::newRow("run and not") << "DA:1,2\nDA:2,2\nDA:4,0\nDA:5,0\n"_ba << u"1=2 2=2 4! 5!"_s
                                 << u"run: 1 to 2; never: 4 to 5"_s;
    QTest::newRow("gaps are not run") << "DA:1,1\nDA:9,1\n"_ba << u"1=1 9=1"_s << u"run: 1, 9"_s;
    QTest::newRow("in part") << "DA:3,7\nDA:4,7\nBRDA:3,0,0,7\nBRDA:3,0,1,0\n"_ba
                             << u"3~7(1/2) 4=7"_s << u"run: 4; in part: 3"_s;
    QTest::newRow("every branch") << "DA:3,7\nBRDA:3,0,0,4\nBRDA:3,0,1,3\n"_ba << u"3=7(2/2)"_s
                                  << u"run: 3"_s;
    QTest::newRow("never reached")
        << "DA:3,0\nBRDA:3,0,0,-\nBRDA:3,0,1,-\n"_ba << u"3!(0/2)"_s << u"never: 3"_s;
    QTest::newRow("a branch of no line") << "DA:3,1\nBRDA:8,0,0,1\n"_ba << u"3=1"_s << u"run: 3"_s;
    QTest::newRow("nothing") << ""_ba << QString() << QString();
}

void TestLineCoverage::thereAndBack()
{
    QFETCH(const QByteArray, lcov);
    const auto parsed = parseLcov("SF:a.py\n" + lcov + "end_of_record\n");
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text()));
    const LineCoverage coverage =
        lineCoverageOf(u"a.py"_s, parsed->value(u"a.py"_s), Digest::of("text"));
    const auto back = lineCoverageIn(coverageEvidence(coverage));
    QVERIFY(back.has_value());
    QCOMPARE(*back, coverage);
    QTEST(told(linesOf(*back)), "lines");
    QTEST(coverageText(*back), "text");
}

void TestLineCoverage::isCompact()
{
    FileCoverage file;
    for (int line = 1; line <= 10'000; ++line)
        file.lines.insert(line, line <= 9'000 ? 1 : 0);
    const Evidence evidence = coverageEvidence(lineCoverageOf(u"a.py"_s, file, {}));
    QCOMPARE(evidence.data["lines"], Json({{1, 9000, 1}, {9001, 10000, 0}}));
    QVERIFY(!evidence.data.contains("blob"));
    // a file of which every other line is run stays within bounds
    for (int line = 1; line <= 100'000; ++line)
        file.lines.insert(line, line % 2);
    QCOMPARE(coverageEvidence(lineCoverageOf(u"a.py"_s, file, {})).data["lines"].size(), 20'000U);
}

void TestLineCoverage::damaged_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("lines");
    QTest::newRow("no lines") << u"{}"_s << QString();
    QTest::newRow("no rows") << u"{\"lines\": 5, \"branches\": \"x\"}"_s << QString();
    QTest::newRow("backwards") << u"{\"lines\": [[5, 4, 1], [6, 6, 1]]}"_s << u"6=1"_s;
    QTest::newRow("over each other")
        << u"{\"lines\": [[1, 3, 1], [2, 4, 0]]}"_s << u"1=1 2=1 3=1"_s;
    QTest::newRow("huge") << u"{\"lines\": [[1, 99999999999, 1], [2, 2, 1]]}"_s << u"2=1"_s;
    QTest::newRow("no numbers") << u"{\"lines\": [[1, \"2\", 1], [1, 2]]}"_s << QString();
    QTest::newRow("branches")
        << u"{\"lines\": [[1, 1, 1]], \"branches\": [[1, 3, 2], [-1, 0, 1]]}"_s << u"1=1"_s;
}

void TestLineCoverage::damaged()
{
    QFETCH(const QString, data);
    const auto json = parseJson(data.toUtf8(), {});
    QVERIFY(json.has_value());
    const auto coverage = lineCoverageIn({u"coverage"_s, {}, *json, {}});
    QVERIFY(coverage.has_value());
    QTEST(told(linesOf(*coverage)), "lines");
}

void TestLineCoverage::others()
{
    QVERIFY(!lineCoverageIn({u"place"_s, {}, {{"file", "a"}, {"line", 1}}, {}}));
    const auto endless = lineCoverageIn({u"coverage"_s, {}, {{"lines", {{1, 9'000'000, 1}}}}, {}});
    QCOMPARE(linesOf(*endless).size(), 1'000'000U);
}

QTEST_GUILESS_MAIN(TestLineCoverage)
#include "tst_linecoverage.moc"
