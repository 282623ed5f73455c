#include "core/scenario/jsonlines.h"
#include "core/scenario/pack.h"
#include "core/scenario/tableindex.h"
#include "support/program.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <thread>
#include <unistd.h>

using namespace touchstone;
using namespace touchstone::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto header = R"J({
    "format": 1, "name": "t", "licence": "MIT", "table": "items.jsonl",
    "template": {
        "format": 1, "id": "{{task_id}}", "kind": "generate", "language": "none",
        "instruction": "Complete:\n{{prompt}}",
        "workspace": {"files": {"solution.py": "{{prompt}}"}},
        "target": {"file": "solution.py"},
        "answer": {"form": "completion", "lacks": "f({{prompt}})"},
        "checks": [{"type": "zzz", "text": "{{test}}\ncheck({{entry}})", "data": "{{data}}",
                    "own": {"file": "own.txt"}}],
        "reference": {"text": "{{solution}}"}}})J";

QByteArray line(const QByteArray &id, const QByteArray &more = {})
{
    QByteArray text = "{\"task_id\": \"" + id + "\", \"prompt\": \"def f():\\n\", \"entry\": \"f\"";
    text += ", \"test\": \"T {{prompt}}\", \"solution\": \"  pass\", ";
    return text + (more.isEmpty() ? "\"data\": null" : more) + "}";
}

/// Resident size of this process in bytes.
qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

} // namespace

class TablePackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void fillsInRows();
    void rowsAreDataOnly();
    void takesAnyLineEnds_data();
    void takesAnyLineEnds();
    void keepsBrokenRowsApart();
    void namesBothLinesOfADuplicate();
    void refusesTables_data();
    void refusesTables();
    void namesRowAndPlace();
    void takesIdsFromWithin();
    void noticesAChange();
    void readsOnManyThreads();
    void readsPiecewise();
    void passesOverEndlessLines();
    void indexesManyRows();
    void importsRealTables();

private:
    void write(const QString &path, const QByteArray &text) const
    {
        writeFile(m_folder->filePath(path), text);
    }
    [[nodiscard]] Result<std::unique_ptr<Pack>> open() const
    {
        return Pack::open(m_folder->path());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    BlobStore m_blobs;
};

void TablePackTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write(u"pack.json"_s, header);
    write(u"own.txt"_s, "own {{prompt}}");
}

void TablePackTest::fillsInRows()
{
    write(u"items.jsonl"_s, line("HumanEval/0") + '\n' + line("HumanEval/1", R"("data": [1, {}])"));
    const auto pack = open();
    QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
    QCOMPARE((*pack)->size(), 2);
    QCOMPARE((*pack)->idAt(1), u"HumanEval/1"_s);
    QCOMPARE((*pack)->indexOf(u"HumanEval/1"_s), std::optional<qsizetype>(1));
    QCOMPARE((*pack)->indexOf(u"HumanEval/2"_s), std::nullopt);
    const auto scenario = (*pack)->scenario(1, m_blobs);
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
    QCOMPARE(scenario->id, u"HumanEval/1"_s);
    QCOMPARE(scenario->pack, u"t"_s);
    QCOMPARE(scenario->licence, u"MIT"_s);
    QCOMPARE(scenario->turns[0].instruction, u"Complete:\ndef f():\n"_s);
    QCOMPARE(m_blobs.blob(scenario->workspace.files[u"solution.py"_s].blob).value_or(""),
             "def f():\n");
    QCOMPARE(scenario->accept.lacks, u"f(def f():\n)"_s);
    QCOMPARE(scenario->reference->text, "  pass");
    const Json &parameters = scenario->turns[0].checks[0].parameters;
    QCOMPARE(stringOr(parameters, "text"), u"T {{prompt}}\ncheck(f)"_s);
    QCOMPARE(dumpJson(parameters["data"]), "[1,{}]");
    QCOMPARE(stringOr(parameters, "own"), u"own {{prompt}}"_s);
}

/// What looks like a reference to a file is one only in the template.
void TablePackTest::rowsAreDataOnly()
{
    write(u"items.jsonl"_s, line("a", R"("data": [{"file": "own.txt"}, {"file": "/etc/passwd"}])"));
    const auto pack = open();
    QVERIFY(pack);
    const auto scenario = (*pack)->scenario(0, m_blobs);
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
    QCOMPARE(dumpJson(scenario->turns[0].checks[0].parameters["data"]),
             R"([{"file":"own.txt"},{"file":"/etc/passwd"}])");
}

void TablePackTest::takesAnyLineEnds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<int>>("lines");
    const QByteArray a = line("a");
    const QByteArray b = line("b");
    QTest::newRow("plain") << a + '\n' + b + '\n' << QList<int>{1, 2};
    QTest::newRow("no end") << a + '\n' + b << QList<int>{1, 2};
    QTest::newRow("CRLF") << a + "\r\n" + b + "\r\n" << QList<int>{1, 2};
    QTest::newRow("byte order mark") << "\xef\xbb\xbf" + a + '\n' + b << QList<int>{1, 2};
    QTest::newRow("blank lines") << "\n\r\n" + a + "\n \t \n\n" + b + "\n\n" << QList<int>{3, 6};
    QTest::newRow("mark and blank line") << "\xef\xbb\xbf\r\n" + a + '\n' + b << QList<int>{2, 3};
}

void TablePackTest::takesAnyLineEnds()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QList<int>, lines);
    write(u"items.jsonl"_s, text);
    const auto pack = open();
    QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
    QCOMPARE((*pack)->size(), 2);
    QCOMPARE((*pack)->idAt(0), u"a"_s);
    QCOMPARE((*pack)->idAt(1), u"b"_s);
    for (qsizetype i = 0; i < 2; ++i)
        QVERIFY((*pack)->scenario(i, m_blobs));
    JsonLines reader(m_folder->filePath(u"items.jsonl"_s));
    QVERIFY(reader.open());
    JsonLine next;
    for (const int number : lines) {
        QVERIFY(reader.next(next).value_or(false));
        QCOMPARE(next.number, number);
        QCOMPARE(text.mid(next.offset, next.text.size()), next.text);
    }
    QVERIFY(!reader.next(next).value_or(true));
}

void TablePackTest::keepsBrokenRowsApart()
{
    const QByteArray deep =
        R"({"task_id": "deep", "x": )" + QByteArray(500, '[') + QByteArray(500, ']') + '}';
    const QByteArrayList rows{line("a"),
                              "{\"task_id\": \"torn",
                              "[1, 2]",
                              R"({"no": "id"})",
                              R"({"task_id": ""})",
                              R"({"task_id": "tab\t"})",
                              R"({"task_id": "bidi \u202e"})",
                              "{\"task_id\": \"" + QByteArray(201, 'x') + "\"}",
                              "{\"task_id\": \"bad utf-8 \xff\"}",
                              deep,
                              R"({"task_id": ["a"]})",
                              line("b")};
    write(u"items.jsonl"_s, rows.join('\n'));
    const auto pack = open();
    QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
    QCOMPARE((*pack)->size(), rows.size());
    QCOMPARE((*pack)->idAt(0), u"a"_s);
    QCOMPARE((*pack)->idAt(rows.size() - 1), u"b"_s);
    QVERIFY((*pack)->scenario(0, m_blobs));
    QVERIFY((*pack)->scenario(rows.size() - 1, m_blobs));
    for (qsizetype i = 1; i + 1 < rows.size(); ++i) {
        QCOMPARE((*pack)->idAt(i), u"line %1"_s.arg(i + 1));
        QCOMPARE((*pack)->indexOf(u"line %1"_s.arg(i + 1)), std::nullopt);
        const auto scenario = (*pack)->scenario(i, m_blobs);
        QVERIFY2(!scenario, rows[i].constData());
        QVERIFY2(scenario.error().text().contains(u"items.jsonl line %1"_s.arg(i + 1)),
                 qPrintable(scenario.error().text()));
    }
}

void TablePackTest::namesBothLinesOfADuplicate()
{
    write(u"items.jsonl"_s, line("a") + "\n\n" + line("b") + '\n' + line("a"));
    const auto pack = open();
    QVERIFY(!pack);
    QCOMPARE(pack.error().message,
             u"%1/items.jsonl line 4: the id \"a\" is taken by line 1"_s.arg(m_folder->path()));
}

void TablePackTest::refusesTables_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("message");
    const auto add = [](const char *name, const char *members, const QString &message) {
        QTest::newRow(name) << QByteArray(members) << message;
    };
    add("no template", R"("table": "items.jsonl")", u"the member \"template\" is missing"_s);
    add("no table", R"("template": {})", u"the member \"table\" is missing"_s);
    add("table not there", R"("table": "no.jsonl", "template": {"id": "{{a}}"})",
        u"pack.json at /table: there is no \"no.jsonl\" in"_s);
    add("table outside", R"("table": "../x", "template": {"id": "{{a}}"})",
        u"pack.json at /table: there is no \"../x\" in"_s);
    add("a folder", R"("table": "dir", "template": {"id": "{{a}}"})",
        u"pack.json at /table: \"dir\" is not a file"_s);
    add("no id", R"("table": "items.jsonl", "template": {})",
        u"pack.json at /template/id: expected a text with a placeholder"_s);
    add("broken placeholder", R"("table": "items.jsonl", "template": {"id": "{{a}}", "x": "{{"})",
        u"pack.json at /template/x: \"{{\" without \"}}\""_s);
    add("an order", R"("table": "items.jsonl", "template": {"id": "{{task_id}}"}, "scenarios": [])",
        u"pack.json at /scenarios: a table has its own order"_s);
    add("one id for all", R"("table": "items.jsonl", "template": {"id": "same"})",
        u"items.jsonl line 2: the id \"same\" is taken by line 1"_s);
}

void TablePackTest::refusesTables()
{
    QFETCH(const QByteArray, members);
    QFETCH(const QString, message);
    write(u"items.jsonl"_s, line("a") + '\n' + line("b"));
    write(u"dir/x"_s, "x");
    write(u"pack.json"_s, R"({"format": 1, "name": "t", )" + members + '}');
    const auto pack = open();
    QVERIFY(!pack);
    QVERIFY2(pack.error().message.contains(message), qPrintable(pack.error().message));
}

void TablePackTest::namesRowAndPlace()
{
    write(
        u"items.jsonl"_s,
        line("a") + "\n" + R"({"task_id": "b", "prompt": "", "entry": "", "test": ""})" + '\n'
            + R"({"task_id": "c", "prompt": 5, "entry": "", "test": "", "data": 1, "solution": []})");
    const auto pack = open();
    QVERIFY(pack);
    const auto missing = (*pack)->scenario(1, m_blobs);
    QVERIFY(!missing);
    QCOMPARE(
        missing.error().message,
        u"%1/items.jsonl line 2: there is no field 'data', which %1/pack.json at /template/checks/0/data asks for; the row has: entry, prompt, task_id, test"_s
            .arg(m_folder->path()));
    const auto type = (*pack)->scenario(2, m_blobs);
    QVERIFY(!type);
    QCOMPARE(
        type.error().message,
        u"%1/pack.json at /template/reference/text: found an empty list, expected a text\n"
        "%1/pack.json at /template/workspace/files/solution.py: found 5, expected a text, or an object"_s
            .arg(m_folder->path()));
    QCOMPARE(type.error().trail,
             QStringList(u"reading %1/items.jsonl line 3"_s.arg(m_folder->path())));
}

void TablePackTest::takesIdsFromWithin()
{
    write(u"items.jsonl"_s, "{\"meta\": {\"ids\": [7]}}\n\n{\"meta\": {\"ids\": [8]}}\n");
    for (const auto &[id, first, second] :
         {std::tuple("task {{meta.ids.0}}", u"task 7"_s, u"task 8"_s),
          std::tuple("no. {{@index}}", u"no. 0"_s, u"no. 1"_s)}) {
        write(u"pack.json"_s,
              R"({"format": 1, "name": "t", "table": "items.jsonl", "template": {"format": 1,
                  "instruction": "x", "kind": "generate", "id": ")"
                  + QByteArray(id) + "\"}}");
        const auto pack = open();
        QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
        QCOMPARE((*pack)->idAt(0), first);
        QCOMPARE((*pack)->idAt(1), second);
        const auto scenario = (*pack)->scenario(1, m_blobs);
        QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
        QCOMPARE(scenario->id, second);
    }
}

void TablePackTest::noticesAChange()
{
    write(u"items.jsonl"_s, line("a") + '\n' + line("b"));
    const auto pack = open();
    QVERIFY(pack);
    QFile file(m_folder->filePath(u"items.jsonl"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(13);
    file.write("z");
    file.close();
    const auto other = (*pack)->scenario(0, m_blobs);
    QVERIFY(!other);
    QCOMPARE(other.error().code, ErrorCode::Changed);
    QVERIFY(file.resize(40));
    const auto shorter = (*pack)->scenario(1, m_blobs);
    QVERIFY(!shorter);
    QCOMPARE(shorter.error().code, ErrorCode::Changed);
}

void TablePackTest::readsOnManyThreads()
{
    QByteArray text;
    for (int i = 0; i < 200; ++i)
        text += line("id " + QByteArray::number(i)) + '\n';
    write(u"items.jsonl"_s, text);
    const auto pack = open();
    QVERIFY(pack);
    std::atomic<int> wrong = 0;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 200; ++i) {
                const qsizetype index = (i * 7 + t * 50) % 200;
                const auto scenario = (*pack)->scenario(index, m_blobs);
                wrong += !scenario || scenario->id != u"id %1"_s.arg(index);
            }
        });
    threads.clear();
    QCOMPARE(wrong.load(), 0);
}

/// Lines of all lengths around the size of the pieces that are read.
void TablePackTest::readsPiecewise()
{
    const QString path = m_folder->filePath(u"long.jsonl"_s);
    QByteArrayList expected;
    for (const int length : {1, 1 << 20, (1 << 20) - 1, (1 << 20) + 1, 3 << 20, 5, 2'500'000, 1})
        expected.append(QByteArray(length, char('a' + expected.size())));
    writeFile(path, expected.join('\n'));
    JsonLines lines(path);
    QVERIFY(lines.open());
    JsonLine line;
    qint64 offset = 0;
    for (const QByteArray &text : expected) {
        QVERIFY(lines.next(line).value_or(false));
        QVERIFY(line.text == text);
        QCOMPARE(line.offset, offset);
        offset += text.size() + 1;
    }
    QVERIFY(!lines.next(line).value_or(true));
    QVERIFY(!JsonLines(m_folder->path()).open());
    writeFile(path, "");
    JsonLines empty(path);
    QVERIFY(empty.open());
    QVERIFY(!empty.next(line).value_or(true));
}

void TablePackTest::passesOverEndlessLines()
{
    QFile file(m_folder->filePath(u"items.jsonl"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(line("a") + '\n');
    QVERIFY(file.seek(file.size() + JsonLines::maxLineBytes + 5'000'000)); // a hole of NULs
    file.write("\n" + line("b"));
    file.close();
    const auto pack = open();
    QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
    QCOMPARE((*pack)->size(), 3);
    QCOMPARE((*pack)->idAt(1), u"line 2"_s);
    QCOMPARE((*pack)->idAt(2), u"b"_s);
    QVERIFY((*pack)->scenario(2, m_blobs));
    const auto tooLong = (*pack)->scenario(1, m_blobs);
    QVERIFY(!tooLong);
    QVERIFY2(tooLong.error().message.contains(u"items.jsonl line 2: the line is too long"_s),
             qPrintable(tooLong.error().message));
}

void TablePackTest::indexesManyRows()
{
    constexpr int rows = 100'000;
    {
        QFile file(m_folder->filePath(u"items.jsonl"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QByteArray padding(1000, 'x');
        for (int i = 0; i < rows; ++i) // 130 MB as a benchmark of that size has
            file.write(line("Benchmark/" + QByteArray::number(i), "\"data\": \"" + padding + '"')
                       + '\n');
        qInfo("table of %.0f MB", double(file.size()) / 1e6);
    }
    const qint64 before = residentBytes();
    QElapsedTimer timer;
    timer.start();
    const auto pack = open();
    const qint64 elapsed = timer.elapsed();
    QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
    QCOMPARE((*pack)->size(), rows);
    qInfo("%d rows indexed in %lld ms, resident size grew by %.1f MB", rows, elapsed,
          double(residentBytes() - before) / 1e6);

    // by construction: a row costs 24 bytes, two to four slots of 4 bytes, and its id
    const auto index = TableIndex::build(
        m_folder->filePath(u"items.jsonl"_s), {u"t"_s},
        [](QByteArrayView, qsizetype i, int) { return u"Benchmark/%1"_s.arg(i); });
    QVERIFY(index);
    qInfo("the index takes %.1f MB", double(index->memoryBytes()) / 1e6);
    QVERIFY(index->memoryBytes() < rows * (24 + 16 + 16) + 10'000);

    QRandomGenerator random(3);
    for (int i = 0; i < 200; ++i) {
        const int n = random.bounded(rows);
        const QString id = u"Benchmark/%1"_s.arg(n);
        QCOMPARE((*pack)->indexOf(id), std::optional<qsizetype>(n));
        const auto scenario = (*pack)->scenario(n, m_blobs);
        QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
        QCOMPARE(scenario->id, id);
    }
}

void TablePackTest::importsRealTables()
{
    const QString data = sharedData();
    if (data.isEmpty())
        QSKIP("shared/data is not here");
    const QByteArray pack = R"J({"format": 1, "name": "humaneval", "table": "items.jsonl",
        "template": {"format": 1, "id": "{{task_id}}", "kind": "generate", "language": "none",
        "instruction": "{{prompt}}", "workspace": {"files": {"solution.py": "{{prompt}}"}},
        "checks": [{"type": "zzz", "parts": ["{{test}}\ncheck({{entry_point}})"]}],
        "reference": {"text": "{{canonical_solution}}"}}})J";
    write(u"pack.json"_s, pack);
    QVERIFY(
        QFile::copy(data + u"/humaneval/HumanEval.jsonl"_s, m_folder->filePath(u"items.jsonl"_s)));
    const auto opened = open();
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().text()));
    QCOMPARE((*opened)->size(), 164);
    for (qsizetype i = 0; i < 164; ++i) {
        QCOMPARE((*opened)->idAt(i), u"HumanEval/%1"_s.arg(i));
        const auto scenario = (*opened)->scenario(i, m_blobs);
        QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
    }
}

QTEST_GUILESS_MAIN(TablePackTest)
#include "tst_tablepack.moc"
