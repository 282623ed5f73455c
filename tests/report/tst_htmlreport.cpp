#include "core/report/htmltemplate.h"
#include "core/report/report.h"

#include "report/samplerun.h"
#include "support/golden.h"

#include <QtCore/QBuffer>
#include <QtCore/QCryptographicHash>
#include <QtCore/QRegularExpression>

using namespace touchstone;
using namespace touchstone::test;

class TestHtmlReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void templates_data();
    void templates();
    void brokenTemplates_data();
    void brokenTemplates();
    void missingValue();
    void escaping();
    void golden();
    void nothingIsLoaded();
    void policyNamesTheScript();
    void whatIsLeftOutIsSaid();
    void samplesOfTheMatrix();
    void linksLeadSomewhere();
    void evidenceRows();
    void evidenceOfWhatIsRight();
    void pictures();
    void fullPage();
    void comparison();

private:
    QString page(const RunFile &file, const ReportOptions &options = {});
    std::unique_ptr<RunFile> runOf(const QString &name,
                                   const std::vector<FinishedAttempt> &attempts);
    QTemporaryDir m_folder;
};

QString TestHtmlReport::page(const RunFile &file, const ReportOptions &options)
{
    const QString path = m_folder.filePath(u"page.html"_s);
    if (auto done = writeReport(file, u"html"_s, path, options); !done) {
        qWarning("%s", qPrintable(done.error().text()));
        return {};
    }
    QFile out(path);
    return out.open(QIODevice::ReadOnly) ? QString::fromUtf8(out.readAll()) : QString();
}

std::unique_ptr<RunFile> TestHtmlReport::runOf(const QString &name,
                                               const std::vector<FinishedAttempt> &attempts)
{
    auto file =
        runFileWith(m_folder.filePath(name + u".touchstone"_s), manifestOf(u"01RUN"_s), attempts);
    if (!file)
        qFatal("%s", qPrintable(file.error().text()));
    return std::move(*file);
}

void TestHtmlReport::templates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("value") << u"a {{name}} b"_s << u"a &lt;n&gt; b"_s;
    QTest::newRow("nested") << u"{{inner.x}} {{ inner.y.z }}"_s << u"1 2.5"_s;
    QTest::newRow("list") << u"{{#list}}[{{.}}]{{/list}}"_s << u"[a][b]"_s;
    QTest::newRow("list of lists") << u"{{#rows}}{{#.}}{{.}},{{/.}};{{/rows}}"_s << u"1,2,;3,;"_s;
    QTest::newRow("object") << u"{{#inner}}{{x}}{{name}}{{/inner}}"_s << u"1&lt;n&gt;"_s;
    QTest::newRow("false and empty")
        << u"{{#no}}x{{/no}}{{#none}}x{{/none}}{{#nil}}x{{/nil}}{{#blank}}x{{/blank}}"_s
        << QString();
    QTest::newRow("inverted")
        << u"{{^no}}a{{/no}}{{^none}}b{{/none}}{{^list}}c{{/list}}{{^unheard}}d{{/unheard}}"_s
        << u"abd"_s;
    QTest::newRow("true and text")
        << u"{{#yes}}y{{/yes}}{{#name}}{{.}}{{/name}}"_s << u"y&lt;n&gt;"_s;
    QTest::newRow("comment") << u"a{{! nothing }}b"_s << u"ab"_s;
    QTest::newRow("braces") << u"{ } }} {a}"_s << u"{ } }} {a}"_s;
}

void TestHtmlReport::templates()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    const Json context{{"name", "<n>"},
                       {"inner", {{"x", 1}, {"y", {{"z", 2.5}}}}},
                       {"list", {"a", "b"}},
                       {"rows", {{1, 2}, {3}}},
                       {"no", false},
                       {"yes", true},
                       {"none", Json::array()},
                       {"nil", nullptr},
                       {"blank", ""}};
    const auto parsed = HtmlTemplate::parse(text, u"t"_s);
    VERIFY_OK(parsed);
    const auto rendered = parsed->render(context);
    VERIFY_OK(rendered);
    QCOMPARE(*rendered, shown);
}

void TestHtmlReport::brokenTemplates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("open section") << u"a\n{{#x}}b"_s << u"t line 2: {{#x}} is never closed"_s;
    QTest::newRow("wrong close") << u"{{#x}}{{/y}}"_s << u"t line 1: {{/y}} closes nothing"_s;
    QTest::newRow("open tag") << u"{{x"_s << u"t line 1: '{{' without '}}'"_s;
    QTest::newRow("no name") << u"{{#}}{{/}}"_s << u"t line 1: '{{}}' without a name"_s;
}

void TestHtmlReport::brokenTemplates()
{
    QFETCH(QString, text);
    const auto parsed = HtmlTemplate::parse(text, u"t"_s);
    QVERIFY(!parsed);
    QTEST(parsed.error().message, "message");
}

void TestHtmlReport::missingValue()
{
    const auto parsed = HtmlTemplate::parse(u"{{x}}"_s, u"t"_s);
    VERIFY_OK(parsed);
    const auto rendered = parsed->render(Json::object());
    QVERIFY(!rendered);
    QCOMPARE(rendered.error().message, u"t asks for 'x', which is not there"_s);
    const auto slot = HtmlTemplate::parse(u"{{>x}}"_s, u"t"_s);
    QVERIFY(!slot->render(Json::object()));
}

void TestHtmlReport::escaping()
{
    QCOMPARE(htmlText(u"<a href=\"x\" title='y'>&\x1b\u202E"_s),
             u"&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;␛‹U+202E›"_s);
}

void TestHtmlReport::golden()
{
    const auto file = runOf(u"demo"_s, demoAttempts());
    QString html = page(*file);
    // style and script have their own files
    html.remove(
        QRegularExpression(u"<style>.*</style>"_s, QRegularExpression::DotMatchesEverythingOption));
    html.remove(QRegularExpression(u"<script>.*</script>"_s,
                                   QRegularExpression::DotMatchesEverythingOption));
    html.remove(QRegularExpression(u"&#39;sha256-[^;]*;"_s));
    const QString problem = differsFromGolden(html.toUtf8(), u"report/demo.html"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestHtmlReport::nothingIsLoaded()
{
    const auto file = runOf(u"loads"_s, demoAttempts());
    const QString html = page(*file);
    QVERIFY(!html.contains(QRegularExpression(u"(?:src|href)=\"(?!data:|#)"_s)));
    QVERIFY(!html.contains(u"@import"_s));
    QVERIFY(!html.contains(u"url("_s));
    QVERIFY(!html.contains(u"style=\""_s)); // the policy forbids them
    QVERIFY(!html.contains(QRegularExpression(u"\\son[a-z]+=\""_s)));
}

void TestHtmlReport::policyNamesTheScript()
{
    const auto file = runOf(u"policy"_s, demoAttempts());
    const QString html = page(*file);
    const auto hashOf = [&html](const QString &tag) {
        const QString text = html.section(u"<%1>"_s.arg(tag), 1).section(u"</%1>"_s.arg(tag), 0, 0);
        return QString::fromLatin1(
            QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toBase64());
    };
    QVERIFY(html.contains(u"default-src &#39;none&#39;"_s));
    QVERIFY(html.contains(u"script-src &#39;sha256-%1&#39;"_s.arg(hashOf(u"script"_s))));
    QVERIFY(html.contains(u"style-src &#39;sha256-%1&#39;"_s.arg(hashOf(u"style"_s))));
}

void TestHtmlReport::whatIsLeftOutIsSaid()
{
    AttemptMaker maker;
    std::vector<FinishedAttempt> attempts;
    for (int i = 0; i < 40; ++i)
        attempts.push_back(passing(maker, u"pass-%1"_s.arg(i), u"x"_s, 0));
    for (int i = 0; i < 10; ++i)
        attempts.push_back(failing(maker, u"fail-%1"_s.arg(i), u"x"_s, 0));
    attempts.push_back(erroneous(maker, u"error-0"_s, u"x"_s, 0));
    const auto file = runOf(u"bounded"_s, attempts);
    ReportOptions options;
    options.maxScenarios = 12;
    options.maxAttempts = 4;
    const QString html = page(*file, options);
    QVERIFY(html.contains(u"12 of 51 scenarios are shown"_s));
    QVERIFY(html.contains(u"4 of 11 are shown, errors first"_s));
    QCOMPARE(html.count(u"<tr class=\"scenario-row\""_s), 12);
    QCOMPARE(html.count(u"<details class=\"card attempt\""_s), 4);
    QVERIFY(html.indexOf(u"data-state=\"error\" data-agent"_s)
            < html.indexOf(u"data-state=\"failed\" data-agent"_s));
    QVERIFY(html.contains(u"<span class=\"id\">error-0</span>"_s));
    QVERIFY(html.contains(u"<span class=\"id\">fail-9</span>"_s)); // before any that passed
    const auto all = page(*file);
    QVERIFY(!all.contains(u" are shown"_s));
    QVERIFY(page(*runOf(u"clean"_s, {passing(maker, u"a"_s, u"x"_s, 0)}))
                .contains(u"Every attempt passed."_s));
}

void TestHtmlReport::samplesOfTheMatrix()
{
    const auto file = runOf(u"samples"_s, demoAttempts());
    const QString html = page(*file);
    // lists/merge of the good agent: ✓ ✗ ✓, and the one that failed leads to its details
    const QString row =
        html.section(u"<span class=\"id\">lists/merge</span>"_s, 1).section(u"</tr>"_s, 0, 0);
    const QString cell = row.section(u"<td class=\"cell\">"_s, 1, 1);
    QVERIFY(cell.contains(u"<span class=\"ratio part\" title=\"2 of 3 passed\""_s));
    QVERIFY(cell.contains(u"<span class=\"mark good\" title=\"sample 0: passed\""_s));
    QVERIFY(cell.contains(u"<a class=\"mark bad\" href=\"#attempt-01ATTEMPT00000000000000008\" "
                          u"title=\"sample 1: failed – "
                          u"check &#39;tests&#39; failed: 2 of 9 tests failed\""_s));
    QCOMPARE(cell.count(u"class=\"mark "_s), 3);
    // what was run again on request is none of the samples
    QCOMPARE(row.section(u"<td class=\"cell\">"_s, 2, 2).count(u"class=\"mark "_s), 3);
    ReportOptions options;
    options.maxMarks = 20;
    const QString without = page(*file, options);
    QVERIFY(!without.contains(u"class=\"mark "_s));
    QVERIFY(without.contains(u"only of runs of up to 20 attempts"_s));
}

void TestHtmlReport::linksLeadSomewhere()
{
    const auto file = runOf(u"links"_s, demoAttempts());
    ReportOptions options;
    options.maxAttempts = 5; // no link to what is left out
    const QString html = page(*file, options);
    static const QRegularExpression link(u"href=\"#([^\"]+)\""_s);
    int attempts = 0;
    for (const auto &match : link.globalMatch(html)) {
        QVERIFY2(html.contains(u"id=\"%1\""_s.arg(match.captured(1))),
                 qPrintable(match.captured(1)));
        attempts += match.captured(1).startsWith(u"attempt-"_s) ? 1 : 0;
    }
    QVERIFY(attempts > 0);
    static const QRegularExpression id(u"\\sid=\"([^\"]+)\""_s);
    QSet<QString> ids;
    for (const auto &match : id.globalMatch(html)) {
        QVERIFY2(!ids.contains(match.captured(1)), qPrintable(match.captured(1)));
        ids.insert(match.captured(1));
    }
}

/// Rows that did not pass come first, the others are folded away, and what is left out is said.
void TestHtmlReport::evidenceRows()
{
    AttemptMaker maker;
    FinishedAttempt attempt = failing(maker, u"a"_s, u"x"_s, 0);
    Json rows = Json::array();
    for (int i = 0; i < 60; ++i)
        rows.push_back({"case " + std::to_string(i), i % 20 == 7 ? "failed" : "passed"});
    attempt.verdicts.back().evidence = {
        {u"table"_s, u"Cases"_s, {{"columns", {"case", "status"}}, {"rows", rows}}, {}}};
    const QString html = page(*runOf(u"rows"_s, {attempt}));
    const QString table = html.section(u"<figure>"_s, 1).section(u"</figure>"_s, 0, 0);
    const QString first = table.section(u"<details"_s, 0, 0);
    QCOMPARE(first.count(u"<td class=\"bad\">failed</td>"_s), 3);
    QVERIFY(first.contains(u"case 47"_s) && !first.contains(u"passed"_s));
    QVERIFY(table.contains(u"<summary>57 passed</summary>"_s));
    QCOMPARE(table.count(u"<td class=\"good\">passed</td>"_s), 37);
    QVERIFY(table.contains(u"20 more rows left out."_s));
}

void TestHtmlReport::evidenceOfWhatIsRight()
{
    AttemptMaker maker;
    FinishedAttempt attempt = failing(maker, u"a"_s, u"x"_s, 0);
    Verdict right = verdictOf(u"right"_s, VerdictStatus::Passed);
    right.evidence = {{u"text"_s, {}, {{"text", "all is well"}}, {}}};
    Verdict nearly = right;
    nearly.check = u"nearly"_s;
    nearly.score = 0.8;
    nearly.evidence.front().data["text"] = "one finding";
    attempt.verdicts.push_back(right);
    attempt.verdicts.push_back(nearly);
    const QString html = page(*runOf(u"right"_s, {attempt}));
    QVERIFY(!html.contains(u"all is well"_s));
    QVERIFY(html.contains(u"one finding"_s));
}

void TestHtmlReport::pictures()
{
    AttemptMaker maker;
    const QByteArray png =
        QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+"
                               "M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    const QByteArray svg = "<svg onload='alert(1)' xmlns='http://www.w3.org/2000/svg'/>";
    FinishedAttempt attempt = failing(maker, u"a"_s, u"x"_s, 0);
    Verdict &verdict = attempt.verdicts.back();
    verdict.evidence = {
        {u"picture"_s, u"Window"_s, {{"format", "png"}}, AttemptMaker::put(attempt, png)},
        {u"picture"_s, u"Liar"_s, {{"format", "png"}}, AttemptMaker::put(attempt, svg)}};
    const QString html = page(*runOf(u"pictures"_s, {attempt}));
    QVERIFY(html.contains(u"<img src=\"data:image/png;base64,iVBORw0KGgo"_s));
    QCOMPARE(html.count(u"<img "_s), 1);
    QVERIFY(html.contains(u"it is no PNG, JPEG or WebP"_s));
}

void TestHtmlReport::fullPage()
{
    AttemptMaker maker;
    const auto file = runOf(u"full"_s, {failing(maker, u"a"_s, u"x"_s, 0)});
    ReportOptions options;
    options.maxBytes = 100;
    const QString html = page(*file, options);
    QVERIFY(html.contains(u"This page is full"_s));
    QVERIFY(!html.contains(u"AssertionError"_s));
    QVERIFY(page(*file).contains(u"AssertionError"_s));
}

void TestHtmlReport::comparison()
{
    AttemptMaker before;
    AttemptMaker after;
    const auto a =
        runOf(u"a"_s, {passing(before, u"one"_s, u"x"_s, 0), failing(before, u"two"_s, u"x"_s, 0)});
    const auto b =
        runOf(u"b"_s, {failing(after, u"one"_s, u"x"_s, 0), failing(after, u"two"_s, u"x"_s, 0)});
    const auto compared = compareRuns(*a, *b, {});
    VERIFY_OK(compared);
    ReportOptions options;
    options.comparison = &*compared;
    const QString html = page(*b, options);
    QVERIFY(html.contains(u"passed in A, failed in B"_s));
    QVERIFY(html.contains(u"Worse than the baseline"_s));
    QVERIFY(html.contains(u"−50.0 points"_s));
    QVERIFY(!page(*b).contains(u"id=\"comparison\""_s));
}

QTEST_GUILESS_MAIN(TestHtmlReport)
#include "tst_htmlreport.moc"
