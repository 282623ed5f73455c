#include "core/report/report.h"
#include "core/report/xmltext.h"
#include "core/scenario/schema.h"

#include "report/samplerun.h"
#include "support/golden.h"

#include <QtCore/QXmlStreamReader>

using namespace touchstone;
using namespace touchstone::test;

class TestExports : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void golden_data();
    void golden();
    void linesHaveTheirSchema();
    void linesOfTurns();
    void junitCounts();
    void junitLeftOut();
    void xmlHoldsAnything();
    void hostileStrings_data();
    void hostileStrings();
    void formulas_data();
    void formulas();
    void emptyRun_data();
    void emptyRun();
    void scoringPasses();
    void filtered();
    void unknownFormat();
    void unfinishedReplacesNothing();
    void damagedRun();

private:
    QByteArray written(const RunFile &file, const QString &format,
                       const ReportOptions &options = {});
    QTemporaryDir m_folder;
    std::unique_ptr<RunFile> m_demo;
};

namespace {

/// Splits RFC 4180 text into rows of cells.
QList<QStringList> csvRows(const QString &text)
{
    QList<QStringList> rows{{QString()}};
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == u'"' && text.mid(i + 1, 1) == u"\""_s)
            rows.last().last() += text[++i];
        else if (c == u'"')
            quoted = !quoted;
        else if (!quoted && c == u',')
            rows.last().append(QString());
        else if (!quoted && c == u'\r' && text.mid(i + 1, 1) == u"\n"_s)
            rows.append(QStringList{QString()}), ++i;
        else
            rows.last().last() += c;
    }
    rows.removeLast(); // behind the last line end
    return rows;
}

QList<Json> jsonLines(const QByteArray &text)
{
    QList<Json> lines;
    for (const QByteArray &line : text.split('\n'))
        if (!line.isEmpty())
            lines.append(parseJson(line, {u"line"_s, {}, 0}).value_or(Json()));
    return lines;
}

} // namespace

void TestExports::initTestCase()
{
    auto file = runFileWith(m_folder.filePath(u"demo.touchstone"_s), manifestOf(u"01RUN"_s),
                            demoAttempts());
    VERIFY_OK(file);
    m_demo = std::move(*file);
}

QByteArray TestExports::written(const RunFile &file, const QString &format,
                                const ReportOptions &options)
{
    const QString path = m_folder.filePath(u"out."_s + format);
    if (auto done = writeReport(file, format, path, options); !done) {
        qWarning("%s", qPrintable(done.error().text()));
        return {};
    }
    QFile out(path);
    return out.open(QIODevice::ReadOnly) ? out.readAll() : QByteArray();
}

void TestExports::golden_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("name");
    QTest::newRow("csv") << u"csv"_s << u"report/demo.csv"_s;
    QTest::newRow("jsonl") << u"jsonl"_s << u"report/demo.jsonl"_s;
    QTest::newRow("junit") << u"junit"_s << u"report/demo.xml"_s;
}

void TestExports::golden()
{
    QFETCH(QString, format);
    QFETCH(QString, name);
    const QString problem = differsFromGolden(written(*m_demo, format), name);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestExports::linesHaveTheirSchema()
{
    const QList<Json> lines = jsonLines(written(*m_demo, u"jsonl"_s));
    QCOMPARE(lines.size(), 22);
    for (const Json &line : lines)
        VERIFY_OK(validateJson(line, u"export"_s, {u"line"_s, {}, 0}));
    QCOMPARE(stringOr(lines[0], "scenario"), u"lists/largest"_s);
    QCOMPARE(stringOr(lines[0], "outcome"), u"passed"_s);
    QCOMPARE(numberOr(lines[0], "duration_ms", 0), 101.0);
    QCOMPARE(stringOr(lines[0]["checks"]["tests"], "status"), u"passed"_s);
    QCOMPARE(lines[3]["checks"]["tests"]["error_code"].get<QString>(), u"tool-missing"_s);
    Json wrong = lines[0];
    wrong["surprise"] = 1;
    QVERIFY(!validateJson(wrong, u"export"_s, {u"line"_s, {}, 0}));
}

void TestExports::linesOfTurns()
{
    AttemptMaker maker;
    FinishedAttempt attempt = maker.make(u"a"_s, u"x"_s, 0, Outcome::Failed, u"no"_s);
    attempt.verdicts = {verdictOf(u"tests"_s, VerdictStatus::Passed),
                        verdictOf(u"tests"_s, VerdictStatus::Failed, u"no"_s)};
    attempt.verdicts[1].turn = 1;
    const auto file =
        runFileWith(m_folder.filePath(u"turns.touchstone"_s), manifestOf(u"01TURNS"_s), {attempt});
    VERIFY_OK(file);
    const QList<Json> lines = jsonLines(written(**file, u"jsonl"_s));
    QCOMPARE(lines.size(), 1);
    QCOMPARE(stringOr(lines[0]["checks"]["tests"], "status"), u"passed"_s);
    QCOMPARE(stringOr(lines[0]["checks"]["tests@2"], "status"), u"failed"_s);
    QVERIFY(written(**file, u"csv"_s).contains("tests=passed; tests@2=failed"));
}

void TestExports::junitCounts()
{
    QXmlStreamReader xml(written(*m_demo, u"junit"_s));
    int cases = 0;
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    QStringList suites;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"testsuites") {
            QCOMPARE(xml.attributes().value(u"tests"_s), u"22"_s);
            QCOMPARE(xml.attributes().value(u"failures"_s), u"8"_s);
            QCOMPARE(xml.attributes().value(u"errors"_s), u"1"_s);
            QCOMPARE(xml.attributes().value(u"skipped"_s), u"3"_s);
        }
        if (xml.name() == u"testsuite")
            suites.append(xml.attributes().value(u"name"_s).toString());
        cases += xml.name() == u"testcase" ? 1 : 0;
        failures += xml.name() == u"failure" ? 1 : 0;
        errors += xml.name() == u"error" ? 1 : 0;
        skipped += xml.name() == u"skipped" ? 1 : 0;
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(suites, QStringList({u"samples:good.jsonl"_s, u"chat:weak-model"_s}));
    QCOMPARE(cases, 22);
    QCOMPARE(failures, 8);
    QCOMPARE(errors, 1);
    QCOMPARE(skipped, 3);
}

void TestExports::junitLeftOut()
{
    // text/wrap was passed once, so what is left out there is skipped; elsewhere it failed
    AttemptMaker maker;
    FinishedAttempt out = maker.make(u"a"_s, u"x"_s, 0, Outcome::Passed);
    out.record.leftOut = true;
    const auto file =
        runFileWith(m_folder.filePath(u"out.touchstone"_s), manifestOf(u"01OUT"_s), {out});
    VERIFY_OK(file);
    const QByteArray xml = written(**file, u"junit"_s);
    QVERIFY(xml.contains("failures=\"1\""));
    QVERIFY(xml.contains("type=\"left-out\""));
}

void TestExports::xmlHoldsAnything()
{
    QString all;
    for (int c = 0; c <= 0xFFFF; ++c)
        all += QChar(c);
    all += u"\U0001F600"_s;
    const QString safe = xmlText(all);
    QXmlStreamReader xml(u"<a>"_s + safe.toHtmlEscaped() + u"</a>"_s);
    QVERIFY(xml.readNextStartElement());
    QVERIFY(xml.readElementText().contains(u"\U0001F600"_s));
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(safe.startsWith(u"␀␁"_s));
}

void TestExports::hostileStrings_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("script") << u"</script><script>alert(1)</script>"_s;
    QTest::newRow("cdata") << u"]]><![CDATA[ <!-- --> &amp; &#0;"_s;
    QTest::newRow("NUL and controls") << QString(u"a\0b\x01\x1b[31m\x7f\u0085"_s);
    QTest::newRow("bidi") << u"safe\u202Etxt.exe\u2066"_s;
    QTest::newRow("quotes and line ends") << u"\"a\",'b'\r\nc;d\te\\"_s;
    QTest::newRow("1 MB line") << QString(1 << 20, u'x');
    QTest::newRow("lone surrogate") << QString(QChar(0xD800)) + u"x"_s + QChar(0xFFFF);
    QTest::newRow("formula") << u"=cmd|' /C calc'!A0"_s;
    QTest::newRow("markup in attributes") << u"x\" onload=\"alert(1)"_s;
}

void TestExports::hostileStrings()
{
    QFETCH(QString, text);
    AttemptMaker maker;
    FinishedAttempt attempt = maker.make(text, text, 0, Outcome::Failed, text);
    attempt.record.tags = {text};
    attempt.record.model = text;
    attempt.record.answer = AttemptMaker::put(attempt, text.toUtf8());
    Verdict verdict = verdictOf(text, VerdictStatus::Failed, text);
    verdict.evidence = {
        {u"text"_s, text, {{"text", text}}, {}},
        {u"place"_s, text, {{"file", text}, {"message", text}}, {}},
        {u"diff"_s, text, {{"unified", text}}, {}},
        {u"table"_s, text, {{"columns", {text}}, {"rows", {{text}, 3, {{{"a", text}}}}}}, {}},
        {u"invented"_s, text, {{"x", text}}, {}}};
    attempt.verdicts = {verdict};
    const QString name = QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
    const auto file =
        runFileWith(m_folder.filePath(name + u".touchstone"_s), manifestOf(u"01EVIL"_s), {attempt});
    VERIFY_OK(file);

    const QList<Json> lines = jsonLines(written(**file, u"jsonl"_s));
    QCOMPARE(lines.size(), 1);
    VERIFY_OK(validateJson(lines[0], u"export"_s, {u"line"_s, {}, 0}));
    const auto stored = (*file)->attempt(attempt.record.id);
    VERIFY_OK(stored);
    QCOMPARE(stringOr(lines[0], "reason"), QString::fromUtf8(stored->reason.toUtf8()));

    const QList<QStringList> rows = csvRows(QString::fromUtf8(written(**file, u"csv"_s)));
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[1].size(), rows[0].size());

    QXmlStreamReader xml(written(**file, u"junit"_s));
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));

    const QByteArray html = written(**file, u"html"_s);
    QVERIFY(html.contains("Attempts that did not pass"));
    QVERIFY(!html.contains("<script>alert"));
    QVERIFY(!html.contains("\" onload=\""));
    QVERIFY(!html.contains('\0') && !html.contains('\x1b') && !html.contains("\xE2\x80\xAE"));
    QVERIFY(html.size() < 400'000); // however long the strings
    QVERIFY(!written(**file, u"table"_s).contains('\x1b'));
}

void TestExports::formulas_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("cell");
    QTest::newRow("equals") << u"=1+1"_s << u"'=1+1"_s;
    QTest::newRow("plus") << u"+1"_s << u"'+1"_s;
    QTest::newRow("minus") << u"-1"_s << u"'-1"_s;
    QTest::newRow("at") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
    QTest::newRow("tab") << u"\t=1"_s << u"'\t=1"_s;
    QTest::newRow("full width") << u"＝1"_s << u"'＝1"_s;
    QTest::newRow("with quotes") << u"=\"a\",b"_s << u"'=\"a\",b"_s;
    QTest::newRow("plain") << u"1 = 1"_s << u"1 = 1"_s;
    QTest::newRow("line end") << u"a\nb"_s << u"a\nb"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TestExports::formulas()
{
    QFETCH(QString, reason);
    AttemptMaker maker;
    const QString name =
        QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-') + u".touchstone"_s;
    const auto file = runFileWith(m_folder.filePath(u"csv-"_s + name), manifestOf(u"01CSV"_s),
                                  {maker.make(u"a"_s, u"x"_s, 0, Outcome::Failed, reason)});
    VERIFY_OK(file);
    const QList<QStringList> rows = csvRows(QString::fromUtf8(written(**file, u"csv"_s)));
    QTEST(rows.value(1).value(rows[0].indexOf(u"reason"_s)), "cell");
}

void TestExports::emptyRun_data()
{
    QTest::addColumn<QString>("format");
    for (const QString &format : reportFormats())
        QTest::newRow(qPrintable(format)) << format;
}

void TestExports::emptyRun()
{
    QFETCH(QString, format);
    const auto file = runFileWith(m_folder.filePath(u"empty-%1.touchstone"_s.arg(format)),
                                  manifestOf(u"01NONE"_s), {});
    VERIFY_OK(file);
    const QString path = m_folder.filePath(u"empty."_s + format);
    const auto done = writeReport(**file, format, path, {});
    if (format == u"eval"_s) { // a log of Inspect's is of a task that was tried
        QVERIFY(!done && done.error().message.contains(u"no attempts"_s));
        return;
    }
    VERIFY_OK(done);
    QVERIFY(QFileInfo::exists(path));
    QCOMPARE(QFileInfo(path).size() == 0, format == u"jsonl"_s);
    if (format != u"junit"_s)
        return;
    QXmlStreamReader xml(written(**file, u"junit"_s));
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY(!xml.hasError());
}

void TestExports::scoringPasses()
{
    AttemptMaker maker;
    const auto file =
        runFileWith(m_folder.filePath(u"passes.touchstone"_s), manifestOf(u"01PASS"_s),
                    {failing(maker, u"a"_s, u"x"_s, 0), failing(maker, u"b"_s, u"x"_s, 0)});
    VERIFY_OK(file);
    const auto pass = (*file)->beginPass({});
    VERIFY_OK(pass);
    AttemptMaker again;
    VERIFY_OK((*file)->appendPass(*pass,
                                  {{again.make(u"a"_s, u"x"_s, 0, Outcome::Passed).record.id,
                                    {Outcome::Passed, {}, 1.0},
                                    {verdictOf(u"tests"_s, VerdictStatus::Passed)},
                                    {}}}));
    const auto latest = summarise(**file, {});
    VERIFY_OK(latest);
    QCOMPARE(latest->passRate(), 0.5);
    QCOMPARE(latest->agents[0].checks.back().passed, 1);
    ReportOptions first;
    first.pass = 1;
    const auto before = summarise(**file, first);
    VERIFY_OK(before);
    QCOMPARE(before->passRate(), 0.0);
    QCOMPARE(before->agents[0].checks.back().failed, 2);
}

void TestExports::filtered()
{
    ReportOptions options;
    options.wanted = [](const RunFile &, const AttemptRecord &record) -> Result<bool> {
        return record.outcome == Outcome::Error;
    };
    QCOMPARE(jsonLines(written(*m_demo, u"jsonl"_s, options)).size(), 1);
    QVERIFY(written(*m_demo, u"junit"_s, options).contains("tests=\"1\""));
    const auto summary = summarise(*m_demo, options);
    VERIFY_OK(summary);
    QCOMPARE(summary->attempts(), 1);
}

void TestExports::unknownFormat()
{
    const auto done = writeReport(*m_demo, u"pdf"_s, m_folder.filePath(u"x.pdf"_s), {});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::BadInput);
    QVERIFY(done.error().message.contains(u"table, html, junit, csv, jsonl, json"_s));
}

void TestExports::unfinishedReplacesNothing()
{
    const QString path = m_folder.filePath(u"missing-folder/report.html"_s);
    const auto done = writeReport(*m_demo, u"html"_s, path, {});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Io);
    QVERIFY(done.error().message.contains(path));
}

void TestExports::damagedRun()
{
    const QString path = m_folder.filePath(u"damaged.touchstone"_s);
    std::vector<FinishedAttempt> attempts;
    AttemptMaker maker;
    for (int i = 0; i < 300; ++i)
        attempts.push_back(failing(maker, u"s%1"_s.arg(i), u"x"_s, 0));
    {
        auto file = runFileWith(path, manifestOf(u"01DAMAGE"_s), attempts);
        VERIFY_OK(file);
        VERIFY_OK((*file)->publish());
    }
    QFile bytes(path);
    QVERIFY(bytes.open(QIODevice::ReadWrite));
    const qint64 size = bytes.size();
    QVERIFY(bytes.seek(size * 2 / 3));
    bytes.write(QByteArray(16'384, '\xA5'));
    bytes.close();
    const auto file = RunFile::open(path, RunFile::Mode::Read);
    if (!file)
        QSKIP("the damage is where nothing can be opened any more");
    const auto summary = summarise(**file, {});
    VERIFY_OK(summary);
    QVERIFY(!summary->damage.isEmpty());
    QVERIFY(summary->attempts() > 0);
    const QString out = m_folder.filePath(u"damaged.jsonl"_s);
    const auto done = writeReport(**file, u"jsonl"_s, out, {});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Corrupt);
    QVERIFY(QFileInfo(out).size() > 0);
}

QTEST_GUILESS_MAIN(TestExports)
#include "tst_exports.moc"
