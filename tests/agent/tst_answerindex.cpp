#include "core/agent/answerindex.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace touchstone;

class TestAnswerIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void countsInOrder();
    void manyLines();

private:
    QString write(const QByteArray &text)
    {
        const QString path = m_folder.filePath(u"samples-%1"_s.arg(++m_files));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("can't write %s", qPrintable(path));
        return path;
    }
    QTemporaryDir m_folder;
    int m_files = 0;
};

void TestAnswerIndex::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("form");
    QTest::newRow("HumanEval") << QByteArray(
        R"json({"task_id": "HumanEval/0", "completion": "    return 1\n"})json")
                               << u"HumanEval/0"_s << QByteArray("    return 1\n")
                               << u"completion"_s;
    QTest::newRow("EvalPlus") << QByteArray(
        "{\"task_id\": \"A\", \"solution\": \"def f(): pass\"}\n")
                              << u"A"_s << QByteArray("def f(): pass") << u"file"_s;
    QTest::newRow("SWE-bench") << QByteArray(
        R"json({"instance_id": "x__y-1", "model_name_or_path": "m", "model_patch": "diff"})json")
                               << u"x__y-1"_s << QByteArray("diff") << u"diff"_s;
    QTest::newRow("patch with id") << QByteArray(R"json({"id": 7, "model_patch": "diff"})json")
                                   << u"7"_s << QByteArray("diff") << u"diff"_s;
    QTest::newRow("own") << QByteArray(
        R"json({"scenario": "s", "answer": "text", "form": "body"})json")
                         << u"s"_s << QByteArray("text") << u"body"_s;
    QTest::newRow("own, no form") << QByteArray(R"json({"scenario": "s", "answer": "text"})json")
                                  << u"s"_s << QByteArray("text") << QString();
    QTest::newRow("CRUXEval") << QByteArray(R"json({"sample_0": ["f(1)", "f(2)"]})json")
                              << u"sample_0"_s << QByteArray("f(1)") << QString();
    QTest::newRow("CRUXEval, indented") << QByteArray("{\n \"sample_0\": [\n \"f(1)\"\n ]\n}\n")
                                        << u"sample_0"_s << QByteArray("f(1)") << QString();
    QTest::newRow("null completion")
        << QByteArray(R"json({"task_id": "A", "completion": null})json") << u"A"_s << QByteArray()
        << u"completion"_s;
    QTest::newRow("EvalPlus, both")
        << QByteArray(R"json({"task_id": "A", "completion": "    pass", "solution": "x = 1"})json")
        << u"A"_s << QByteArray("x = 1") << u"file"_s;
    QTest::newRow("a byte order mark")
        << QByteArray("\xef\xbb\xbf{\"task_id\": \"A\", \"completion\": \"x\"}\n") << u"A"_s
        << QByteArray("x") << u"completion"_s;
    QTest::newRow("an object behind a blank line")
        << QByteArray("\n{\n\"A\":\n[\"x\"]}\n\n") << u"A"_s << QByteArray("x") << QString();
    QTest::newRow("an object of objects") << QByteArray(R"json({"A": [{"completion": "x"}]})json")
                                          << u"A"_s << QByteArray("x") << u"completion"_s;
    QTest::newRow("a scenario called id")
        << QByteArray(R"json({"id": ["f(1)"]})json") << u"id"_s << QByteArray("f(1)") << QString();
    QTest::newRow("not ASCII, blank lines, CRLF")
        << QByteArray("\r\n{\"task_id\": \"A\", \"completion\": \"\\u00e9\xc3\xa9\"}\r\n\r\n")
        << u"A"_s << QByteArray("\xc3\xa9\xc3\xa9") << u"completion"_s;
}

void TestAnswerIndex::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, id);
    QFETCH(QByteArray, answer);
    QFETCH(QString, form);
    const auto index = AnswerIndex::open(write(text));
    QVERIFY2(index, index ? "" : qPrintable(index.error().text()));
    const auto found = (*index)->answer(id, 0);
    QVERIFY2(found, found ? "" : qPrintable(found.error().text()));
    QCOMPARE(found->text, answer);
    QCOMPARE(found->form ? answerFormName(*found->form) : QString(), form);
}

void TestAnswerIndex::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("names");
    QTest::newRow("broken line") << QByteArray(
        "{\"task_id\": \"A\", \"completion\": \"\"}\n{\"task_id\": \n")
                                 << u"line 2"_s;
    QTest::newRow("no id") << QByteArray(
        "{\"task_id\": \"A\", \"completion\": \"\"}\n{\"completion\": \"x\"}\n")
                           << u"line 2"_s;
    QTest::newRow("no answer") << QByteArray("{\"task_id\": \"A\"}\n") << u"line 1"_s;
    QTest::newRow("answer of a wrong type")
        << QByteArray("{\"task_id\": \"A\", \"completion\": 3}\n") << u"/completion"_s;
    QTest::newRow("unknown form") << QByteArray(
        "{\"scenario\": \"A\", \"answer\": \"\", \"form\": \"haiku\"}\n")
                                  << u"haiku"_s;
    QTest::newRow("an object that breaks off") << QByteArray("{\"A\": [\"x\"],\n\"B\": [\"y\"")
                                               << u"not valid JSON: parse error at line 2"_s;
    QTest::newRow("an object of objects")
        << QByteArray("{\"A\": [\"x\"],\n\"B\": {}}") << u"/B: a list of answers was expected"_s;
    QTest::newRow("an answer of a wrong type in an object")
        << QByteArray("{\"A\": [\"x\", 3]}") << u"/A/1: no answer found"_s;
    QTest::newRow("too deep") << QByteArray("{\"A\": [" + QByteArray(100'000, '[')
                                            + QByteArray(100'000, ']') + "]}")
                              << u"/A: nested deeper than 200 levels"_s;
    QTest::newRow("object of texts") << QByteArray("{\"A\": \"text\"}") << u"/A"_s;
    QTest::newRow("a list") << QByteArray("[1, 2]") << u"found an array; expected"_s;
    QTest::newRow("a list on lines")
        << QByteArray("[\n{\"task_id\": \"A\"}\n]\n") << u"JSON lines (jq"_s;
    QTest::newRow("no id in the first line")
        << QByteArray("{\"completion\": \"x\"}\n{\"task_id\": \"A\", \"completion\": \"\"}\n")
        << u"line 1: found no id; expected an object with one of scenario, task_id"_s;
    QTest::newRow("a first line that is broken")
        << QByteArray("\n{\"task_id\": \n{\"task_id\": \"A\", \"completion\": \"\"}\n")
        << u"line 2"_s;
    QTest::newRow("a verdict for an answer")
        << QByteArray(R"json({"task_id": "A", "passed": true})json")
        << u"no answer found; expected"_s;
    QTest::newRow("empty") << QByteArray() << u"no answer in it; expected JSON lines"_s;
    QTest::newRow("blank") << QByteArray("\n \r\n") << u"no answer in it"_s;
    QTest::newRow("an empty object") << QByteArray("{}\n") << u"no answer in it"_s;
    QTest::newRow("not JSON") << QByteArray("hello\n") << u"not valid JSON"_s;
}

void TestAnswerIndex::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, names);
    const auto index = AnswerIndex::open(write(text));
    QVERIFY(!index);
    QCOMPARE(index.error().code, ErrorCode::BadInput);
    QVERIFY2(index.error().text().contains(names), qPrintable(index.error().text()));
}

void TestAnswerIndex::countsInOrder()
{
    const auto index = AnswerIndex::open(write(
        "{\"task_id\": \"A\", \"completion\": \"0\"}\n{\"task_id\": \"B\", \"completion\": \"b\"}\n"
        "{\"task_id\": \"A\", \"completion\": \"1\"}\n"));
    QVERIFY(index);
    QCOMPARE((*index)->count(u"A"_s), 2);
    QCOMPARE((*index)->count(u"C"_s), 0);
    QCOMPARE((*index)->size(), 3);
    QCOMPARE((*index)->answer(u"A"_s, 1)->text, QByteArray("1"));
    QVERIFY(!(*index)->answer(u"A"_s, 2));
    QVERIFY(!(*index)->answer(u"A"_s, -1));
}

void TestAnswerIndex::manyLines()
{
    constexpr int many = 200'000;
    const QByteArray padding(200, 'x'); // of 60 MB in all
    QByteArray text;
    for (int i = 0; i < many; ++i)
        text += "{\"task_id\": \"T/" + QByteArray::number(i / 2) + "\", \"completion\": \""
            + QByteArray::number(i) + padding + "\"}\n";
    const QString path = write(text);
    text = {};
    const size_t before = mallinfo2().uordblks;
    const auto index = AnswerIndex::open(path);
    QVERIFY2(index, index ? "" : qPrintable(index.error().text()));
    const size_t taken = mallinfo2().uordblks - before;
    QVERIFY2(taken < 100 * many, qPrintable(u"%1 bytes an answer"_s.arg(taken / many)));
    QCOMPARE((*index)->size(), many);
    QCOMPARE((*index)->ids().size(), many / 2);
    for (const int i : {0, 1, 77'777, many - 1})
        QCOMPARE((*index)->answer(u"T/%1"_s.arg(i / 2), i % 2)->text,
                 QByteArray::number(i) + padding);
}

QTEST_GUILESS_MAIN(TestAnswerIndex)
#include "tst_answerindex.moc"
