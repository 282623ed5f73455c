#include "importing.h"

#include <QtCore/QProcess>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Cases of the Copilot Evaluation Harness: kinds, lines, names, repositories, and bad cases. The
/// cases here are made up.
class TestImportCeh : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFixWithoutItsRepository();
    void aFixWithItsRepository();
    void quotedCodeDecidesTheLine_data();
    void quotedCodeDecidesTheLine();
    void namesOfRules_data();
    void namesOfRules();
    void aTest();
    void documentation();
    void oneFolderOfTheHarness();
    void badCasesAreNamed_data();
    void badCasesAreNamed();
    void nothingButBadCases();
    void anAbsentFolderOfClones();

private:
    QString clone(const QString &name, QString *commit);
    QTemporaryDir m_clones;
};

namespace {

const QString someCommit = u"c7e7e1d884d3bb241ea6448f72a989434c2a35ec"_s;

Json fixCase(const char *id, const QString &commit = someCommit)
{
    return {{"case_id", id},
            {"repo_name", "owner/tool"},
            {"commit", commit},
            {"file_path", "src/a.py"},
            {"code_snippet", "    return undefined_name\n"},
            {"line_range", {1, 1}},
            {"command_specific_fields",
             {{"static_analyzer", "pyright"},
              {"rule", "pyright-reportUndefinedVariable"},
              {"analyzer_error", "\"undefined_name\" is not defined"}}},
            {"language", "python"},
            {"prompt", ""}};
}

Json testCase(const char *id, const QString &commit = someCommit)
{
    Json json = fixCase(id, commit);
    json["command_specific_fields"] = {{"method_name", "f"}};
    json["code_snippet"] = "def f():\n\n    return undefined_name\n";
    json["line_range"] = {0, 2};
    return json;
}

Json docCase(const char *id, const char *file)
{
    return {{"case_id", id},
            {"file_path", file},
            {"line_range", {1, 2}},
            {"command_specific_fields",
             {{"terminalOutput", ""},
              {"debugConsoleOutput", ""},
              {"activeFileDiagnostics", Json::array()}}},
            {"language", "python"},
            {"prompt", ""}};
}

struct Folder {
    void add(const QString &name, const Json &json)
    {
        writeFile(folder.filePath(name), prettyJson(json));
    }
    void import(const ImportOptions &options = {}, const QString &inner = {})
    {
        imported.emplace(u"ceh"_s, folder.path() + inner, options);
    }
    [[nodiscard]] QString notes() const
    {
        return imported->report ? imported->report->notes.join(u'\n') : imported->error();
    }
    QTemporaryDir folder;
    std::optional<Imported> imported;
};

} // namespace

/// A git repository in m_clones.
QString TestImportCeh::clone(const QString &name, QString *commit)
{
    const QString folder = m_clones.filePath(name);
    writeFile(folder + u"/src/a.py"_s,
              "def f():\n    return undefined_name\n\n\ndef g():\n    pass\n");
    writeFile(folder + u"/scenario.json"_s, "{}"); // no scenario of the pack's
    QProcess git;
    git.setWorkingDirectory(folder);
    for (const QStringList &arguments :
         {QStringList{u"init"_s, u"-q"_s}, QStringList{u"add"_s, u"."_s},
          QStringList{u"-c"_s, u"user.name=T"_s, u"-c"_s, u"user.email=t@example.org"_s,
                      u"commit"_s, u"-q"_s, u"-m"_s, u"first"_s},
          QStringList{u"rev-parse"_s, u"HEAD"_s}}) {
        git.start(u"git"_s, arguments);
        if (!git.waitForFinished() || git.exitCode() != 0)
            return {};
    }
    *commit = QString::fromUtf8(git.readAllStandardOutput()).trimmed();
    writeFile(folder + u"/src/a.py"_s, "changed since\n");
    return folder;
}

void TestImportCeh::aFixWithoutItsRepository()
{
    Folder made;
    made.add(u"fix/case-7.json"_s, fixCase("case-7"));
    made.import();
    QVERIFY2(made.imported->report, qPrintable(made.notes()));
    QCOMPARE(made.imported->report->scenarios, 1);
    const Scenario scenario = made.imported->scenario(0);
    QCOMPARE(scenario.id, u"fix/case-7"_s);
    QCOMPARE(scenario.kind, u"fix"_s);
    QCOMPARE(scenario.language, u"python"_s);
    for (const QString &part : {u"owner/tool"_s, someCommit,
                                u"git clone https://github.com/owner/tool"_s, u"--repos"_s}) {
        QVERIFY2(scenario.workspaceMissing.contains(part), qPrintable(scenario.workspaceMissing));
        QVERIFY2(made.notes().contains(part), qPrintable(made.notes()));
    }
    const CheckSpec *gone = scenario.check(u"gone"_s);
    QVERIFY(gone != nullptr);
    QCOMPARE(gone->type, u"finding-gone"_s);
    QCOMPARE(gone->parameters,
             Json({{"analyser", "pyright"},
                   {"rule", "reportUndefinedVariable"},
                   {"file", "src/a.py"},
                   {"line", 2}}));
    QCOMPARE(scenario.check(u"nothing-new"_s)->parameters["analysers"], Json::array({"pyright"}));
    const QString text = scenario.turns.front().instruction;
    QVERIFY(text.contains(u"\"undefined_name\" is not defined"_s));
    QVERIFY(text.contains(u"    return undefined_name\n"_s));
}

void TestImportCeh::aFixWithItsRepository()
{
    QString commit;
    if (clone(u"owner__tool"_s, &commit).isEmpty())
        QSKIP("git is not installed");
    Folder made;
    made.add(u"fix/case-1.json"_s, fixCase("case-1", commit));
    made.add(u"test_gen/case-1.json"_s, testCase("case-1", commit));
    Json elsewhere = fixCase("case-2", commit);
    elsewhere["file_path"] = "src/none.py";
    made.add(u"fix/case-2.json"_s, elsewhere);
    Json unknown = fixCase("case-3"); // a commit that the clone lacks
    made.add(u"fix/case-3.json"_s, unknown);
    made.import({{u"repos"_s, {m_clones.path()}}});
    QVERIFY2(made.imported->report, qPrintable(made.notes()));
    QCOMPARE(made.imported->report->scenarios, 3);
    QVERIFY(made.notes().contains(
        u"left out: %1/fix/case-2.json at /file_path: owner/tool at %2 has no file 'src/none.py'"_s
            .arg(made.folder.path(), commit)));
    const auto index = made.imported->pack->indexOf(u"fix/case-1"_s);
    QVERIFY(index);
    const Scenario scenario = made.imported->scenario(*index);
    QCOMPARE(scenario.workspaceMissing, QString());
    QCOMPARE(made.imported->file(scenario, u"src/a.py"_s),
             QByteArray("def f():\n    return undefined_name\n\n\ndef g():\n    pass\n"));
    const Scenario missing =
        made.imported->scenario(*made.imported->pack->indexOf(u"fix/case-3"_s));
    QVERIFY2(missing.workspaceMissing.contains(someCommit), qPrintable(missing.workspaceMissing));
}

void TestImportCeh::quotedCodeDecidesTheLine_data()
{
    QTest::addColumn<int>("stated");
    QTest::addColumn<QString>("snippet");
    QTest::addColumn<int>("line");
    QTest::addColumn<bool>("told");
    QTest::newRow("counted from 0") << 1 << u"    return undefined_name\n"_s << 2 << false;
    QTest::newRow("counted from 1") << 2 << u"    return undefined_name\n"_s << 2 << false;
    QTest::newRow("blank lines above") << 0 << u"\n\n    return undefined_name\n"_s << 2 << false;
    QTest::newRow("not there") << 1 << u"something else"_s << 2 << true;
    QTest::newRow("nothing quoted") << 1 << QString() << 2 << false;
}

void TestImportCeh::quotedCodeDecidesTheLine()
{
    QFETCH(const int, stated);
    QFETCH(const QString, snippet);
    QFETCH(const int, line);
    QFETCH(const bool, told);
    QString commit;
    if (clone(u"owner/tool"_s, &commit).isEmpty())
        QSKIP("git is not installed");
    Folder made;
    Json json = fixCase("case-1", commit);
    json["line_range"] = {stated, stated};
    json["code_snippet"] = snippet;
    made.add(u"fix/case-1.json"_s, json);
    made.import({{u"repos"_s, {m_clones.path()}}});
    QVERIFY2(made.imported->report, qPrintable(made.notes()));
    const Scenario scenario = made.imported->scenario(0);
    QCOMPARE(scenario.check(u"gone"_s)->parameters["line"], Json(line));
    QCOMPARE(scenario.target.range->first, line);
    QCOMPARE(made.notes().contains(u"fix/case-1"_s), told);
    QDir(m_clones.filePath(u"owner/tool"_s)).removeRecursively();
}

void TestImportCeh::namesOfRules_data()
{
    QTest::addColumn<QString>("analyser");
    QTest::addColumn<QString>("theirs");
    QTest::addColumn<QString>("ours");
    QTest::newRow("pyright") << u"pyright"_s << u"pyright-reportArgumentType"_s
                             << u"reportArgumentType"_s;
    QTest::newRow("pylint: by its number") << u"pylint"_s << u"pylint-no-member"_s << u"E1101"_s;
    QTest::newRow("eslint") << u"eslint"_s << u"eslint-no-unsafe-finally"_s
                            << u"no-unsafe-finally"_s;
    QTest::newRow("eslint, a plugin's")
        << u"eslint"_s << u"eslint-@typescript-eslint/no-this-alias"_s
        << u"@typescript-eslint/no-this-alias"_s;
    QTest::newRow("tsc") << u"tsc"_s
                         << u"tsc-Error TS2339: Property '{0}' does not exist on type '{1}'."_s
                         << u"TS2339"_s;
    QTest::newRow("another") << u"lintx"_s << u"lintx-some-rule"_s << u"some-rule"_s;
}

void TestImportCeh::namesOfRules()
{
    QFETCH(const QString, analyser);
    QFETCH(const QString, theirs);
    QFETCH(const QString, ours);
    Folder made;
    Json json = fixCase("case-1");
    json["command_specific_fields"]["static_analyzer"] = analyser;
    json["command_specific_fields"]["rule"] = theirs;
    made.add(u"fix/case-1.json"_s, json);
    made.import();
    QVERIFY2(made.imported->report, qPrintable(made.notes()));
    const Json parameters = made.imported->scenario(0).check(u"gone"_s)->parameters;
    QCOMPARE(stringOr(parameters, "analyser"), analyser);
    QCOMPARE(stringOr(parameters, "rule"), ours);
}

void TestImportCeh::aTest()
{
    Folder made;
    made.add(u"test_gen/case-4.json"_s, testCase("case-4"));
    made.import();
    QVERIFY2(made.imported->report, qPrintable(made.notes()));
    const Scenario scenario = made.imported->scenario(0);
    QCOMPARE(scenario.id, u"test_gen/case-4"_s);
    QCOMPARE(scenario.kind, u"test"_s);
    QCOMPARE(scenario.target.file, u"src/test_a.py"_s);
    QCOMPARE(scenario.extra["test"], Json({{"subject", {{"file", "src/a.py"}, {"symbol", "f"}}}}));
    QCOMPARE(scenario.check(u"passes"_s)->parameters["expect"], Json("any"));
    QCOMPARE(scenario.check(u"coverage"_s)->role, CheckRole::Graded);
}

void TestImportCeh::documentation()
{
    Folder made;
    made.add(u"doc/case-9/case-9.json"_s, docCase("case-9", "some.py"));
    writeFile(made.folder.filePath(u"doc/case-9/some.py"_s), "\ndef f(a):\n    return a\n");
    made.import();
    QVERIFY2(made.imported->report, qPrintable(made.notes()));
    QCOMPARE(made.notes(), QString());
    const Scenario scenario = made.imported->scenario(0);
    QCOMPARE(scenario.id, u"doc/case-9"_s);
    QCOMPARE(scenario.kind, u"doc"_s);
    QCOMPARE(scenario.workspaceMissing, QString());
    QCOMPARE(scenario.workspace.files.keys(), QStringList{u"some.py"_s});
    QCOMPARE(scenario.target.range->first, 2);
    QCOMPARE(scenario.target.range->last, 3);
    QCOMPARE(scenario.extra["doc"], Json({{"convention", "google"}}));
    QCOMPARE(scenario.check(u"doc-parameters"_s)->parameters["rule"], Json("parameters"));
}

void TestImportCeh::oneFolderOfTheHarness()
{
    Folder made;
    made.add(u"fix/case-1.json"_s, fixCase("case-1"));
    made.add(u"fix/case-10.json"_s, fixCase("case-10"));
    made.add(u"fix/case-2.json"_s, fixCase("case-2"));
    made.add(u"demo_json/case-0.json"_s, fixCase("case-0"));
    made.import({}, u"/fix"_s);
    QVERIFY2(made.imported->report, qPrintable(made.notes()));
    QCOMPARE(made.imported->pack->idAt(1), u"fix/case-2"_s);
    QCOMPARE(made.imported->pack->size(), 3);
    made.import();
    QVERIFY2(made.notes().contains(u"demo_json is left alone"_s), qPrintable(made.notes()));
}

void TestImportCeh::badCasesAreNamed_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<Json>("value");
    QTest::addColumn<QString>("message");
    const auto add = [](const char *pointer, const Json &value, const QString &message) {
        QTest::addRow("%s %s", pointer, value.dump().c_str())
            << QString::fromLatin1(pointer) << value << message;
    };
    add("/case_id", 7, u"at /case_id: expected a text that is not empty, found number"_s);
    add("/file_path", nullptr, u"at /file_path: expected a text that is not empty, found none"_s);
    add("/file_path", "../../etc/passwd", u"at /file_path"_s);
    add("/commit", "main", u"at /commit: expected the full id of a commit, found 'main'"_s);
    add("/repo_name", "tool", u"at /repo_name: expected owner/name, found 'tool'"_s);
    add("/repo_name", "../tool", u"at /repo_name"_s);
    add("/line_range", Json::array({1}),
        u"at /line_range: expected two line numbers, found array"_s);
    add("/line_range", Json::array({5, 2}),
        u"at /line_range: the first line, 5, stands behind the last, 2"_s);
    add("/line_range", "1-2", u"at /line_range: expected two line numbers, found string"_s);
    add("/command_specific_fields", "x",
        u"at /command_specific_fields: expected an object, found string"_s);
    add("/command_specific_fields/rule", "",
        u"at /command_specific_fields/rule: expected a text that is not empty, found string"_s);
    add("/language", Json::array(), u"at /language: expected a text"_s);
    add("/prompt", 1, u"at /prompt: expected a text, found number"_s);
}

void TestImportCeh::badCasesAreNamed()
{
    QFETCH(const QString, pointer);
    QFETCH(const Json, value);
    QFETCH(const QString, message);
    Folder made;
    made.add(u"fix/case-1.json"_s, fixCase("case-1"));
    Json bad = fixCase("case-2");
    bad[Json::json_pointer(pointer.toStdString())] = value;
    made.add(u"fix/case-2.json"_s, bad);
    made.add(u"fix/case-3.json"_s, fixCase("case-1")); // an id twice
    writeFile(made.folder.filePath(u"fix/case-4.json"_s), "{");
    made.import();
    QVERIFY2(made.imported->report, qPrintable(made.notes()));
    QCOMPARE(made.imported->report->scenarios, 1);
    const QString named = u"left out: %1/fix/case-2.json"_s.arg(made.folder.path());
    QVERIFY2(made.notes().contains(named), qPrintable(made.notes()));
    QVERIFY2(made.notes().contains(message), qPrintable(made.notes()));
    QVERIFY(made.notes().contains(u"case-3.json at /case_id: the id 'fix/case-1' is that of"_s));
    QVERIFY(made.notes().contains(u"case-4.json"_s));
    QVERIFY(made.notes().contains(u"3 of 4 cases were left out"_s));
}

void TestImportCeh::nothingButBadCases()
{
    Folder made;
    made.add(u"doc/case-9/case-9.json"_s, docCase("case-9", "../x.py"));
    made.import();
    QVERIFY(!made.imported->report);
    QCOMPARE(made.imported->report.error().code, ErrorCode::BadInput);
    Folder none;
    none.import();
    QVERIFY2(none.notes().contains(u"has no cases"_s), qPrintable(none.notes()));
}

void TestImportCeh::anAbsentFolderOfClones()
{
    Folder made;
    made.add(u"fix/case-1.json"_s, fixCase("case-1"));
    made.import({{u"repos"_s, {made.folder.filePath(u"nowhere"_s)}}});
    QVERIFY(!made.imported->report);
    QCOMPARE(made.imported->report.error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestImportCeh)
#include "tst_importceh.moc"
