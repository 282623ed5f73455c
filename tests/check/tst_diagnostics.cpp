#include "core/check/diagnostic.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

const Place place{u"lint"_s, {}, 0};

/// "severity rule file:line:column message" of each.
QStringList shown(const Result<std::vector<Diagnostic>> &read)
{
    if (!read)
        return {u"error: "_s + read.error().text()};
    QStringList lines;
    for (const Diagnostic &d : *read)
        lines.append(u"%1 %2 %3:%4:%5 %6"_s.arg(d.severity, d.code, d.file)
                         .arg(d.line)
                         .arg(d.column)
                         .arg(d.message));
    return lines;
}

QByteArray sarif(const QByteArray &results, const QByteArray &more = {})
{
    return R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Lint", "version": "3",)"
           R"("rules": [{"id": "R1", "defaultConfiguration": {"level": "error"},)"
           R"("messageStrings": {"default": {"text": "{0} is not {1}"}}}, {"id": "R2"}]}},)"
           R"("results": )"
        + results + (more.isEmpty() ? "" : ", " + more) + "}]}";
}

} // namespace

class TestDiagnostics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sarif_data();
    void sarif();
    void sarifTool();
    void lines();
    void json_data();
    void json();
    void workspacePaths_data();
    void workspacePaths();
    void readsByParser();
};

void TestDiagnostics::sarif_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &text, const QStringList &expected) {
        QTest::newRow(name) << text << expected;
    };
    const QByteArray at =
        R"("locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.c"}, "region": {"startLine": 3, "startColumn": 7}}}])";
    row("none", ::sarif("[]"), {});
    row("one",
        ::sarif(R"([{"ruleId": "X", "level": "error", "message": {"text": "m"}, )" + at + "}]"),
        {u"error X a.c:3:7 m"_s});
    row("level of the rule", ::sarif(R"([{"ruleId": "R1", "message": {"text": "m"}, )" + at + "}]"),
        {u"error R1 a.c:3:7 m"_s});
    row("level by default", ::sarif(R"([{"ruleIndex": 1, "message": {"text": "m"}, )" + at + "}]"),
        {u"warning R2 a.c:3:7 m"_s});
    row("level none",
        ::sarif(R"([{"ruleId": "X", "level": "none", "message": {"text": "m"}, )" + at + "}]"),
        {u"note X a.c:3:7 m"_s});
    row("message of the rule",
        ::sarif(R"([{"ruleId": "R1", "message": {"id": "default", "arguments": ["a", "b"]}, )" + at
                + "}]"),
        {u"error R1 a.c:3:7 a is not b"_s});
    row("passed results", ::sarif(R"([{"ruleId": "X", "kind": "pass", "message": {"text": "m"}}])"),
        {});
    row("suppressed",
        ::sarif(
            R"([{"ruleId": "X", "suppressions": [{"kind": "inSource"}], "message": {"text": "m"}, )"
            + at + "}]"),
        {u"warning X a.c:3:7 m"_s});
    row("only the first location",
        ::sarif(
            R"([{"ruleId": "X", "message": {"text": "m"}, "relatedLocations": [{}], "locations": [)"
            R"({"physicalLocation": {"artifactLocation": {"uri": "file:///work/s%20p/%C3%A4.c"}}}, {"physicalLocation": {"artifactLocation": {"uri": "b.c"}}}]}])"),
        {u"warning X s p/ä.c:0:0 m"_s});
    row("base",
        ::sarif(
            R"([{"ruleId": "X", "message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "b.c", "uriBaseId": "SUB"}}}]}])",
            R"("originalUriBaseIds": {"SUB": {"uri": "sub/", "uriBaseId": "ROOT"}, "ROOT": {"uri": "file:///work/"}})"),
        {u"warning X sub/b.c:0:0 m"_s});
    row("bases in a circle",
        ::sarif(
            R"([{"ruleId": "X", "message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "b.c", "uriBaseId": "A"}}}]}])",
            R"("originalUriBaseIds": {"A": {"uriBaseId": "B"}, "B": {"uriBaseId": "A"}})"),
        {u"warning X b.c:0:0 m"_s});
    row("artifact",
        ::sarif(
            R"([{"ruleId": "X", "message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": {"index": 0}}}]}])",
            R"("artifacts": [{"location": {"uri": "c.c"}}])"),
        {u"warning X c.c:0:0 m"_s});
    row("artifact that is not there",
        ::sarif(
            R"([{"ruleId": "X", "message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": {"index": 99}}}]}])"),
        {u"warning X :0:0 m"_s});
    row("outside",
        ::sarif(
            R"([{"message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "../../etc/passwd"}}}]}])"),
        {u"warning  ../../etc/passwd:0:0 m"_s});
    row("elsewhere",
        ::sarif(
            R"([{"message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "https://a.example/b"}}}]}])"),
        {u"warning  https://a.example/b:0:0 m"_s});
    row("lines beyond all numbers",
        ::sarif(
            R"([{"message": {"text": "m"}, "locations": [{"physicalLocation": {"region": {"startLine": 99999999999, "startColumn": -5}}}]}])"),
        {u"warning  :2147483647:0 m"_s});
    row("compiler with errors",
        ::sarif(R"([{"message": {"text": "m"}}])",
                R"("invocations": [{"executionSuccessful": false}])"),
        {u"warning  :0:0 m"_s});
    row("not successful", ::sarif("[]", R"("invocations": [{"executionSuccessful": false}])"),
        {u"error: it says that it did not succeed"_s});
    row("crashed on the way",
        ::sarif(
            R"([{"message": {"text": "m"}}])",
            R"("invocations": [{"executionSuccessful": false, "toolExecutionNotifications": [{"level": "error", "message": {"text": "oh"}}]}])"),
        {u"error: it says that it did not succeed: oh"_s});
    row("no runs", R"({"version": "2.1.0"})", {u"error: lint: SARIF with 'runs' was expected"_s});
    row("another version", R"({"version": "1.0.0", "runs": []})",
        {u"error: lint at /version: SARIF 2.1.0 was expected, found '1.0.0'"_s});
    row("results are a text", ::sarif(R"("none")"),
        {u"error: lint at /runs/0/results: a list was expected"_s});
    row("a result is a number", ::sarif("[1]"),
        {u"error: lint at /runs/0/results/0: an object was expected"_s});
}

void TestDiagnostics::sarif()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, expected);
    QCOMPARE(shown(parseSarif(text, place)), expected);
}

void TestDiagnostics::sarifTool()
{
    const auto read = parseSarif(::sarif(R"([{"message": {"text": "m"}}])"), place);
    QVERIFY(read);
    QCOMPARE(read->front().tool, u"Lint"_s);
    QCOMPARE(read->front().version, u"3"_s);
}

void TestDiagnostics::lines()
{
    const QString pattern =
        u"^(?<file>[^:]+):(?<line>\\d+):(?<column>\\d+): (?<severity>\\w+): (?<message>.*) \\[(?<code>.*)\\]$"_s;
    const QByteArray text = "In file included from x\n/work/a.c:1:2: error: m [c]\r\n"
                            "./b.c:99999999999999:4: Warning: n [d]\nc.c:1:1: info: o [e]\n";
    QCOMPARE(
        shown(parseDiagnosticLines(text, pattern, place)),
        (QStringList{u"error c a.c:1:2 m"_s, u"warning d b.c:0:4 n"_s, u"note e c.c:1:1 o"_s}));
    const QByteArray many = QByteArray("a:1:1: x: m [c]\n").repeated(maxDiagnostics + 1);
    QVERIFY(!parseDiagnosticLines(many, pattern, place));
}

void TestDiagnostics::json_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("one") << QByteArray(
        R"([{"file": "/work/a.py", "line": 2, "column": 3, "severity": "note", "code": "c", "message": "m"}])")
                         << QStringList{u"note c a.py:2:3 m"_s};
    QTest::newRow("no message") << QByteArray(R"([{"file": "a"}])")
                                << QStringList{
                                       u"error: lint at /0: a diagnostic needs a 'message'"_s};
    QTest::newRow("an object") << QByteArray("{}")
                               << QStringList{u"error: lint: a list of diagnostics was expected"_s};
}

void TestDiagnostics::json()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, expected);
    QCOMPARE(shown(parseDiagnostics(text, place)), expected);
}

void TestDiagnostics::workspacePaths_data()
{
    QTest::addColumn<QString>("path");
    const auto row = [](const char *named, const QString &path) { QTest::newRow(named) << path; };
    row("a/b.c", u"a/b.c"_s);
    row("./a/../b.c", u"b.c"_s);
    row("/work/a.c", u"a.c"_s);
    row("file:///work/a%23b.c", u"a#b.c"_s);
    row("/workshop/a.c", u"/workshop/a.c"_s);
    row("/work/../etc/passwd", u"/etc/passwd"_s);
    row("file:///etc/passwd", u"/etc/passwd"_s);
    row("", {});
}

void TestDiagnostics::workspacePaths()
{
    QFETCH(QString, path);
    QCOMPARE(workspacePath(QString::fromUtf8(QTest::currentDataTag())), path);
}

void TestDiagnostics::readsByParser()
{
    for (const QString &parser : {u"sarif"_s, u"lines"_s, u"diagnostics-json"_s})
        QVERIFY2(readsDiagnostics(parser), qPrintable(parser));
    QVERIFY(!readsDiagnostics(u"junit"_s));
    ToolAction action;
    action.tool = u"pylint"_s;
    action.parser = u"diagnostics-json"_s;
    const auto read = readDiagnostics(action, R"([{"message": "m"}])");
    QVERIFY(read);
    QCOMPARE(read->front().tool, u"pylint"_s);
    action.parser = u"junit"_s;
    QVERIFY(!readDiagnostics(action, "[]"));
}

QTEST_GUILESS_MAIN(TestDiagnostics)
#include "tst_diagnostics.moc"
