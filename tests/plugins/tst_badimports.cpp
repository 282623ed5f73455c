#include "importing.h"

#include "core/scenario/jsonlines.h"

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// What importers say of bad input: where, what was found, what was expected, the way out.
class TestBadImports : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonLines_data();
    void jsonLines();
    void table_data();
    void table();
    void cruxEvalWantsAMode();
    void absentInput();
    void aLineTooLongForAPack();
    void nothingIsLeftOfAFailure();
    void aFolderInUseIsRefused();
    void anEmptyFolderIsTaken();
};

namespace {

const QStringList plainMapping{u"id=Name"_s, u"instruction=Task"_s, u"input=In"_s, u"output=Out"_s};
const QByteArray csvHead = "Name,Task,In,Out\n";

void addRow(const char *name, const QByteArray &text, const QString &message)
{
    QTest::newRow(name) << text << message;
}

void addRow(const char *name, const QByteArray &text, const ImportOptions &options,
            const QString &message, const QString &file = u"t.csv"_s)
{
    QTest::newRow(name) << file << text << options << message;
}

} // namespace

void TestBadImports::jsonLines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const QByteArray good = lines({problem("T/0", "f")});
    addRow("empty", {}, u"the input has no rows"_s);
    addRow("blank lines only", "\n\r\n \n", u"the input has no rows"_s);
    addRow("half a line", good + "{\"task_id\": ", u"p.jsonl line 2"_s);
    addRow("no object", good + "\n17\n", u"p.jsonl line 3: expected an object, found number"_s);
    addRow("an array", "[\n{}]", u"it is a JSON array; expected JSON lines"_s);
    addRow("gzip", "\x1f\x8b\x08", u"unpack it first (gunzip)"_s);
    addRow("zstd", "\x28\xb5\x2f\xfd", u"unpack it first (unzstd)"_s);
    addRow("no UTF-8", good + "{\"task_id\": \"\xff\"}\n", u"p.jsonl line 2"_s);
    addRow("a member is missing", lines({{{"task_id", "x"}}}),
           u"p.jsonl line 1: expected a text as 'prompt', found none"_s);
    addRow("a member of another type", lines({{{"task_id", 5}}}),
           u"p.jsonl line 1: expected a text as 'task_id', found number"_s);
    addRow("an id twice", good + '\n' + good,
           u"p.jsonl line 3: the id 'T/0' stood in line 1 already; expected each id once"_s);
    addRow("an empty id", lines({problem("", "f")}), u"p.jsonl line 1: "_s);
    addRow("an id that is no id", lines({problem(" T\n0", "f")}),
           u"expected printable text of at most 200 characters"_s);
}

void TestBadImports::jsonLines()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, message);
    const Imported done(u"humaneval"_s, u"p.jsonl"_s, text);
    QVERIFY(!done.report);
    QCOMPARE(done.report.error().code, ErrorCode::BadInput);
    QVERIFY2(done.error().contains(message), qPrintable(done.error()));
    QVERIFY2(done.error().contains(u"p.jsonl"_s), qPrintable(done.error()));
}

void TestBadImports::table_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ImportOptions>("options");
    QTest::addColumn<QString>("message");
    const QByteArray csv = csvHead + "a,b,c,d\n";
    const ImportOptions plain{{u"map"_s, plainMapping}};
    addRow("empty", {}, plain, u"the input has no rows"_s);
    addRow("names only", csvHead, plain, u"the input has no rows"_s);
    addRow("no mapping", csv, {}, u"expected id=COLUMN"_s);
    addRow("nothing to judge by", csv, {{u"map"_s, {u"id=Name"_s, u"instruction=Task"_s}}},
           u"expected either test=COLUMN or output=COLUMN, to judge by"_s);
    addRow("an unknown field", csv, {{u"map"_s, {u"idd=Name"_s}}}, u"there is no field 'idd'"_s);
    addRow("a mapping that is none", csv, {{u"map"_s, {u"id"_s}}},
           u"expected FIELD=COLUMN, found 'id'"_s);
    addRow("a field mapped twice", csv, {{u"map"_s, {u"id=Name"_s, u"id=Task"_s}}},
           u"'id' is mapped twice"_s);
    addRow(
        "a column that isn't there", "Name,Task,In\na,b,c\n", plain,
        u"t.csv line 2: there is no column 'Out' for 'output'; the columns are In, Name, Task"_s);
    addRow("a short row", csv + "\"x\ny\",b,c\n", plain,
           u"t.csv line 3: expected 4 fields as in the first row, found 3"_s);
    addRow("a long row", csv + "x,b,c,d,e\n", plain,
           u"t.csv line 3: expected 4 fields as in the first row, found 5"_s);
    addRow("an open quote", csv + "x,\"y,z\nw", plain,
           u"t.csv line 3: a quoted field begins here"_s);
    addRow("a stray quote", csv + "x,y\"z,c,d\n", plain,
           u"t.csv line 3: a quote stands in the midst"_s);
    addRow("no UTF-8", csv + "x,\xff,c,d\n", plain, u"t.csv line 3: field 2 is not UTF-8"_s);
    addRow("two columns of one name", "A,A\n", plain, u"two columns are named 'A'"_s);
    addRow("a column without a name", "A,,B\n", plain, u"column 2 has no name"_s);
    addRow("an id twice", csv + "\n" + "a,e,f,g\n", plain, u"the id 'a' stood in line 2 already"_s);
    addRow("no id", csv + ",b,c,d\n", plain, u"t.csv line 3: the id is empty"_s);
    addRow("an unknown suffix", csv, plain, u"say --format csv or --format jsonl"_s, u"t.txt"_s);
    addRow("an unknown language", csv, {{u"map"_s, plainMapping}, {u"language"_s, {u"klingon"_s}}},
           u"there is no language 'klingon'"_s);
    addRow("no time", csv, {{u"map"_s, plainMapping}, {u"wall"_s, {u"soon"_s}}},
           u"expected seconds over 0 and up to 86400, found 'soon'"_s);
    const Json row{{"Name", "a"}, {"Task", "b"}, {"In", "c"}, {"Out", "d"}, {"L", "so so"}};
    addRow("an odd difficulty", lines({row}),
           {{u"map"_s, plainMapping + QStringList{u"difficulty=L"_s}}},
           u"t.jsonl line 1: expected the difficulty easy, medium or hard, found 'so so'"_s,
           u"t.jsonl"_s);
    addRow("a null", lines({{{"Name", "a"}, {"Task", nullptr}, {"In", "c"}, {"Out", "d"}}}), plain,
           u"t.jsonl line 1: expected a value for 'instruction', found null"_s, u"t.jsonl"_s);
}

void TestBadImports::table()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, text);
    QFETCH(const ImportOptions, options);
    QFETCH(const QString, message);
    const Imported done(u"table"_s, file, text, options);
    QVERIFY(!done.report);
    QCOMPARE(done.report.error().code, ErrorCode::BadInput);
    QVERIFY2(done.error().contains(message), qPrintable(done.error()));
    QCOMPARE(done.left(), QStringList{file});
}

void TestBadImports::cruxEvalWantsAMode()
{
    const Imported done(u"cruxeval"_s, u"c.jsonl"_s, "{}\n");
    QVERIFY(!done.report);
    QCOMPARE(done.report.error().code, ErrorCode::BadInput);
    QVERIFY2(done.error().contains(u"expected input or output"_s), qPrintable(done.error()));
}

void TestBadImports::absentInput()
{
    const QTemporaryDir folder;
    const Imported absent(u"humaneval"_s, folder.filePath(u"nothing.jsonl"_s));
    QVERIFY(!absent.report);
    QCOMPARE(absent.report.error().code, ErrorCode::NotFound);
    QVERIFY2(absent.error().contains(u"nothing.jsonl"_s), qPrintable(absent.error()));
    for (const QString &importer : {u"humaneval"_s, u"table"_s}) {
        const Imported done(importer, folder.path(),
                            {{u"map"_s, plainMapping}, {u"format"_s, {u"csv"_s}}});
        QVERIFY(!done.report);
        QCOMPARE(done.report.error().code, ErrorCode::BadInput);
        QVERIFY2(done.error().contains(u"is a folder; expected a file"_s),
                 qPrintable(done.error()));
    }
}

void TestBadImports::aLineTooLongForAPack()
{
    // a pack's table is read with lines of at most 64 MiB; what is written must be readable
    Json large = problem("T/0", "f");
    large["prompt"] = std::string(size_t(JsonLines::maxLineBytes), 'x');
    const Imported done(u"humaneval"_s, u"p.jsonl"_s, lines({problem("T/1", "g"), large}));
    QVERIFY(!done.report);
    QCOMPARE(done.report.error().code, ErrorCode::BadInput);
    QVERIFY2(done.error().contains(u"p.jsonl line 2: "_s), qPrintable(done.error()));
    QVERIFY2(done.error().contains(u"64 MiB"_s), qPrintable(done.error()));
    QCOMPARE(done.left(), QStringList{u"p.jsonl"_s});
}

void TestBadImports::nothingIsLeftOfAFailure()
{
    const Imported done(u"humaneval"_s, u"p.jsonl"_s, lines({problem("T/0", "f")}) + "nonsense");
    QVERIFY(!done.report);
    QCOMPARE(done.left(), QStringList{u"p.jsonl"_s});
}

void TestBadImports::aFolderInUseIsRefused()
{
    const Imported done(u"humaneval"_s, u"p.jsonl"_s, lines({problem("T/0", "f")}));
    QVERIFY2(done.report, qPrintable(done.error()));
    const auto importer = Registry::standard().importer(u"humaneval"_s);
    QVERIFY(importer);
    const auto again = (*importer)->run({done.path(u"p.jsonl"_s), done.output(), {}});
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::BadInput);
    QVERIFY2(again.error().message.contains(u"the-pack is not empty"_s),
             qPrintable(again.error().text()));
    const auto onFile = (*importer)->run({done.path(u"p.jsonl"_s), done.path(u"p.jsonl"_s), {}});
    QVERIFY(!onFile);
    QCOMPARE(onFile.error().code, ErrorCode::BadInput);
    QVERIFY2(onFile.error().message.contains(u"p.jsonl is a file"_s),
             qPrintable(onFile.error().text()));
}

void TestBadImports::anEmptyFolderIsTaken()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(u"p.jsonl"_s), lines({problem("T/0", "f")}));
    QVERIFY(QDir(folder.path()).mkdir(u"pack"_s));
    const auto importer = Registry::standard().importer(u"humaneval"_s);
    QVERIFY(importer);
    const auto done =
        (*importer)->run({folder.filePath(u"p.jsonl"_s), folder.filePath(u"pack"_s), {}});
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    QVERIFY(QFile::exists(folder.filePath(u"pack/pack.json"_s)));
}

QTEST_GUILESS_MAIN(TestBadImports)
#include "tst_badimports.moc"
