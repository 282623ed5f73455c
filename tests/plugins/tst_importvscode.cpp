#include "importing.h"

#include <QtCore/QDirIterator>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// VS Code's conversations: what becomes of questions, states and keywords, and of bad files.
class TestImportVSCode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPanelQuestion();
    void anInlineQuestion();
    void aConversationHasTurns();
    void searchesAreApart();
    void keywords_data();
    void keywords();
    void commentsAndCommas();
    void aQuestionWithoutKeywords();
    void aWorkspaceElsewhereIsMissing();
    void namesOfFilesMakeAWorkspace();
    void badFilesAreNamed_data();
    void badFilesAreNamed();
    void everySharedConversationIsImported();
};

namespace {

const QByteArray selectionState = R"({
    "activeTextEditor": {
        "selections": [{"anchor": {"line": 2, "character": 0}, "active": {"line": 0, "character": 4}}],
        "documentFilePath": "./a.py",
        "visibleRanges": [{"start": {"line": 0, "character": 0}, "end": {"line": 4, "character": 0}}],
        "languageId": "python"
    },
    "activeFileDiagnostics": [{"start": {"line": 1, "character": 4}, "end": {"line": 1, "character": 5},
        "message": "x is\nunused", "severity": 1,
        "relatedInformation": [{"filePath": "b.py", "start": {"line": 0, "character": 0},
                                "end": {"line": 0, "character": 1}, "message": "defined here"}]}],
    "debugConsoleOutput": "stopped",
    "terminalBuffer": "$ python3 a.py\n```",
    "workspaceFoldersFilePaths": ["./"]
})";

/// A folder with the files given, imported.
struct Folder {
    explicit Folder(const QMap<QString, QByteArray> &files, const ImportOptions &options = {})
    {
        for (auto it = files.cbegin(); it != files.cend(); ++it)
            writeFile(folder.filePath(it.key()), it.value());
        imported.emplace(u"vscode"_s, folder.path(), options);
    }
    QTemporaryDir folder;
    std::optional<Imported> imported;
};

QMap<QString, QByteArray> withState(const QByteArray &conversation)
{
    return {{u"in/q.conversation.json"_s, conversation},
            {u"in/q.state.json"_s, selectionState},
            {u"in/a.py"_s, "def f():\n    x = 1\n    return 2\n\nprint(f())\n"}};
}

const CheckSpec *checkOf(const Scenario &scenario, const QString &type)
{
    for (const Turn &turn : scenario.turns)
        for (const CheckSpec &check : turn.checks)
            if (check.type == type)
                return &check;
    return nullptr;
}

} // namespace

void TestImportVSCode::aPanelQuestion()
{
    Folder made(withState(
        R"([{"question": "/explain", "description": "tells of f", "stateFile": "q.state.json", "keywords": ["f", "two"]}])"));
    QVERIFY2(made.imported->report, qPrintable(made.imported->error()));
    QCOMPARE(made.imported->report->scenarios, 1);
    QCOMPARE(made.imported->report->notes, QStringList());
    const Scenario scenario = made.imported->scenario(0);
    QCOMPARE(scenario.id, u"in/q"_s);
    QCOMPARE(scenario.title, u"tells of f"_s);
    QCOMPARE(scenario.kind, u"workspace"_s);
    QCOMPARE(scenario.answerForm, AnswerForm::None);
    QCOMPARE(scenario.workspace.files.keys(), QStringList{u"a.py"_s});
    QVERIFY(scenario.tags.contains(u"panel"_s));
    QVERIFY(scenario.tags.contains(u"/explain"_s));
    const QString text = scenario.turns.front().instruction;
    QVERIFY(text.startsWith(u"/explain\n\n"_s));
    for (const QString &part :
         {u"Active file: a.py (python)"_s, u"line 1, column 5 to line 3, column 1"_s,
          u"lines 1 to 5"_s, u"f():\n    x = 1\n"_s, u"warning at line 2, column 5: x is"_s,
          u"b.py, line 1, column 1: defined here"_s, u"````\n$ python3 a.py\n```\n````"_s,
          u"stopped"_s})
        QVERIFY2(text.contains(part), qPrintable(part + u"\n--\n"_s + text));
    const CheckSpec *terms = checkOf(scenario, u"terms"_s);
    QVERIFY(terms != nullptr);
    QCOMPARE(terms->parameters, Json({{"terms", {"f", "two"}}, {"ignore_case", true}}));
}

void TestImportVSCode::anInlineQuestion()
{
    Folder made(withState(
        R"([{"question": "/fix it", "stateFile": "q.state.json", "contentInOutput": "x + [1]"}])"));
    QVERIFY2(made.imported->report, qPrintable(made.imported->error()));
    const Scenario scenario = made.imported->scenario(0);
    QCOMPARE(scenario.kind, u"fix"_s);
    QCOMPARE(scenario.language, u"python"_s);
    QCOMPARE(scenario.target.file, u"a.py"_s);
    QCOMPARE(scenario.answerForm, AnswerForm::Auto);
    QVERIFY(scenario.tags.contains(u"inline"_s));
    QVERIFY(checkOf(scenario, u"syntax"_s) != nullptr);
    QCOMPARE(checkOf(scenario, u"terms"_s)->parameters["terms"], Json("x + [1]"));
    QCOMPARE(checkOf(scenario, u"files"_s)->parameters["files_expected"]["a.py"]["matches"],
             Json("x\\ \\+\\ \\[1\\]"));
}

void TestImportVSCode::aConversationHasTurns()
{
    Folder made(withState(
        R"([{"question": "What is f?", "stateFile": "q.state.json", "keywords": ["f"]},
            {"question": "What did I ask?", "stateFile": "q.state.json", "keywords": ["what is f"]}])"));
    QVERIFY2(made.imported->report, qPrintable(made.imported->error()));
    QCOMPARE(made.imported->report->scenarios, 1);
    const Scenario scenario = made.imported->scenario(0);
    QCOMPARE(scenario.turns.size(), size_t(2));
    QCOMPARE(scenario.turns[0].checks.front().id, u"keywords"_s);
    QCOMPARE(scenario.turns[1].checks.front().id, u"keywords-2"_s);
    QVERIFY(scenario.turns[1].instruction.startsWith(u"What did I ask?"_s));
}

void TestImportVSCode::searchesAreApart()
{
    const QByteArray searches =
        R"([{"question": "one", "stateFile": "s.state.json", "keywords": ["a"]},
            {"question": "two", "stateFile": "s.state.json", "keywords": ["b"]}])";
    const QByteArray state =
        R"({"activeFileDiagnostics": [], "debugConsoleOutput": "", "terminalBuffer": ""})";
    const QMap<QString, QByteArray> files{
        {u"s.conversation.json"_s, searches}, {u"s.state.json"_s, state}, {u"a.txt"_s, "a"}};
    Folder apart(files);
    QVERIFY2(apart.imported->report, qPrintable(apart.imported->error()));
    QCOMPARE(apart.imported->report->scenarios, 2);
    QCOMPARE(apart.imported->scenario(1).id, u"s#2"_s);
    QCOMPARE(apart.imported->scenario(1).turns.size(), size_t(1));
    Folder whole(files, {{u"split"_s, {u"turns"_s}}});
    QCOMPARE(whole.imported->report->scenarios, 1);
    QCOMPARE(whole.imported->scenario(0).turns.size(), size_t(2));
}

void TestImportVSCode::keywords_data()
{
    QTest::addColumn<QByteArray>("keywords");
    QTest::addColumn<QByteArray>("terms");
    QTest::newRow("list") << QByteArray(R"(["a", "b"])") << QByteArray(R"(["a", "b"])");
    QTest::newRow("anyOf") << QByteArray(R"({"anyOf": ["a", "b"]})")
                           << QByteArray(R"({"anyOf": ["a", "b"]})");
    QTest::newRow("not: none of them")
        << QByteArray(R"({"not": ["a", "b"]})") << QByteArray(R"({"not": {"anyOf": ["a", "b"]}})");
    QTest::newRow("several members: all hold")
        << QByteArray(R"({"allOf": ["a"], "not": ["b"]})")
        << QByteArray(R"([{"allOf": ["a"]}, {"not": {"anyOf": ["b"]}}])");
    QTest::newRow("nested") << QByteArray(R"(["a", {"anyOf": ["b", {"allOf": ["c", "d"]}]}])")
                            << QByteArray(R"(["a", {"anyOf": ["b", {"allOf": ["c", "d"]}]}])");
    QTest::newRow("regular expression")
        << QByteArray(R"([{"regex": "^a"}])") << QByteArray(R"([{"regex": "^a"}])");
}

void TestImportVSCode::keywords()
{
    QFETCH(const QByteArray, keywords);
    QFETCH(const QByteArray, terms);
    Folder made(withState(R"([{"question": "q", "stateFile": "q.state.json", "keywords": )"
                          + keywords + "}]"));
    QVERIFY2(made.imported->report, qPrintable(made.imported->error()));
    const Scenario scenario = made.imported->scenario(0);
    QCOMPARE(checkOf(scenario, u"terms"_s)->parameters["terms"], *parseJson(terms, {}));
}

void TestImportVSCode::commentsAndCommas()
{
    Folder made(
        withState("\xef\xbb\xbf[ // a \"list\"\n {\"question\": \"a // no comment, ]\", /* , */\n"
                  "\"stateFile\": \"q.state.json\", \"keywords\": [\"a\",],},\n]"));
    QVERIFY2(made.imported->report, qPrintable(made.imported->error()));
    QVERIFY(
        made.imported->scenario(0).turns.front().instruction.startsWith(u"a // no comment, ]"_s));
}

void TestImportVSCode::aQuestionWithoutKeywords()
{
    Folder made(withState(
        R"([{"question": "Why?", "stateFile": "q.state.json", "generateFollowups": true}])"));
    QVERIFY2(made.imported->report, qPrintable(made.imported->error()));
    QCOMPARE(made.imported->report->notes.size(), 2);
    QVERIFY(made.imported->report->notes[0].contains(u"'Why?' has no keywords"_s));
    QVERIFY(made.imported->report->notes[1].contains(u"generateFollowups"_s));
    const Scenario scenario = made.imported->scenario(0);
    QCOMPARE(scenario.check(u"answered"_s)->role, CheckRole::Required);
    QCOMPARE(scenario.check(u"judged"_s)->role, CheckRole::Informative);
}

void TestImportVSCode::aWorkspaceElsewhereIsMissing()
{
    const QByteArray state = R"({"activeFileDiagnostics": [], "debugConsoleOutput": "",
        "terminalBuffer": "", "workspaceFoldersFilePaths": ["../../elsewhere"],
        "repoContexts": [{"headCommitHash": "E54c774e0add60467559eb0d1e229c6452cf8447",
                          "remoteFetchUrls": ["git@example.org:owner/proj.git"]}]})";
    Folder made({{u"q.conversation.json"_s,
                  R"([{"question": "q", "stateFile": "q.state.json", "keywords": ["a"]}])"},
                 {u"q.state.json"_s, state}});
    QVERIFY2(made.imported->report, qPrintable(made.imported->error()));
    const Scenario scenario = made.imported->scenario(0);
    for (const QString &part : {u"git@example.org:owner/proj.git"_s,
                                u"e54c774e0add60467559eb0d1e229c6452cf8447"_s, u"proj.bundle"_s})
        QVERIFY2(scenario.workspaceMissing.contains(part), qPrintable(scenario.workspaceMissing));
    QCOMPARE(scenario.workspace.files.size(), 0);
}

void TestImportVSCode::namesOfFilesMakeAWorkspace()
{
    Folder made({{u"setup/t.conversation.json"_s,
                  R"([{"name": "an app", "question": "/setupTests", "keywords": {"anyOf": ["x"]},
                       "files": ["src/app.ts", "package.json"]}])"}});
    QVERIFY2(made.imported->report, qPrintable(made.imported->error()));
    const Scenario scenario = made.imported->scenario(0);
    QCOMPARE(scenario.workspace.files.keys(), QStringList({u"package.json"_s, u"src/app.ts"_s}));
    QVERIFY(scenario.turns.front().instruction.contains(u"- src/app.ts"_s));
    QCOMPARE(scenario.title, u"an app"_s);
}

void TestImportVSCode::badFilesAreNamed_data()
{
    QTest::addColumn<QByteArray>("conversation");
    QTest::addColumn<QString>("message");
    const auto add = [](const char *name, const QByteArray &text, const QString &message) {
        QTest::newRow(name) << text << message;
    };
    add("not JSON", "[{", u"bad.conversation.json"_s);
    add("no list", "{}", u"expected a list of questions, found object"_s);
    add("empty", "[]", u"expected a list of questions"_s);
    add("no object", "[1]", u"at /0: expected an object, found number"_s);
    add("no question", R"([{"keywords": []}])", u"at /0/question: expected a text, found none"_s);
    add("a question of another type", R"([{"question": 1}])",
        u"at /0/question: expected a text, found number"_s);
    add("bad keywords", R"([{"question": "q", "keywords": [1]}])",
        u"at /0/keywords/0: expected a text, a list, or an object"_s);
    add("an unknown operator", R"([{"question": "q", "keywords": {"noneOf": ["a"]}}])",
        u"at /0/keywords/noneOf: expected allOf, anyOf, not or regex"_s);
    add("no such state", R"([{"question": "q", "stateFile": "no.state.json"}])",
        u"at /0/stateFile: there is no file 'no.state.json'"_s);
    add("a state elsewhere", R"([{"question": "q", "stateFile": "/etc/passwd"}])",
        u"/0/stateFile: there is no file"_s);
    add("a state above", R"([{"question": "q", "stateFile": "../../../../../../etc/passwd"}])",
        u"leads out of"_s);
    add("bad positions", R"([{"question": "q", "stateFile": "bad.state.json"}])",
        u"bad.state.json at /activeTextEditor/selections/0/anchor/line: expected a number from 0"_s);
}

void TestImportVSCode::badFilesAreNamed()
{
    QFETCH(const QByteArray, conversation);
    QFETCH(const QString, message);
    auto files =
        withState(R"([{"question": "q", "stateFile": "q.state.json", "keywords": ["f"]}])");
    files.insert(u"in/bad.conversation.json"_s, conversation);
    files.insert(u"in/bad.state.json"_s,
                 R"({"activeTextEditor": {"selections": [{"anchor": {"line": -1, "character": 0},
                     "active": {"line": 0, "character": 0}}]}})");
    Folder made(files);
    QVERIFY2(made.imported->report, qPrintable(made.imported->error()));
    QCOMPARE(made.imported->report->scenarios, 1);
    QCOMPARE(made.imported->report->notes.size(), 1);
    const QString note = made.imported->report->notes.front();
    QVERIFY2(note.startsWith(u"left out: "_s), qPrintable(note));
    QVERIFY2(note.contains(message), qPrintable(note));
}

void TestImportVSCode::everySharedConversationIsImported()
{
    const QString shared = sharedData();
    if (shared.isEmpty() || !QFileInfo::exists(shared + u"/vscode-scenarios"_s))
        QSKIP("../shared/data/vscode-scenarios is not there");
    qsizetype conversations = 0;
    QDirIterator files(shared + u"/vscode-scenarios"_s, {u"*.conversation.json"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    for (; files.hasNext(); files.next())
        ++conversations;
    QVERIFY(conversations > 0);
    Imported done(u"vscode"_s, shared + u"/vscode-scenarios"_s);
    QVERIFY2(done.report, qPrintable(done.error()));
    for (const QString &note : done.report->notes)
        QVERIFY2(!note.startsWith(u"left out"_s), qPrintable(note));
    QSet<QString> sources;
    qsizetype missing = 0;
    for (qsizetype i = 0; i < done.pack->size(); ++i) {
        const Scenario scenario = done.scenario(i);
        sources.insert(scenario.id.section(u'#', 0, 0));
        missing += scenario.workspaceMissing.isEmpty() ? 0 : 1;
        for (const Turn &turn : scenario.turns)
            QVERIFY2(!turn.checks.empty(), qPrintable(scenario.id));
    }
    QCOMPARE(sources.size(), conversations);
    QCOMPARE(done.report->scenarios, done.pack->size());
    QVERIFY(missing < done.pack->size());
}

QTEST_GUILESS_MAIN(TestImportVSCode)
#include "tst_importvscode.moc"
