#include "core/report/report.h"

#include "report/samplerun.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>

using namespace touchstone;
using namespace touchstone::test;

/// What other people's programs read of a run with hostile strings in it: Python's csv, xml and
/// json stand for them all.
class TestConsumers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void reads_data();
    void reads();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<RunFile> m_file;
};

namespace {

// The last one is told apart by what JSON keeps and XML and CSV make visible.
const QStringList hostile{
    u"=cmd|' /C calc'!A0"_s, u"a,\"b\"\r\nc;d\te"_s, u"</failure>]]><x>&amp;"_s,
    u"safe\u202Etxt.exe"_s,  u"日本語 😀"_s,         QString(u"nul\0esc\x1b[2J"_s)};

/// Each prints the reasons of the attempts as a JSON list, after its own checks.
constexpr auto csvReader = R"(
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))
assert all(None not in row and None not in row.values() for row in rows), "ragged"
assert all(not row["reason"].startswith(("=", "+", "-", "@")) for row in rows), "formula"
assert [row["outcome"] for row in rows] == ["failed"] * len(rows)
assert all(float(row["duration_ms"]) > 0 and int(row["sample"]) == 0 for row in rows)
print(json.dumps([row["reason"] for row in rows]))
)";
constexpr auto xmlReader = R"(
import json, sys, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
assert root.tag == "testsuites"
cases = root.findall("testsuite/testcase")
assert int(root.get("tests")) == len(cases) and int(root.get("failures")) == len(cases)
for suite in root.findall("testsuite"):
    assert int(suite.get("tests")) == len(suite.findall("testcase"))
assert all(case.get("name") and case.get("classname") and float(case.get("time")) > 0 for case in cases)
assert all(case.find("failure").text for case in cases)
print(json.dumps([case.find("failure").get("message") for case in cases]))
)";
constexpr auto jsonReader = R"(
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8", newline="\n")]
assert all(line["scenario"] == line["reason"] for line in lines)
assert all(line["checks"]["tests"]["status"] == "failed" for line in lines)
print(json.dumps([line["reason"] for line in lines]))
)";

} // namespace

void TestConsumers::initTestCase()
{
    AttemptMaker maker;
    std::vector<FinishedAttempt> attempts;
    for (const QString &text : hostile) {
        FinishedAttempt attempt = failing(maker, text, u"agent "_s + text, 0);
        attempt.record.reason = text;
        attempt.record.tags = {text};
        attempts.push_back(attempt);
    }
    auto file =
        runFileWith(m_folder.filePath(u"evil.touchstone"_s), manifestOf(u"01EVIL"_s), attempts);
    VERIFY_OK(file);
    m_file = std::move(*file);
}

void TestConsumers::reads_data()
{
    QTest::addColumn<QByteArray>("reader");
    QTest::addColumn<QStringList>("reasons");
    QTest::newRow("csv") << QByteArray(csvReader)
                         << QStringList{u"'"_s + hostile[0], u"a,\"b\"␍\nc;d\te"_s,
                                        hostile[2],          u"safe‹U+202E›txt.exe"_s,
                                        hostile[4],          u"nul␀esc␛[2J"_s};
    QTest::newRow("junit") << QByteArray(xmlReader)
                           << QStringList{hostile[0], u"a,\"b\"␍\nc;d\te"_s,
                                          hostile[2], u"safe‹U+202E›txt.exe"_s,
                                          hostile[4], u"nul␀esc␛[2J"_s};
    QTest::newRow("jsonl") << QByteArray(jsonReader) << hostile;
}

void TestConsumers::reads()
{
    const QString python = QStandardPaths::findExecutable(u"python3"_s);
    if (python.isEmpty())
        QSKIP("python3 is not installed");
    QFETCH(const QByteArray, reader);
    const QString format = QString::fromLatin1(QTest::currentDataTag());
    const QString path = m_folder.filePath(u"out."_s + format);
    VERIFY_OK(writeReport(*m_file, format, path, {}));
    QProcess process;
    process.start(python, {u"-c"_s, QString::fromUtf8(reader), path});
    QVERIFY(process.waitForFinished());
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    const auto read = parseJson(process.readAllStandardOutput(), {u"stdout"_s, {}, 0});
    VERIFY_OK(read);
    QTEST(read->get<QStringList>(), "reasons");
}

QTEST_GUILESS_MAIN(TestConsumers)
#include "tst_consumers.moc"
