#include "importing.h"

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// What becomes of good input.
class TestImporters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void humanEval();
    void humanEvalItself();
    void cruxEval_data();
    void cruxEval();
    void cruxEvalItself();
    void csvTable();
    void jsonTable();
    void largeFields_data();
    void largeFields();
    void linesOfWindows();
};

namespace {

const Json cruxItem{{"id", "sample_0"},
                    {"code", "def f(a, b):\n    return a + b"},
                    {"input", "1, 2"},
                    {"output", "3"}};

const QStringList plainMapping{u"id=Name"_s, u"instruction=Task"_s, u"input=In"_s, u"output=Out"_s};

} // namespace

void TestImporters::humanEval()
{
    const QByteArray text = "\xef\xbb\xbf" + lines({problem("T/0", "twice")}) + "\n\r\n"
        + lines({problem("T/1", "again")});
    Imported done(u"humaneval"_s, u"p.jsonl"_s, text);
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
    // a row's own braces are text
    const QByteArray fixture = "def again(x):\n    \"\"\"{{x}} doubled.\"\"\"\n";
    QCOMPARE(done.file(scenario, u"solution.py"_s), fixture);
    QCOMPARE(programOf(scenario),
             u"<solution.py>\ndef check(f):\n    assert f(2) == 4\ncheck(again)"_s);
    QVERIFY(scenario.reference);
    QCOMPARE(scenario.reference->text, QByteArray("    return 2 * x\n"));
    QCOMPARE(scenario.limits.wall, std::chrono::milliseconds(3000));
}

void TestImporters::humanEvalItself()
{
    const QString data = sharedData();
    if (data.isEmpty())
        QSKIP("the shared data is not here");
    Imported done(u"humaneval"_s, data + u"/humaneval/HumanEval.jsonl"_s);
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.pack->size(), 164);
    for (qsizetype i = 0; i < 164; ++i) {
        QCOMPARE(done.pack->idAt(i), u"HumanEval/%1"_s.arg(i));
        const Scenario scenario = done.scenario(i);
        QVERIFY(programOf(scenario).endsWith(u"\ncheck(%1)"_s.arg(scenario.title)));
        QVERIFY(done.file(scenario, u"solution.py"_s).contains("def " + scenario.title.toUtf8()));
    }
}

void TestImporters::cruxEval_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QByteArray>("reference");
    QTest::addColumn<QString>("contains");
    QTest::addColumn<QString>("lacks");
    QTest::newRow("input") << u"input"_s << QByteArray("f(1, 2)") << u"f("_s << QString();
    QTest::newRow("output") << u"output"_s << QByteArray("3") << QString() << u"f(1, 2)"_s;
}

void TestImporters::cruxEval()
{
    QFETCH(const QString, mode);
    QFETCH(const QByteArray, reference);
    QFETCH(const QString, contains);
    QFETCH(const QString, lacks);
    Imported done(u"cruxeval"_s, u"c.jsonl"_s, lines({cruxItem}), {{u"mode"_s, {mode}}});
    QVERIFY2(done.report, qPrintable(done.error()));
    const Scenario scenario = done.scenario(0);
    QCOMPARE(scenario.id, u"sample_0"_s);
    QVERIFY(scenario.reference);
    QCOMPARE(scenario.reference->text, reference);
    QCOMPARE(scenario.accept, AcceptRule({contains, lacks}));
    QCOMPARE(programOf(scenario), u"def f(a, b):\n    return a + b\nassert 3 == <answer.py>"_s);
    QVERIFY(scenario.workspace.files.isEmpty());
}

void TestImporters::cruxEvalItself()
{
    const QString data = sharedData();
    if (data.isEmpty())
        QSKIP("the shared data is not here");
    Imported done(u"cruxeval"_s, data + u"/cruxeval/cruxeval.jsonl"_s,
                  {{u"mode"_s, {u"output"_s}}});
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.pack->size(), 800);
    for (qsizetype i = 0; i < 800; ++i) {
        QCOMPARE(done.pack->idAt(i), u"sample_%1"_s.arg(i));
        const Scenario scenario = done.scenario(i);
        QVERIFY(scenario.accept.lacks.startsWith(u"f("_s));
        QVERIFY(scenario.reference && !scenario.reference->text.isEmpty());
    }
}

void TestImporters::csvTable()
{
    const QByteArray text = "\xef\xbb\xbfName,Task,In,Out,Level,Words,Note\r\n"
                            "a,\"Add, then\r\nsay \"\"so\"\"\",\"1\n2\", 3 ,easy,\"x, y\",kept\r\n"
                            "b,Ü,,\"\",hard,,\r\n";
    const QStringList mapping = plainMapping + QStringList{u"difficulty=Level"_s, u"tags=Words"_s};
    Imported done(u"table"_s, u"t.csv"_s, text, {{u"map"_s, mapping}, {u"wall"_s, {u"2.5"_s}}});
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.pack->size(), 2);
    const Scenario first = done.scenario(0);
    QCOMPARE(first.turns.front().instruction, u"Add, then\r\nsay \"so\""_s);
    QCOMPARE(first.tags, QStringList({u"x"_s, u"y"_s}));
    QCOMPARE(first.difficulty, u"easy"_s);
    QCOMPARE(first.limits.wall, std::chrono::milliseconds(2500));
    const CheckSpec &check = first.turns.front().checks.front();
    QCOMPARE(check.type, u"output"_s);
    QCOMPARE(stringOr(check.parameters, "stdin"), u"1\n2"_s);
    QCOMPARE(stringOr(check.parameters, "stdout"), u" 3 "_s);
    QCOMPARE(done.scenario(1).turns.front().instruction, u"Ü"_s);
    QCOMPARE(done.report->notes.size(), 1); // no reference
}

void TestImporters::jsonTable()
{
    const Json row{{"task.id", 7},
                   {"start", "def f():\n"},
                   {"judge", "def check(c): assert c() == 1"},
                   {"name", "f"},
                   {"end", "    return 1\n"},
                   {"tags", {"a", "b"}},
                   {"more", {{"deep", {1}}}}};
    const QStringList mapping{u"id=task.id"_s,       u"prompt=start"_s,  u"test=judge"_s,
                              u"entry_point=name"_s, u"reference=end"_s, u"tags=tags"_s};
    Imported done(u"table"_s, u"t.jsonl"_s, lines({row}), {{u"map"_s, mapping}});
    QVERIFY2(done.report, qPrintable(done.error()));
    const Scenario scenario = done.scenario(0);
    QCOMPARE(scenario.id, u"7"_s);
    QCOMPARE(scenario.answerForm, AnswerForm::Completion);
    QCOMPARE(done.file(scenario, u"solution.py"_s), QByteArray("def f():\n"));
    QCOMPARE(programOf(scenario), u"<solution.py>\ndef check(c): assert c() == 1\ncheck(f)"_s);
    QCOMPARE(scenario.tags, QStringList({u"a"_s, u"b"_s}));
    QVERIFY(done.report->notes.isEmpty());
    const auto written = readJson(done.output() + u"/items.jsonl"_s);
    QVERIFY(written);
    QCOMPARE((*written)["row"]["more"]["deep"][0].get<int>(), 1); // what isn't mapped is kept
}

void TestImporters::largeFields_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::newRow("CSV") << u"csv"_s;
    QTest::newRow("JSON lines") << u"jsonl"_s;
}

void TestImporters::largeFields()
{
    QFETCH(const QString, suffix);
    const QByteArray large = QByteArray("line, \"quoted\"\n").repeated(300'000); // over 4 MB
    const Json row{
        {"Name", "a"}, {"Task", large.toStdString()}, {"In", "x"}, {"Out", large.toStdString()}};
    const QByteArray quoted = '"' + QByteArray(large).replace('"', "\"\"") + '"';
    const QByteArray text = suffix == "csv"_L1
        ? QByteArray("Name,Task,In,Out\na," + quoted + ",x," + quoted + '\n')
        : lines({row});
    Imported done(u"table"_s, u"t."_s + suffix, text, {{u"map"_s, plainMapping}});
    QVERIFY2(done.report, qPrintable(done.error()));
    const Scenario scenario = done.scenario(0);
    QVERIFY(scenario.turns.front().instruction.toUtf8() == large);
    const CheckSpec &check = scenario.turns.front().checks.front();
    QVERIFY(stringOr(check.parameters, "stdout").toUtf8() == large);
}

void TestImporters::linesOfWindows()
{
    const QByteArray unix = lines({cruxItem});
    Imported done(u"cruxeval"_s, u"c.jsonl"_s, QByteArray(unix).replace("\n", "\r\n"),
                  {{u"mode"_s, {u"output"_s}}});
    QVERIFY2(done.report, qPrintable(done.error()));
    QCOMPARE(done.scenario(0).reference->text, QByteArray("3"));
    QFile written(done.output() + u"/items.jsonl"_s);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), unix);
}

QTEST_GUILESS_MAIN(TestImporters)
#include "tst_importers.moc"
