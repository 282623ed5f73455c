#include "core/base/paths.h"
#include "core/plugin/registry.h"
#include "core/scenario/pack.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

using Options = QMap<QString, QStringList>;

/// One made-up problem, as a line of HumanEval's file.
QByteArray problem(const QByteArray &id, const QByteArray &name)
{
    return R"({"task_id": ")" + id + R"(", "prompt": "def )" + name
        + R"((x):\n    \"\"\"{{x}} doubled.\"\"\"\n", "entry_point": ")" + name
        + R"(", "canonical_solution": "    return 2 * x\n", "test": "def check(f):\n    assert f(2) == 4"})"
        + "\n";
}

constexpr auto cruxLine
    = R"({"id": "sample_0", "code": "def f(a, b):\n    return a + b", "input": "1, 2", "output": "3"})"
      "\n";

/// Imports a text with an importer of ours, and reads what came of it.
class Import {
public:
    Import(const QString &importer, const QString &name, const QByteArray &text,
           const Options &options = {})
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return;
        file.close();
        run(importer, file.fileName(), options);
    }
    Import(const QString &importer, const QString &input, const Options &options = {})
    {
        run(importer, input, options);
    }

    [[nodiscard]] QString error() const { return report ? QString() : report.error().text(); }
    [[nodiscard]] QString output() const { return m_folder.filePath(u"the-pack"_s); }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] Scenario scenario(qsizetype index)
    {
        const auto found = pack->scenario(index, blobs);
        if (!found) {
            QTest::qFail(qPrintable(found.error().text()), __FILE__, __LINE__);
            return {};
        }
        return *found;
    }
    [[nodiscard]] QByteArray file(const Scenario &scenario, const QString &path) const
    {
        return blobs.blob(scenario.workspace.files.value(path).blob).value_or("none");
    }

    Result<ImportReport> report = fail(ErrorCode::Internal, u"not run"_s);
    std::unique_ptr<Pack> pack;
    BlobStore blobs;

private:
    void run(const QString &id, const QString &input, const Options &options)
    {
        const auto importer = Registry::standard().importer(id);
        if (!importer) {
            report = std::unexpected(importer.error());
            return;
        }
        report = (*importer)->run({input, output(), options});
        if (!report)
            return;
        auto opened = Pack::open(output());
        if (opened)
            pack = std::move(*opened);
        else
            report = std::unexpected(opened.error());
    }

    QTemporaryDir m_folder;
};

/// The text parts of a scenario's first check, joined, with the workspace's files as <name>.
QString program(const Scenario &scenario)
{
    QString text;
    for (const Json &part : memberOr(scenario.turns.front().checks.front().parameters, "parts"))
        text += part.contains("workspace") ? u'<' + stringOr(part, "workspace") + u'>'
                                           : stringOr(part, "text");
    return text;
}

const Options tableOptions{
    {u"map"_s, {u"id=Name"_s, u"instruction=Task"_s, u"input=In"_s, u"output=Out"_s}}};

} // namespace

class TstImporters : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void humanEval();
    void humanEvalItself();
    void cruxEval_data();
    void cruxEval();
    void cruxEvalItself();
    void csvTable();
    void jsonTable();
    void badInput_data();
    void badInput();
    void nothingIsLeftOfAFailure();
    void aFolderInUseIsRefused();
};

void TstImporters::humanEval()
{
    Import done(u"humaneval"_s, u"p.jsonl"_s,
                  "\xef\xbb\xbf" + problem("T/0", "twice") + "\n\r\n" + problem("T/1", "again"));
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.report->scenarios, 2);
    QCOMPARE(done.pack->name(), u"the-pack"_s);
    QCOMPARE(done.pack->size(), 2);
    QCOMPARE(done.pack->idAt(1), u"T/1"_s);
    const Scenario scenario = done.scenario(1);
    QCOMPARE(scenario.id, u"T/1"_s);
    QCOMPARE(scenario.kind, u"generate"_s);
    QCOMPARE(scenario.licence, u"MIT"_s);
    QCOMPARE(scenario.answerForm, AnswerForm::Completion);
    QCOMPARE(done.file(scenario, u"solution.py"_s),
             "def again(x):\n    \"\"\"{{x}} doubled.\"\"\"\n"_ba);
    QCOMPARE(program(scenario),
             u"<solution.py>\ndef check(f):\n    assert f(2) == 4\ncheck(again)"_s);
    QVERIFY(scenario.reference);
    QCOMPARE(scenario.reference->text, "    return 2 * x\n"_ba);
    QCOMPARE(scenario.limits.wall, std::chrono::milliseconds(3000));
}

void TstImporters::humanEvalItself()
{
    const QString file = dataFolder().value_or(QString())
        + u"/../shared/data/humaneval/HumanEval.jsonl"_s;
    if (!QFile::exists(file))
        QSKIP("the shared data is not beside the checkout");
    Import done(u"humaneval"_s, file);
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.pack->size(), 164);
    for (qsizetype i = 0; i < 164; ++i) {
        QCOMPARE(done.pack->idAt(i), u"HumanEval/%1"_s.arg(i));
        QVERIFY(program(done.scenario(i)).endsWith(u"\ncheck(%1)"_s.arg(done.scenario(i).title)));
    }
}

void TstImporters::cruxEval_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QByteArray>("reference");
    QTest::addColumn<QString>("contains");
    QTest::addColumn<QString>("lacks");
    QTest::newRow("input") << u"input"_s << "f(1, 2)"_ba << u"f("_s << QString();
    QTest::newRow("output") << u"output"_s << "3"_ba << QString() << u"f(1, 2)"_s;
}

void TstImporters::cruxEval()
{
    QFETCH(const QString, mode);
    QFETCH(const QByteArray, reference);
    QFETCH(const QString, contains);
    QFETCH(const QString, lacks);
    Import done(u"cruxeval"_s, u"c.jsonl"_s, cruxLine, {{u"mode"_s, {mode}}});
    QVERIFY2(done.report, qPrintable(done.error()));
    const Scenario scenario = done.scenario(0);
    QCOMPARE(scenario.id, u"sample_0"_s);
    QVERIFY(scenario.reference);
    QCOMPARE(scenario.reference->text, reference);
    QCOMPARE(scenario.accept, (AcceptRule{contains, lacks}));
    QCOMPARE(program(scenario), u"def f(a, b):\n    return a + b\nassert 3 == <answer.py>"_s);
    QVERIFY(scenario.workspace.files.isEmpty());
}

void TstImporters::cruxEvalItself()
{
    const QString file
        = dataFolder().value_or(QString()) + u"/../shared/data/cruxeval/cruxeval.jsonl"_s;
    if (!QFile::exists(file))
        QSKIP("the shared data is not beside the checkout");
    Import done(u"cruxeval"_s, file, {{u"mode"_s, {u"output"_s}}});
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.pack->size(), 800);
    for (qsizetype i = 0; i < 800; ++i) {
        QCOMPARE(done.pack->idAt(i), u"sample_%1"_s.arg(i));
        QVERIFY(!done.scenario(i).accept.lacks.isEmpty());
    }
}

void TstImporters::csvTable()
{
    const QByteArray text = "\xef\xbb\xbfName,Task,In,Out,Level,Words,Note\r\n"
                            "a,\"Add, then\r\nsay \"\"so\"\"\",\"1\n2\", 3 ,easy,\"x, y\",kept\r\n"
                            "b,Ü,,\"\",hard,,\r\n";
    Options options = tableOptions;
    options[u"map"_s] += QStringList{u"difficulty=Level"_s, u"tags=Words"_s};
    options[u"wall"_s] = {u"2.5"_s};
    Import done(u"table"_s, u"t.csv"_s, text, options);
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.pack->size(), 2);
    const Scenario first = done.scenario(0);
    QCOMPARE(first.turns.front().instruction, u"Add, then\r\nsay \"so\""_s);
    QCOMPARE(first.tags, (QStringList{u"x"_s, u"y"_s}));
    QCOMPARE(first.difficulty, u"easy"_s);
    QCOMPARE(first.limits.wall, std::chrono::milliseconds(2500));
    const CheckSpec &check = first.turns.front().checks.front();
    QCOMPARE(check.type, u"output"_s);
    QCOMPARE(stringOr(check.parameters, "stdin"), u"1\n2"_s);
    QCOMPARE(stringOr(check.parameters, "stdout"), u" 3 "_s);
    QCOMPARE(done.scenario(1).turns.front().instruction, u"Ü"_s);
    QCOMPARE(done.report->notes.size(), 1); // no reference
}

void TstImporters::jsonTable()
{
    const Options options{{u"map"_s,
                           {u"id=task.id"_s, u"prompt=start"_s, u"test=judge"_s,
                            u"entry_point=name"_s, u"reference=end"_s, u"tags=tags"_s}}};
    Import done(u"table"_s, u"t.jsonl"_s,
                  R"({"task.id": 7, "start": "def f():\n", "judge": "def check(c): assert c() == 1",)"
                  R"( "name": "f", "end": "    return 1\n", "tags": ["a", "b"], "more": {"deep": [1]}})"
                  "\n",
                  options);
    QVERIFY2(done.report, qPrintable(done.error()));
    const Scenario scenario = done.scenario(0);
    QCOMPARE(scenario.id, u"7"_s);
    QCOMPARE(scenario.answerForm, AnswerForm::Completion);
    QCOMPARE(done.file(scenario, u"solution.py"_s), "def f():\n"_ba);
    QCOMPARE(program(scenario), u"<solution.py>\ndef check(c): assert c() == 1\ncheck(f)"_s);
    QCOMPARE(scenario.tags, (QStringList{u"a"_s, u"b"_s}));
    QVERIFY(done.report->notes.isEmpty());
    const auto rows = readJson(done.output() + u"/items.jsonl"_s);
    QVERIFY(rows);
    QCOMPARE((*rows)["row"]["more"]["deep"][0].get<int>(), 1); // what isn't mapped is kept
}

void TstImporters::badInput_data()
{
    QTest::addColumn<QString>("importer");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Options>("options");
    QTest::addColumn<QString>("message");
    const Options none;
    const QByteArray good = problem("T/0", "f");
    const auto row = [](const char *name, const QString &importer, const QString &file,
                        const QByteArray &text, const Options &options, const QString &message) {
        QTest::newRow(name) << importer << file << text << options << message;
    };
    row("empty", u"humaneval"_s, u"p.jsonl"_s, "\n\n", none, u"the input has no rows"_s);
    row("no JSON", u"humaneval"_s, u"p.jsonl"_s, good + "{\"task_id\": ", none, u"p.jsonl line 2"_s);
    row("no object", u"humaneval"_s, u"p.jsonl"_s, good + "\n17\n", none,
        u"p.jsonl line 3: expected an object, found number"_s);
    row("an array", u"humaneval"_s, u"p.jsonl"_s, "[\n{}]", none, u"it is a JSON array"_s);
    row("gzip", u"humaneval"_s, u"p.jsonl"_s, "\x1f\x8b\x08", none, u"gunzip"_s);
    row("a member is missing", u"humaneval"_s, u"p.jsonl"_s, "{\"task_id\": \"x\"}", none,
        u"p.jsonl line 1: expected a text as 'prompt', found none"_s);
    row("a member of another type", u"humaneval"_s, u"p.jsonl"_s, "{\"task_id\": 5}", none,
        u"expected a text as 'task_id', found number"_s);
    row("an id twice", u"humaneval"_s, u"p.jsonl"_s, good + '\n' + good, none,
        u"p.jsonl line 3: the id 'T/0' stood in line 1 already"_s);
    row("no mode", u"cruxeval"_s, u"c.jsonl"_s, cruxLine, none, u"expected input or output"_s);
    const QByteArray csv = "Name,Task,In,Out\na,b,c,d\n";
    row("no mapping", u"table"_s, u"t.csv"_s, csv, none, u"expected id=COLUMN"_s);
    row("nothing to judge by", u"table"_s, u"t.csv"_s, csv,
        {{u"map"_s, {u"id=Name"_s, u"instruction=Task"_s}}}, u"to judge by"_s);
    row("an unknown field", u"table"_s, u"t.csv"_s, csv, {{u"map"_s, {u"idd=Name"_s}}},
        u"there is no field 'idd'"_s);
    row("a column that isn't there", u"table"_s, u"t.csv"_s, "Name,Task,In\na,b,c\n", tableOptions,
        u"t.csv line 2: there is no column 'Out' for 'output'; the columns are In, Name, Task"_s);
    row("a short row", u"table"_s, u"t.csv"_s, csv + "\"x\ny\",b,c\n", tableOptions,
        u"t.csv line 3: expected 4 fields as in the first row, found 3"_s);
    row("an open quote", u"table"_s, u"t.csv"_s, csv + "x,\"y,z\nw", tableOptions,
        u"t.csv line 3: a quoted field begins here"_s);
    row("a stray quote", u"table"_s, u"t.csv"_s, csv + "x,y\"z,c,d\n", tableOptions,
        u"t.csv line 3: a quote stands in the midst"_s);
    row("no UTF-8", u"table"_s, u"t.csv"_s, csv + "x,\xff,c,d\n", tableOptions,
        u"t.csv line 3: field 2 is not UTF-8"_s);
    row("two columns of one name", u"table"_s, u"t.csv"_s, "A,A\n", tableOptions,
        u"two columns are named 'A'"_s);
    row("an odd difficulty", u"table"_s, u"t.jsonl"_s,
        R"({"Name": "a", "Task": "b", "In": "c", "Out": "d", "L": "so so"})",
        {{u"map"_s, tableOptions[u"map"_s] + QStringList{u"difficulty=L"_s}}},
        u"expected the difficulty easy, medium or hard, found 'so so'"_s);
    row("an unknown suffix", u"table"_s, u"t.txt"_s, csv, tableOptions, u"--format"_s);
    row("an unknown language", u"table"_s, u"t.csv"_s, csv,
        {{u"map"_s, tableOptions[u"map"_s]}, {u"language"_s, {u"klingon"_s}}},
        u"there is no language 'klingon'"_s);
    row("no time", u"table"_s, u"t.csv"_s, csv,
        {{u"map"_s, tableOptions[u"map"_s]}, {u"wall"_s, {u"soon"_s}}}, u"found 'soon'"_s);
}

void TstImporters::badInput()
{
    QFETCH(const QString, importer);
    QFETCH(const QString, name);
    QFETCH(const QByteArray, text);
    QFETCH(const Options, options);
    QFETCH(const QString, message);
    const Import done(importer, name, text, options);
    QVERIFY(!done.report);
    QCOMPARE(done.report.error().code, ErrorCode::BadInput);
    QVERIFY2(done.error().contains(message), qPrintable(done.error()));
}

void TstImporters::nothingIsLeftOfAFailure()
{
    const Import done(u"humaneval"_s, u"p.jsonl"_s, problem("T/0", "f") + "nonsense");
    QVERIFY(!done.report);
    const QDir folder(done.path({}));
    QCOMPARE(folder.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{u"p.jsonl"_s});
}

void TstImporters::aFolderInUseIsRefused()
{
    const Import done(u"humaneval"_s, u"p.jsonl"_s, problem("T/0", "f"));
    QVERIFY2(done.report, qPrintable(done.error()));
    const auto importer = Registry::standard().importer(u"humaneval"_s);
    QVERIFY(importer);
    const auto again = (*importer)->run({done.path(u"p.jsonl"_s), done.output(), {}});
    QVERIFY(!again);
    QVERIFY2(again.error().message.contains(u"is not empty"_s), qPrintable(again.error().text()));
    const auto onFile
        = (*importer)->run({done.path(u"p.jsonl"_s), done.path(u"p.jsonl"_s), {}});
    QVERIFY(!onFile);
    QCOMPARE(onFile.error().code, ErrorCode::BadInput);
}

QTEST_GUILESS_MAIN(TstImporters)
#include "tst_importers.moc"
