#include "core/base/paths.h"
#include "core/plugin/registry.h"
#include "core/run/problems.h"
#include "support/program.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// What is wrong with JSON that somebody is writing, and on which line.
class TestProblems : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void finds_data();
    void finds();
    void shippedOnesAreGood();
    void packs();

private:
    QTemporaryDir m_folder;
};

void TestProblems::initTestCase()
{
    writeFile(m_folder.filePath(u"pack/pack.json"_s), R"({"format": 1, "name": "p"})");
    writeFile(m_folder.filePath(u"pack/one/workspace/a.py"_s), "x = 1\n");
}

void TestProblems::finds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line"); // 0: nothing is wrong
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *members, int line, const char *pointer,
                        const char *says) {
        const QByteArray text =
            "{\"format\": 1, \"id\": \"one\", \"kind\": \"fix\",\n \"instruction\": \"Mend\""
            + QByteArray(members) + "}\n";
        QTest::newRow(name) << text << line << QString::fromUtf8(pointer)
                            << QString::fromUtf8(says);
    };
    row("an unknown member", ",\n \"languag\": \"python\"", 3, "/languag", "language");
    row("a wrong value", ",\n\n \"difficulty\": \"tough\"", 4, "/difficulty", "easy");
    row("in a check", ",\n \"checks\": [\n  {\"type\": \"syntax\", \"role\": 3}]", 4,
        "/checks/0/role", "required");
    row("a missing file", ",\n \"workspace\":\n {\"folder\": \"nowhere\"}", 4, "/workspace/folder",
        "nowhere");
    row("what only the loader knows",
        ",\n \"checks\": [{\"type\": \"syntax\",\n  \"after\": [\"tests\"]}]", 4, "/checks/0/after",
        "tests");
    row("an unknown type of check", ",\n \"checks\": [\n {\"type\": \"nosuch\"}]", 4,
        "/checks/0/type", "nosuch");
    row("not JSON", ",\n \"title\": ]", 3, "", "parse error");
    row("two at once", ",\n \"tags\": 1, \"title\": 2", 3, "/tags", "list");
}

void TestProblems::finds()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, line);
    QFETCH(const QString, pointer);
    QFETCH(const QString, says);
    const auto problems =
        problemsOf(text, m_folder.filePath(u"pack/one/scenario.json"_s), Registry::standard());
    QVERIFY(!problems.empty());
    const FileProblem &first = problems.front();
    QVERIFY2(first.message.contains(says), qPrintable(first.message));
    QVERIFY2(!first.message.contains(m_folder.path()) || says == u"nowhere"_s,
             qPrintable(first.message));
    QCOMPARE(first.pointer, pointer);
    QCOMPARE(first.line, line);
    QVERIFY(first.span.begin < first.span.end && first.span.end <= text.size());
    if (pointer == u"/languag"_s)
        QCOMPARE(text.sliced(first.span.begin, first.span.end - first.span.begin),
                 QByteArray("\"languag\""));
    if (text.contains("tags"))
        QCOMPARE(problems.size(), size_t(2));
}

void TestProblems::shippedOnesAreGood()
{
    const auto data = dataFolder();
    QVERIFY(data);
    const QString path = *data + u"/scenarios/copilot/python-fix-exact-pages/scenario.json"_s;
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto problems = problemsOf(file.readAll(), path, Registry::standard());
    QVERIFY2(problems.empty(), problems.empty() ? "" : qPrintable(problems.front().message));
}

void TestProblems::packs()
{
    const QString path = m_folder.filePath(u"pack/pack.json"_s);
    QVERIFY(problemsOf(R"({"format": 1, "name": "p"})", path, Registry::standard()).empty());
    const auto problems =
        problemsOf("{\"format\": 1,\n \"name\": \"no name\"}", path, Registry::standard());
    QCOMPARE(problems.size(), size_t(1));
    QCOMPARE(problems.front().line, 2);
}

QTEST_GUILESS_MAIN(TestProblems)
#include "tst_problems.moc"
