#include "core/exec/toolchain.h"
#include "core/scenario/pack.h"
#include "support/program.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace touchstone;
using namespace touchstone::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto toolchain = R"({"format": 1, "language": "toy", "title": "Toy",
                               "extensions": [".toy"], "actions": {}})";

QStringList filesBelow(const QString &folder)
{
    QStringList files;
    QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext())
        files.append(QDir(folder).relativeFilePath(all.next()));
    files.sort();
    return files;
}

} // namespace

class NewScenarioTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { qunsetenv("TOUCHSTONE_TOOLCHAIN_PATH"); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void writesAScenarioThatLoads_data();
    void writesAScenarioThatLoads();
    void addsToAPack();
    void refuses_data();
    void refuses();
    void leavesNothingWhereItFails();

private:
    QTemporaryDir m_toolchains;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void NewScenarioTest::initTestCase()
{
    writeFile(m_toolchains.filePath(u"toy/toolchain.json"_s), toolchain);
    qputenv("TOUCHSTONE_TOOLCHAIN_PATH", m_toolchains.path().toUtf8());
}

void NewScenarioTest::writesAScenarioThatLoads_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("name");
    const auto toolchains = Toolchains::load();
    QVERIFY2(toolchains, qPrintable(toolchains ? QString() : toolchains.error().text()));
    for (const QString &language : toolchains->all().keys()) // whichever there are
        QTest::newRow(qPrintable(language))
            << u"first"_s << u"generate"_s << language << u"first"_s;
    QTest::newRow("no language") << u"first"_s << u"generate"_s << QString() << u"first"_s;
    QTest::newRow("another kind") << u"first"_s << u"puzzle"_s << u"toy"_s << u"first"_s;
    QTest::newRow("odd id") << u"Ünder \"quotes\" \\ / {{id}}"_s << u"generate"_s << u"toy"_s
                            << u"nder-quotes-id"_s;
    QTest::newRow("no letters") << u"…"_s << u"generate"_s << u"toy"_s << u"scenario"_s;
    QTest::newRow("dots") << u"../.."_s << u"generate"_s << u"toy"_s << u"scenario"_s;
}

void NewScenarioTest::writesAScenarioThatLoads()
{
    QFETCH(const QString, id);
    QFETCH(const QString, kind);
    QFETCH(const QString, language);
    QFETCH(const QString, name);
    const QString folder = m_folder->filePath(u"My Pack"_s);
    const auto made = newScenario(folder, id, kind, language);
    QVERIFY2(made, qPrintable(made ? QString() : made.error().text()));
    QCOMPARE(*made, folder + u'/' + name);
    const auto pack = Pack::open(folder);
    QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
    QCOMPARE((*pack)->name(), u"my-pack"_s);
    QCOMPARE((*pack)->title(), u"My Pack"_s);
    QCOMPARE((*pack)->size(), 1);
    BlobStore blobs;
    const auto scenario = (*pack)->scenario(0, blobs);
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
    QCOMPARE(scenario->id, id);
    QCOMPARE(scenario->kind, kind);
    QCOMPARE(scenario->language, language);
    QVERIFY(!scenario->workspace.files.isEmpty());
    QVERIFY(!scenario->target.file.isEmpty());
    QVERIFY(!scenario->turns[0].checks.empty());
    QVERIFY(scenario->reference);
    QVERIFY(std::ranges::any_of(scenario->samples, [](auto &s) { return s.label == "right"_L1; }));
    QVERIFY(std::ranges::any_of(scenario->samples, [](auto &s) { return !s.fails.isEmpty(); }));
    for (const QString &file : filesBelow(folder))
        QVERIFY2(!file.endsWith(u".template"_s) && !file.contains(u".new"_s), qPrintable(file));
}

void NewScenarioTest::addsToAPack()
{
    const QString folder = m_folder->filePath(u"pack"_s);
    QVERIFY(newScenario(folder, u"a b"_s, u"generate"_s, u"toy"_s));
    const QByteArray header = R"({"format": 1, "name": "kept", "scenarios": ["a-b"]})";
    writeFile(folder + u"/pack.json"_s, header);
    const auto second = newScenario(folder, u"a/b"_s, u"generate"_s, u"toy"_s);
    QVERIFY2(second, qPrintable(second ? QString() : second.error().text()));
    QCOMPARE(*second, folder + u"/a-b-2"_s); // another id, the same plain name
    const auto taken = newScenario(folder, u"a/b"_s, u"generate"_s, u"toy"_s);
    QVERIFY(!taken);
    QCOMPARE(taken.error().message, u"%1 has a scenario \"a/b\" already"_s.arg(folder));
    const auto pack = Pack::open(folder);
    QVERIFY(pack);
    QCOMPARE((*pack)->name(), u"kept"_s);
    QCOMPARE((*pack)->size(), 2);
}

void NewScenarioTest::refuses_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("message");
    QTest::newRow("empty id") << u"p"_s << u""_s << u"generate"_s << u"toy"_s
                              << u"the new scenario's id: found \"\", expected printable text"_s;
    QTest::newRow("control character")
        << u"p"_s << u"a\nb"_s << u"generate"_s << u"toy"_s << u"expected printable text"_s;
    QTest::newRow("path as kind") << u"p"_s << u"a"_s << u"../generate"_s << u"toy"_s
                                  << u"\"../generate\" is no kind"_s;
    QTest::newRow("unknown language")
        << u"p"_s << u"a"_s << u"generate"_s << u"tyo"_s
        << u"there is no toolchain for 'tyo' (did you mean \"toy\"?)"_s;
    QTest::newRow("no pack") << u"other"_s << u"a"_s << u"generate"_s << u"toy"_s
                             << u"other is no pack and not empty"_s;
    QTest::newRow("a file") << u"other/file"_s << u"a"_s << u"generate"_s << u"toy"_s
                            << u"other/file is not a folder"_s;
    QTest::newRow("a table") << u"table"_s << u"a"_s << u"generate"_s << u"toy"_s
                             << u"table is a table: its scenarios are the rows of rows.jsonl"_s;
    QTest::newRow("a broken pack") << u"broken"_s << u"a"_s << u"generate"_s << u"toy"_s
                                   << u"broken/pack.json: not valid JSON"_s;
}

void NewScenarioTest::refuses()
{
    QFETCH(const QString, folder);
    QFETCH(const QString, id);
    QFETCH(const QString, kind);
    QFETCH(const QString, language);
    QFETCH(const QString, message);
    writeFile(m_folder->filePath(u"other/file"_s), "x");
    writeFile(m_folder->filePath(u"broken/pack.json"_s), "{");
    writeFile(m_folder->filePath(u"table/rows.jsonl"_s), "{\"id\": \"x\"}");
    writeFile(m_folder->filePath(u"table/pack.json"_s),
              R"({"format": 1, "name": "t", "table": "rows.jsonl", "template": {"id": "{{id}}"}})");
    const QStringList before = filesBelow(m_folder->path());
    const auto made = newScenario(m_folder->filePath(folder), id, kind, language);
    QVERIFY(!made);
    QVERIFY2(made.error().message.contains(message), qPrintable(made.error().message));
    QCOMPARE(filesBelow(m_folder->path()), before);
}

/// A plugin's template that makes no valid scenario.
void NewScenarioTest::leavesNothingWhereItFails()
{
    const QTemporaryDir plugins;
    writeFile(plugins.filePath(u"templates/odd/toy/scenario.json.template"_s),
              R"({"format": 1, "id": {{id|json}}, "kind": "odd", "oops": 1})");
    writeFile(plugins.filePath(u"templates/worse/toy/scenario.json.template"_s), "{{nothing}}");
    qputenv("TOUCHSTONE_PLUGIN_PATH", plugins.path().toUtf8());
    const auto odd = newScenario(m_folder->filePath(u"p"_s), u"a"_s, u"odd"_s, u"toy"_s);
    const auto worse = newScenario(m_folder->filePath(u"p"_s), u"a"_s, u"worse"_s, u"toy"_s);
    qunsetenv("TOUCHSTONE_PLUGIN_PATH");
    QVERIFY(!odd);
    QVERIFY2(odd.error().text().contains(u"unknown member \"oops\""_s),
             qPrintable(odd.error().text()));
    QVERIFY(odd.error().text().contains(plugins.filePath(u"templates/odd/toy"_s)));
    QVERIFY(!worse);
    QVERIFY(worse.error().message.contains(u"there is no field 'nothing'"_s));
    QCOMPARE(filesBelow(m_folder->path()), QStringList());
}

QTEST_GUILESS_MAIN(NewScenarioTest)
#include "tst_newscenario.moc"
