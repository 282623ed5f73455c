#include "core/base/json.h"
#include "plugins/inspectlogs.h"
#include "support/program.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// `touchstone import`: exit codes, and what is said.
class TestImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refused_data();
    void refused();
    void table();
    void aLogBecomesARunAndALogAgain();

private:
    QTemporaryDir m_folder;
};

void TestImport::initTestCase()
{
    writeFile(m_folder.filePath(u"empty.jsonl"_s), {});
    writeFile(m_folder.filePath(u"t.csv"_s),
              "\xef\xbb\xbfName,Task,In,Out\r\n"
              "add,\"Add, and\r\nprint\",\"1 2\",3\r\n"
              "up,In capitals,abc,ABC\r\n");
    writeFile(m_folder.filePath(u"used/file"_s), "x");
}

void TestImport::refused_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("message");
    QTest::newRow("no format")
        << u""_s << u"say which format: ceh, cruxeval, humaneval, inspect, table, vscode"_s;
    QTest::newRow("an unknown format")
        << u"csv t.csv -o new"_s << u"no importer 'csv'; there are: ceh, cruxeval"_s;
    QTest::newRow("no input") << u"humaneval -o new"_s << u"input is required"_s;
    QTest::newRow("no output") << u"humaneval t.csv"_s << u"--output is required"_s;
    QTest::newRow("an unknown option") << u"humaneval t.csv -o new --mode x"_s << u"--mode"_s;
    QTest::newRow("no mode") << u"cruxeval t.csv -o new"_s << u"--mode is required"_s;
    QTest::newRow("an unknown mode")
        << u"cruxeval t.csv -o new --mode both"_s << u"{input,output}"_s;
    QTest::newRow("absent") << u"humaneval nothing -o new"_s << u"nothing: No such file"_s;
    QTest::newRow("empty") << u"humaneval empty.jsonl -o new"_s << u"the input has no rows"_s;
    QTest::newRow("not JSON") << u"humaneval t.csv -o new"_s << u"t.csv line 1: not valid JSON"_s;
    QTest::newRow("a folder in use") << u"humaneval t.csv -o used"_s << u"used is not empty"_s;
    QTest::newRow("wrong columns")
        << u"table t.csv -o new --map id=Nom --map instruction=Task --map output=Out"_s
        << u"t.csv line 2: there is no column 'Nom' for 'id'; the columns are In, Name, Out"_s;
}

void TestImport::refused()
{
    QFETCH(const QString, arguments);
    QFETCH(const QString, message);
    const ProgramResult done = runTouchstone(
        QStringList{u"import"_s} + arguments.split(u' ', Qt::SkipEmptyParts), m_folder.path());
    QCOMPARE(done.exitCode, 2);
    QVERIFY2(QString::fromUtf8(done.errors).contains(message), done.errors.constData());
    QCOMPARE(done.output, QByteArray());
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList({u"empty.jsonl"_s, u"t.csv"_s, u"used"_s}));
}

void TestImport::table()
{
    const QTemporaryDir folder;
    const QString pack = folder.filePath(u"sums"_s);
    const QStringList arguments{u"import"_s, u"table"_s,    u"t.csv"_s,   u"-o"_s,
                                pack,        u"--map"_s,    u"id=Name"_s, u"instruction=Task"_s,
                                u"--map"_s,  u"input=In"_s, u"--map"_s,   u"output=Out"_s};
    const ProgramResult done = runTouchstone(arguments, m_folder.path());
    QVERIFY2(done.exitCode == 0, done.errors.constData());
    QCOMPARE(done.output, QByteArray("2 scenarios imported into " + pack.toUtf8() + '\n'));
    QVERIFY2(done.errors.startsWith("no reference is mapped"), done.errors.constData());

    const ProgramResult listed = runTouchstone({u"list"_s, pack, u"--json"_s});
    QVERIFY2(listed.exitCode == 0, listed.errors.constData());
    QStringList ids;
    for (const QByteArray &line : listed.output.trimmed().split('\n'))
        ids.append(stringOr(*parseJson(line, {}), "id"));
    QCOMPARE(ids, QStringList({u"add"_s, u"up"_s}));
}

void TestImport::aLogBecomesARunAndALogAgain()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(u"log.eval"_s),
              evalOf({logSample("a", 1, "C"), logSample("b", 1, "I")}));
    const ProgramResult done = runTouchstone(
        {u"import"_s, u"inspect"_s, u"log.eval"_s, u"-o"_s, u"log.touchstone"_s}, folder.path());
    QVERIFY2(done.exitCode == 0, done.errors.constData());
    QCOMPARE(done.output, QByteArray("2 attempts imported into log.touchstone\n"));
    const ProgramResult again = runTouchstone(
        {u"import"_s, u"inspect"_s, u"log.eval"_s, u"-o"_s, u"again.touchstone"_s, u"--json"_s},
        folder.path());
    const auto event = parseJson(again.output, {});
    QVERIFY2(event, again.errors.constData());
    QCOMPARE(stringOr(*event, "run"), u"again.touchstone"_s);
    QCOMPARE(integerOr(*event, "attempts", 0), 2);
    const ProgramResult report = runTouchstone({u"report"_s, u"log.touchstone"_s}, folder.path());
    QVERIFY2(report.exitCode == 0, report.errors.constData());
    QVERIFY2(report.output.contains("test/model"), report.output.constData());
    for (const auto &[format, output] :
         {std::pair(u"eval"_s, u"out.eval"_s), std::pair(u"atif"_s, u"trajectories"_s)}) {
        const ProgramResult exported = runTouchstone(
            {u"export"_s, u"log.touchstone"_s, u"--format"_s, format, u"-o"_s, output},
            folder.path());
        QVERIFY2(exported.exitCode == 0, exported.errors.constData());
        QVERIFY(QFileInfo::exists(folder.filePath(output)));
    }
    const ProgramResult inUse = runTouchstone(
        {u"import"_s, u"inspect"_s, u"log.eval"_s, u"-o"_s, u"log.touchstone"_s}, folder.path());
    QVERIFY(inUse.exitCode != 0);
    QVERIFY2(inUse.errors.contains("log.touchstone"), inUse.errors.constData());
}

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
