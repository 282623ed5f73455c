#include "core/exec/toolchain.h"
#include "support/program.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace touchstone;
using namespace touchstone::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto wholeToolchain = R"J({
    "format": 1, "language": "toy", "title": "Toy", "extensions": [".toy"], "fenceTags": ["toy"],
    "memory": "resident", "limits": {"wall_s": 7},
    "tools": [{"id": "toyc", "version": ["toyc", "--version"], "pattern": "toyc (\\S+)",
               "package": "toy-compiler"},
              {"id": "toy", "version": ["toy", "-v"]}],
    "actions": {
        "syntax": {"tool": "toyc", "argv": ["toyc", "--check", "{files}"], "parser": "exit-code"},
        "run": {"tool": "toy", "argv": ["toy", "-I{support}/lib", "{file}"], "parser": "exit-code",
                "executes": true, "warm": "toy", "environment": {"TOY": "1"}},
        "test": {"tool": "toy", "argv": ["toy", "--report={report}", "{other}", "{"],
                 "parser": "junit", "report": "out/report.xml", "source": "report"}},
    "protected": ["toy.ini"]})J";

Json parsed(const QByteArray &text)
{
    auto json = parseJson(text, {u"test"_s});
    return json ? *json : Json("unparsable");
}

Toolchain toy()
{
    auto toolchain = parseToolchain(parsed(wholeToolchain), {u"toolchain.json"_s}, u"/some/toy"_s);
    return toolchain ? *toolchain : Toolchain{.language = toolchain.error().text()};
}

} // namespace

class ToolchainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEverything();
    void makesCommands_data();
    void makesCommands();
    void refusesCommands();
    void refusesFiles_data();
    void refusesFiles();
    void loadsFolders();
    void shippedToolchainsLoad();
};

void ToolchainTest::readsEverything()
{
    const Toolchain toolchain = toy();
    QCOMPARE(toolchain.language, u"toy"_s);
    QCOMPARE(toolchain.title, u"Toy"_s);
    QCOMPARE(toolchain.extensions, QStringList(u".toy"_s));
    QCOMPARE(toolchain.fenceTags, QStringList(u"toy"_s));
    QCOMPARE(toolchain.folder, u"/some/toy"_s);
    QCOMPARE(toolchain.memory, MemoryPolicy::Resident);
    QCOMPARE(toolchain.limits.wall, std::chrono::milliseconds(7000));
    QCOMPARE(toolchain.tools.size(), size_t(2));
    QCOMPARE(toolchain.tools[0].versionArgv, QStringList({u"toyc"_s, u"--version"_s}));
    QCOMPARE(toolchain.tools[0].versionPattern, u"toyc (\\S+)"_s);
    QCOMPARE(toolchain.tools[0].package, u"toy-compiler"_s);
    QVERIFY(!toolchain.tools[1].versionPattern.isEmpty());
    QCOMPARE(toolchain.actions.keys(), QStringList({u"run"_s, u"syntax"_s, u"test"_s}));
    QCOMPARE(toolchain.actions[u"test"_s].source, u"report"_s);
    QCOMPARE(toolchain.actions[u"syntax"_s].source, u"output"_s);
    QVERIFY(toolchain.actions[u"run"_s].executes);
    QVERIFY(!toolchain.actions[u"syntax"_s].executes);
    QCOMPARE(toolchain.protectedFiles, QStringList(u"toy.ini"_s));
}

void ToolchainTest::makesCommands_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("argv");
    QTest::newRow("files") << u"syntax"_s << QStringList{u"a b.toy"_s, u"-rf"_s, u"{file}"_s}
                           << QStringList{u"toyc"_s, u"--check"_s, u"a b.toy"_s, u"./-rf"_s,
                                          u"{file}"_s};
    QTest::newRow("no files") << u"syntax"_s << QStringList{}
                              << QStringList{u"toyc"_s, u"--check"_s};
    QTest::newRow("file and support")
        << u"run"_s << QStringList{u"{support}.toy"_s}
        << QStringList{u"toy"_s, u"-I/opt/touchstone/support/lib"_s, u"{support}.toy"_s};
    QTest::newRow("report and unknown braces")
        << u"test"_s << QStringList{}
        << QStringList{u"toy"_s, u"--report=out/report.xml"_s, u"{other}"_s, u"{"_s};
}

void ToolchainTest::makesCommands()
{
    QFETCH(const QString, action);
    QFETCH(const QStringList, files);
    QFETCH(const QStringList, argv);
    const Toolchain toolchain = toy();
    const auto command = toolchain.command(action, files);
    QVERIFY2(command, qPrintable(command ? QString() : command.error().text()));
    QCOMPARE(command->argv, argv);
    QCOMPARE(command->limits, toolchain.limits);
    QCOMPARE(command->memory, MemoryPolicy::Resident);
    QCOMPARE(command->mounts,
             (std::vector<Mount>{{u"/some/toy"_s, QString::fromLatin1(supportMount)}}));
    QCOMPARE(command->warm, action == "run"_L1 ? u"toy"_s : QString());
    QCOMPARE(command->environment.value(u"TOY"_s), action == "run"_L1 ? u"1"_s : QString());
    QCOMPARE(command->collect,
             action == "test"_L1 ? QStringList(u"out/report.xml"_s) : QStringList());
}

void ToolchainTest::refusesCommands()
{
    const auto unknown = toy().command(u"tset"_s, {});
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, ErrorCode::NotFound);
    QCOMPARE(
        unknown.error().message,
        u"the toolchain 'toy' has no action 'tset' (did you mean \"test\"?); it has: run, syntax, test"_s);
    const auto noFile = toy().command(u"run"_s, {});
    QVERIFY(!noFile);
    QCOMPARE(noFile.error().code, ErrorCode::BadInput);
}

void ToolchainTest::refusesFiles_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *pointer, const char *value,
                        const QString &message) {
        QTest::newRow(name) << QByteArray(pointer) << QByteArray(value) << message;
    };
    row("unknown member", "/colour", "1", u"toolchain.json at /colour: unknown member"_s);
    row("no extension", "/extensions/0", "\"toy\"", u"at /extensions/0: found \"toy\""_s);
    row("two groups", "/tools/0/pattern", "\"(a)(b)\"",
        u"at /tools/0/pattern: found (a)(b), expected a regular expression with one group: it has 2"_s);
    row("no expression", "/tools/0/pattern", "\"(\"", u"at /tools/0/pattern: found ("_s);
    row("same tool", "/tools/1/id", "\"toyc\"",
        u"at /tools/1/id: there is another tool \"toyc\""_s);
    row("unknown tool", "/actions/run/tool", "\"toyx\"",
        u"at /actions/run/tool: there is no tool \"toyx\" in \"tools\" (did you mean \"toyc\"?)"_s);
    row("report without source", "/actions/test/source", "\"output\"",
        u"at /actions/test: \"report\" and \"source\": \"report\" go together"_s);
    row("source without report", "/actions/run/source", "\"report\"",
        u"at /actions/run: \"report\" and \"source\": \"report\" go together"_s);
    row("newer", "/format", "2", u"at /format: format 2 was written for a newer Touchstone"_s);
}

void ToolchainTest::refusesFiles()
{
    QFETCH(const QByteArray, pointer);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, message);
    Json json = parsed(wholeToolchain);
    json[Json::json_pointer(pointer.toStdString())] = parsed(value);
    const auto toolchain = parseToolchain(json, {u"toolchain.json"_s}, u"/some/toy"_s);
    QVERIFY(!toolchain);
    QVERIFY2(toolchain.error().message.contains(message), qPrintable(toolchain.error().message));
}

void ToolchainTest::loadsFolders()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(u"toy/toolchain.json"_s), wholeToolchain);
    writeFile(folder.filePath(u"notes/readme"_s), "not a toolchain");
    qputenv("TOUCHSTONE_TOOLCHAIN_PATH", "/nowhere:" + folder.path().toUtf8());
    const auto loaded = Toolchains::load();
    writeFile(folder.filePath(u"twin/toolchain.json"_s), wholeToolchain);
    const auto twice = Toolchains::load();
    writeFile(folder.filePath(u"twin/toolchain.json"_s), "{");
    const auto broken = Toolchains::load();
    qunsetenv("TOUCHSTONE_TOOLCHAIN_PATH");

    QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text()));
    QVERIFY(loaded->find(u"toy"_s));
    QCOMPARE(loaded->find(u"toy"_s)->folder, folder.filePath(u"toy"_s));
    QVERIFY(!loaded->find(u"nothing"_s));
    QVERIFY(!twice);
    QVERIFY(twice.error().message.contains(folder.filePath(u"toy"_s)));
    QVERIFY(twice.error().message.contains(folder.filePath(u"twin"_s)));
    QVERIFY(!broken);
    QVERIFY(broken.error().message.contains(u"twin/toolchain.json: not valid JSON"_s));
}

void ToolchainTest::shippedToolchainsLoad()
{
    const auto loaded = Toolchains::load();
    QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().text()));
    if (loaded->all().isEmpty())
        QSKIP("no toolchains are shipped with this tree");
    for (const Toolchain &toolchain : loaded->all())
        for (const QString &action : toolchain.actions.keys())
            QVERIFY(toolchain.command(action, {u"file"_s}));
}

QTEST_GUILESS_MAIN(ToolchainTest)
#include "tst_toolchain.moc"
