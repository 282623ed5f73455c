#include "core/base/paths.h"
#include "core/plugin/registry.h"
#include "support/checkbench.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

namespace {

const QByteArray stack = "class Stack:\n" // 1
                         "    def __init__(self):\n"
                         "        self.items = []\n"
                         "\n"
                         "    def push(self, item):\n" // 5
                         "\n"
                         "        self.items.append(item)\n"
                         "\n"
                         "    def pop(self):\n" // 9
                         "        return self.items.pop()\n";

Json json(const QByteArray &text)
{
    const auto parsed = parseJson(text, {u"test"_s, {}, 0});
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().text()));
    return *parsed;
}

/// A small project, and a question whose answer is Stack.push and lines 1 to 3 of docs/use.md.
class QuestionBench : public CheckBench {
public:
    QuestionBench()
    {
        scenario.kind = u"workspace"_s;
        scenario.answerForm = AnswerForm::None;
        QByteArray long_;
        for (int i = 1; i <= 100; ++i)
            long_ += "LINE_" + QByteArray::number(i) + " = 1\n\n";
        m_files = {{u"src/stack.py"_s, stack},
                   {u"src/queue.py"_s, "def put(): pass\n"},
                   {u"other/queue.py"_s, "def get(): pass\n"},
                   {u"src/long.py"_s, long_},
                   {u"docs/use.md"_s, "# Use\n\nPush, then pop.\n\nMore.\n"},
                   {u"Makefile"_s, "all:\n"}};
        scenario.workspace = fixture = files(m_files);
    }
    Verdict ask(const QByteArray &said, const Json &min = {{"recall", 1}},
                const Json &expected = json(R"([{"file": "src/stack.py", "symbol": "Stack.push"},
                                                {"file": "docs/use.md", "range": [1, 3]}])"))
    {
        answer = said;
        return judge(u"retrieval"_s, {{"expected", expected}, {"min", min}}, m_files);
    }

private:
    QMap<QString, QByteArray> m_files;
};

/// The citations with a rank or without, as the evidence lists them: "1 src/a.py:2 passed".
QByteArrayList ranked(const Verdict &verdict)
{
    QByteArrayList rows;
    for (const Evidence &evidence : verdict.evidence)
        if (evidence.title.startsWith(u"Citations"_s))
            for (const Json &row : evidence.data["rows"])
                rows.append(QByteArray::fromStdString(row[0].get<std::string>() + ' '
                                                      + row[1].get<std::string>() + ' '
                                                      + row[2].get<std::string>()));
    return rows;
}

} // namespace

/// The kind workspace and its check retrieval.
class TestWorkspaceKind : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kind();
    void citations_data();
    void citations();
    void measures_data();
    void measures();
    void hitting_data();
    void hitting();
    void whatDoesNotExist_data();
    void whatDoesNotExist();
    void duplicates();
    void noAnswer();
    void adversaries_data();
    void adversaries();
    void refuses_data();
    void refuses();
    void expectedPlacesMustExist_data();
    void expectedPlacesMustExist();
};

void TestWorkspaceKind::kind()
{
    QuestionBench bench;
    const auto kind = Registry::standard().kind(u"workspace"_s);
    QVERIFY2(kind, kind ? "" : qPrintable(kind.error().text()));
    QVERIFY((*kind)->validate(bench.scenario, {}));
    const QString plain = (*kind)->prompt(bench.scenario, 0);
    QVERIFY(plain.startsWith(u"Do it."_s));
    QVERIFY(!plain.contains(u"Cite"_s));
    CheckSpec spec;
    spec.type = u"retrieval"_s;
    bench.scenario.turns.front().checks.push_back(spec);
    QVERIFY((*kind)->prompt(bench.scenario, 0).contains(u"PATH:FIRST-LAST"_s));
    bench.scenario.answerForm = AnswerForm::File;
    const auto changes = (*kind)->validate(bench.scenario, {u"scenario.json"_s, {}, 0});
    QVERIFY(!changes);
    QVERIFY2(changes.error().message.contains(u"/answer/form: found 'file', expected 'none'"_s),
             qPrintable(changes.error().message));
    bench.scenario.answerForm = AnswerForm::None;
    bench.scenario.workspace = {};
    QVERIFY(!(*kind)->validate(bench.scenario, {}));
}

void TestWorkspaceKind::citations_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArrayList>("rows");
    const auto row = [](const char *name, const char *answer, const QByteArrayList &rows) {
        QTest::newRow(name) << QByteArray(answer) << rows;
    };
    const QByteArrayList hit5{"1 src/stack.py:5 passed"};
    row("a line", "See src/stack.py:5.", hit5);
    row("in a code span", "See `src/stack.py:5`", hit5);
    row("in parentheses", "It pushes (src/stack.py:5), then", hit5);
    row("at the workspace's top", "./src/stack.py:5", {"1 ./src/stack.py:5 passed"});
    row("absolute, as in the sandbox", "/work/src/stack.py:5", {"1 /work/src/stack.py:5 passed"});
    row("with a column", "src/stack.py:5:9", {"1 src/stack.py:5:9 passed"});
    row("lines", "src/stack.py:5-7", {"1 src/stack.py:5-7 passed"});
    row("lines with a dash", "src/stack.py:5–7", {"1 src/stack.py:5–7 passed"});
    row("an anchor", "src/stack.py#L5", {"1 src/stack.py#L5 passed"});
    row("an anchor of lines", "src/stack.py#L5-L7", {"1 src/stack.py#L5-L7 passed"});
    row("an anchor with columns", "src/stack.py#L5C1-L7C9", {"1 src/stack.py#L5C1-L7C9 passed"});
    row("a link", "[push](src/stack.py#L5-L7)", {"1 src/stack.py#L5-L7 passed"});
    row("a link whose text cites, too", "[src/stack.py:5](src/stack.py#L5)",
        {"1 src/stack.py:5 passed", " src/stack.py#L5 skipped"});
    row("a link to a file", "[the stack](src/stack.py) is", {"1 src/stack.py failed"});
    row("a symbol behind", "`src/stack.py`: `Stack.push`", {"1 src/stack.py Stack.push passed"});
    row("a symbol in parentheses", "`src/stack.py` (`push()`)", {"1 src/stack.py push passed"});
    row("a symbol before", "`Stack.push` in `src/stack.py` does",
        {"1 src/stack.py Stack.push passed"});
    row("a symbol before, in prose", "the method `push` of src/stack.py",
        {"1 src/stack.py push passed"});
    row("a symbol in the path", "src/stack.py::Stack::push",
        {"1 src/stack.py::Stack::push passed"});
    row("a symbol as an anchor", "src/stack.py#Stack.push", {"1 src/stack.py#Stack.push passed"});
    row("two symbols in a row", "`pop` in `src/stack.py`, `push` in `src/stack.py`",
        {"1 src/stack.py pop failed", "2 src/stack.py push passed"});
    row("a symbol far away is none of it",
        "`src/stack.py` is what you want to read, where one finds `pop`",
        {"1 src/stack.py failed"});
    row("the end of a path", "stack.py:5", {"1 stack.py:5 passed"});
    row("the end of two paths", "queue.py:1", {"1 queue.py:1 failed"});
    row("a whole file, then closer", "`src/stack.py` has it; see src/stack.py:5", hit5);
    row("listed",
        "Not src/long.py:3!\n```json\n{\"citations\": [{\"file\": \"src/stack.py\", "
        "\"symbol\": \"Stack.push\"}]}\n```\n",
        {"1 {\"file\":\"src/stack.py\",\"symbol\":\"Stack.push\"} passed"});
    row("listed with lines",
        "```json\n{\"citations\": [{\"file\": \"stack.py\", \"range\": [5, 7]}, "
        "{\"file\": \"docs/use.md\", \"range\": \"1-3\"}]}\n```\n",
        {"1 {\"file\":\"stack.py\",\"range\":[5,7]} passed",
         "2 {\"file\":\"docs/use.md\",\"range\":\"1-3\"} passed"});
    row("listed as texts", "```json\n{\"citations\": [\"src/stack.py:5\"]}\n```", hit5);
    row("another block of JSON", "```json\n{\"a\": \"src/stack.py:5\"}\n```", hit5);
    row("no citations",
        "The cache: std::vector, 10:30, e.g. 3.14, `Stack.push`, localhost:8080, "
        "and/or, https://example.org/a.py:3, Makefile",
        {});
}

void TestWorkspaceKind::citations()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArrayList, rows);
    QuestionBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.ask(
        answer, {{"recall", 1}},
        json(
            R"([{"file": "src/stack.py", "symbol": "Stack.push"}, {"file": "docs/use.md", "range": [1, 3]}])"));
    QCOMPARE(ranked(verdict).join('\n'), rows.join('\n'));
}

void TestWorkspaceKind::measures_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("min");
    QTest::addColumn<QByteArray>("values");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *name, const char *answer, const char *min, const char *values,
                        bool good) {
        QTest::newRow(name) << QByteArray(answer) << QByteArray(min) << QByteArray(values) << good;
    };
    const char *all =
        R"({"reciprocal_rank": 0.5, "recall@1": 0.5, "recall@5": 1, "precision@2": 1})";
    row("perfect", "src/stack.py:5-7 and docs/use.md:1-3", all,
        R"({"reciprocal_rank": 1, "recall@1": 0.5, "recall@5": 1, "precision@2": 1})", true);
    row("the second hits", "src/long.py:1, src/stack.py:5, docs/use.md:1", all,
        R"({"reciprocal_rank": 0.5, "recall@1": 0, "recall@5": 1, "precision@2": 0.5})", false);
    row("no more than there are", "src/stack.py:5", R"({"precision@5": 1, "recall": 1})",
        R"({"precision@5": 1, "recall": 0.5})", false);
    row("at the fifth", "src/long.py:1 src/long.py:3 src/long.py:5 src/long.py:7 src/stack.py:5",
        R"({"reciprocal_rank": 0.2, "recall@4": 0, "recall@5": 0.5, "precision": 0.2})",
        R"({"reciprocal_rank": 0.2, "recall@4": 0, "recall@5": 0.5, "precision": 0.2})", true);
    row("nothing", "I don't know.", R"({"reciprocal_rank": 0.1, "precision": 0, "recall": 0})",
        R"({"reciprocal_rank": 0, "precision": 0, "recall": 0})", false);
}

void TestWorkspaceKind::measures()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, min);
    QFETCH(QByteArray, values);
    QFETCH(bool, good);
    QuestionBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.ask(answer, json(min));
    QVERIFY2(verdict.status == (good ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    double sum = 0;
    const Json expected = json(values);
    for (const auto &[name, value] : expected.items()) {
        QVERIFY2(verdict.measures[u"retrieval."_s + QString::fromStdString(name)]
                     == value.get<double>(),
                 shown(verdict));
        sum += value.get<double>();
    }
    QCOMPARE(verdict.score, sum / double(expected.size()));
}

/// push has two lines that are not blank, 5 and 7.
void TestWorkspaceKind::hitting_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("hits");
    const auto row = [](const char *name, const char *answer, bool hits) {
        QTest::newRow(name) << QByteArray(answer) << hits;
    };
    row("its first line", "src/stack.py:5", true);
    row("its last line", "src/stack.py:7", true);
    row("a blank line of it", "src/stack.py:6", false);
    row("all of it", "src/stack.py:5-7", true);
    row("with blank lines around", "src/stack.py:4-8", true);
    row("with the lines before", "src/stack.py:2-7", true); // 2 of 4
    row("the whole class", "src/stack.py:1-10", false); // 2 of 7: 3.5 times as long
    row("a line beside it", "src/stack.py:9", false);
    row("another file", "src/long.py:5", false);
    row("nothing but blank lines", "src/stack.py:8", false);
}

void TestWorkspaceKind::hitting()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, hits);
    QuestionBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.ask(
        answer, {{"recall", 1}}, json(R"([{"file": "src/stack.py", "symbol": "Stack.push"}])"));
    QVERIFY2((verdict.status == VerdictStatus::Passed) == hits, shown(verdict));
}

void TestWorkspaceKind::whatDoesNotExist_data()
{
    QTest::addColumn<QByteArray>("cited");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const char *cited, const QString &why) {
        QTest::newRow(name) << QByteArray(cited) << why;
    };
    row("a file", "src/heap.py:3", u"no such file"_s);
    row("a file without lines", "`src/heap.py`", u"no such file"_s);
    row("a link", "[heap](src/heap.py#L3)", u"no such file"_s);
    row("beyond the end", "src/stack.py:11", u"the file has 10 lines"_s);
    row("partly beyond the end", "src/stack.py:5-99", u"the file has 10 lines"_s);
    row("line 0", "src/stack.py:0", u"no range"_s);
    row("the wrong way round", "src/stack.py:7-5", u"no range"_s);
    row("a symbol", "`src/stack.py` (`Stack.peek`)", u"no such symbol"_s);
    row("a symbol of a text", "docs/use.md::Use", u"no such symbol"_s);
    row("outside", "../../etc/passwd.py:1", u"no such file"_s);
    row("listed", "```json\n{\"citations\": [{\"file\": \"/etc/passwd\"}]}\n```",
        u"no such file"_s);
    row("a listed range that is none",
        "```json\n{\"citations\": [{\"file\": \"src/stack.py\", \"range\": [1, \"x\"]}]}\n```",
        u"no range"_s);
}

void TestWorkspaceKind::whatDoesNotExist()
{
    QFETCH(QByteArray, cited);
    QFETCH(QString, why);
    QuestionBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.ask(cited, {{"recall", 0.5}});
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QVERIFY2(verdict.measures[u"retrieval.nonexistent"_s] == 1.0, shown(verdict));
    QVERIFY2(shown(verdict).contains(why.toUtf8()), shown(verdict));
    if (cited.startsWith("```"))
        return;
    // counted against precision, among others that hit
    const Verdict among =
        bench.ask("src/stack.py:5, docs/use.md:1 and " + cited, {{"precision", 1}});
    QVERIFY2(among.status == VerdictStatus::Failed, shown(among));
    QVERIFY2(qFuzzyCompare(among.measures[u"retrieval.precision"_s], 2.0 / 3), shown(among));
}

void TestWorkspaceKind::duplicates()
{
    QuestionBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict =
        bench.ask("src/stack.py:5, src/stack.py:5, src/stack.py:5-7, src/stack.py#L7, "
                  "src/long.py:1, src/long.py:1-2, src/heap.py:1, src/heap.py:1, docs/use.md:3",
                  {{"precision", 0.5}, {"recall@4", 1}});
    QCOMPARE(ranked(verdict).join('\n'),
             QByteArray("1 src/stack.py:5 passed\n src/stack.py:5 skipped\n"
                        " src/stack.py:5-7 skipped\n src/stack.py#L7 skipped\n"
                        "2 src/long.py:1 failed\n src/long.py:1-2 skipped\n"
                        "3 src/heap.py:1 failed\n src/heap.py:1 skipped\n"
                        "4 docs/use.md:3 passed"));
    QVERIFY2(verdict.status == VerdictStatus::Passed, shown(verdict));
    QCOMPARE(verdict.measures[u"retrieval.duplicates"_s], 5.0);
}

void TestWorkspaceKind::noAnswer()
{
    QuestionBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.ask({}, {{"precision", 0.1}});
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QCOMPARE(verdict.reason, u"the answer cites no place"_s);
    bool shownAsMissing = false;
    for (const Evidence &evidence : verdict.evidence)
        shownAsMissing = shownAsMissing
            || (evidence.kind == u"place"_s && evidence.data["file"] == "src/stack.py"
                && evidence.data["line"] == 5);
    QVERIFY2(shownAsMissing, shown(verdict));
}

void TestWorkspaceKind::adversaries_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("cut");
    QByteArray every;
    for (const char *file : {"src/long.py", "src/queue.py", "other/queue.py"})
        for (int i = 1; i <= 1000; ++i)
            every += QByteArray(file) + ':' + QByteArray::number(i) + '\n';
    QTest::newRow("every line") << every + "src/stack.py:5" << true;
    QTest::newRow("ten million bytes") << QByteArray(10'000'000, 'a') + " src/stack.py:5" << true;
    QTest::newRow("one word of colons") << QByteArray("a:b.").repeated(200'000) << false;
    QTest::newRow("backticks") << QByteArray("`").repeated(500'000) << false;
    QTest::newRow("brackets") << QByteArray("[](").repeated(200'000) << false;
    QTest::newRow("fences") << QByteArray("```json\n").repeated(100'000) << false;
    QTest::newRow("deep JSON") << "```json\n{\"citations\": " + QByteArray("[").repeated(100'000)
            + "\n```\n" << false;
    QTest::newRow("paths and symbols") << QByteArray("`src/a.py` `b` ").repeated(60'000) << true;
    QTest::newRow("bytes") << QByteArray("\xff\xfe\x00`src/stack\xc3.py:5`", 20).repeated(1000)
                           << false;
    QTest::newRow("whole files") << QByteArray("`src/stack.py` `src/queue.py` `docs/use.md`\n"
                                               "`src/long.py` `other/queue.py` `Makefile`\n")
                                        .repeated(3000)
                                 << true;
}

void TestWorkspaceKind::adversaries()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, cut);
    QuestionBench bench;
    REQUIRE_BENCH(bench);
    QElapsedTimer timer;
    timer.start();
    const Verdict verdict = bench.ask(answer, {{"recall", 1}, {"precision", 0.9}});
    QVERIFY2(verdict.status == VerdictStatus::Failed, shown(verdict));
    QCOMPARE(verdict.measures[u"retrieval.cut"_s], cut ? 1.0 : 0.0);
    QVERIFY2(timer.elapsed() < 30'000, "it was kept busy");
    QVERIFY(dumpJson(toJson(verdict)).size() < 1'000'000);
}

void TestWorkspaceKind::refuses_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const char *parameters, const QString &why) {
        QTest::newRow(name) << QByteArray(parameters) << why;
    };
    row("good", R"({"expected": ["src/stack.py"], "min": {"recall@3": 1, "precision": 0.5}})", {});
    row("no places", R"({"expected": [], "min": {"recall": 1}})", u"expected places"_s);
    row("no least values", R"({"expected": ["src/stack.py"], "min": {}})", u"least values"_s);
    row("a file that is not there", R"({"expected": ["src/heap.py"], "min": {"recall": 1}})",
        u"/checks/0/expected/0: the workspace has no file 'src/heap.py'"_s);
    row("the wrong way round",
        R"({"expected": [{"file": "src/stack.py", "range": [3, 2]}], "min": {"recall": 1}})",
        u"/checks/0/expected/0/range"_s);
    row("an unknown measure", R"({"expected": ["src/stack.py"], "min": {"recal@5": 1}})",
        u"found 'recal@5'"_s);
    row("at nothing", R"({"expected": ["src/stack.py"], "min": {"recall@0": 1}})",
        u"found 'recall@0'"_s);
}

void TestWorkspaceKind::refuses()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QString, why);
    QuestionBench bench;
    const QString objection = bench.objection(u"retrieval"_s, json(parameters));
    QVERIFY2(why.isEmpty() ? objection.isEmpty() : objection.contains(why), qPrintable(objection));
}

void TestWorkspaceKind::expectedPlacesMustExist_data()
{
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QString>("why");
    QTest::newRow("no such symbol")
        << QByteArray(R"([{"file": "src/stack.py", "symbol": "Stack.peek"}])")
        << u"no such symbol"_s;
    QTest::newRow("beyond the end") << QByteArray(R"([{"file": "src/stack.py", "range": [5, 11]}])")
                                    << u"the file has 10 lines"_s;
    QTest::newRow("blank lines") << QByteArray(R"([{"file": "src/stack.py", "range": [4, 4]}])")
                                 << u"only blank lines"_s;
}

void TestWorkspaceKind::expectedPlacesMustExist()
{
    QFETCH(QByteArray, expected);
    QFETCH(QString, why);
    QuestionBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict = bench.ask("src/stack.py:5", {{"recall", 1}}, json(expected));
    QVERIFY2(verdict.status == VerdictStatus::Error, shown(verdict));
    QCOMPARE(verdict.errorCode, u"bad-input"_s);
    QVERIFY2(verdict.reason.contains(why), shown(verdict));
}

QTEST_GUILESS_MAIN(TestWorkspaceKind)
#include "tst_workspacekind.moc"
