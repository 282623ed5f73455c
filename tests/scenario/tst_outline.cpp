#include "core/run/plan.h"
#include "core/scenario/pack.h"
#include "support/program.h"

#include "core/base/paths.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Outlines say what the scenarios themselves say.
class TestOutline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheScenario_data();
    void agreesWithTheScenario();
    void table();
    void wrongTypesAreMissing();
    void filterOfIdsMatchesThem_data();
    void filterOfIdsMatchesThem();
};

void TestOutline::agreesWithTheScenario_data()
{
    QTest::addColumn<QString>("pack");
    const auto data = dataFolder();
    QVERIFY(data);
    for (const QString &name : {u"generate-python"_s, u"copilot"_s})
        QTest::newRow(qPrintable(name)) << *data + u"/scenarios/"_s + name;
}

void TestOutline::agreesWithTheScenario()
{
    QFETCH(const QString, pack);
    const auto opened = Pack::open(pack);
    QVERIFY(opened);
    QVERIFY((*opened)->size() > 0);
    for (qsizetype i = 0; i < (*opened)->size(); ++i) {
        BlobStore blobs;
        const auto scenario = (*opened)->scenario(i, blobs);
        const auto outline = (*opened)->outline(i);
        QVERIFY(scenario && outline);
        const FilterSubject want = filterSubject(*scenario);
        const FilterSubject have = filterSubject(*outline, (*opened)->name());
        QCOMPARE(have.id, want.id);
        QCOMPARE(have.kind, want.kind);
        QCOMPARE(have.language, want.language);
        QCOMPARE(have.tags, want.tags);
        QCOMPARE(have.difficulty, want.difficulty);
        QCOMPARE(have.pack, want.pack);
        QCOMPARE(have.checks, want.checks);
        QCOMPARE(have.texts, want.texts);
        QVERIFY(QFile::exists((*opened)->placeAt(i).file));
    }
}

void TestOutline::table()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(u"pack.json"_s), R"J({"format": 1, "name": "t", "table": "t.jsonl",
        "template": {"format": 1, "id": "{{id}}", "kind": "generate", "title": "About {{word}}",
                     "tags": ["{{word}}"], "instruction": "{{prompt}}", "reference": {"text": "{{prompt}}"},
                     "checks": [{"type": "syntax"}, {"id": "own", "type": "tests"}]}})J");
    QByteArray rows;
    constexpr int many = 20'000;
    for (int i = 0; i < many; ++i)
        rows +=
            "{\"id\": \"r" + QByteArray::number(i) + "\", \"word\": \"w\", \"prompt\": \"P\"}\n";
    writeFile(folder.filePath(u"t.jsonl"_s), rows);
    const auto pack = Pack::open(folder.path());
    QVERIFY(pack);
    QElapsedTimer timer;
    timer.start();
    for (qsizetype i = 0; i < many; ++i)
        QVERIFY((*pack)->outline(i));
    qInfo("%d outlines of a table: %lld ms", many, static_cast<long long>(timer.elapsed()));
    const auto last = (*pack)->outline(many - 1);
    QCOMPARE(last->id, u"r19999"_s);
    QCOMPARE(last->title, u"About w"_s);
    QCOMPARE(last->tags, QStringList{u"w"_s});
    QCOMPARE(last->checks, (QStringList{u"syntax"_s, u"own"_s}));
    QCOMPARE(last->instructions, QStringList{u"P"_s});
    QCOMPARE((*pack)->placeAt(many - 1).line, many);
}

void TestOutline::wrongTypesAreMissing()
{
    const ScenarioOutline outline = outlineOf(
        Json::parse(R"({"id": "a", "kind": 1, "tags": "x", "checks": {}, "turns": [3, {}]})"));
    QCOMPARE(outline, (ScenarioOutline{.id = u"a"_s, .title = u"a"_s}));
    QCOMPARE(outlineOf(Json()), ScenarioOutline());
}

void TestOutline::filterOfIdsMatchesThem_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("plain") << u"a"_s;
    QTest::newRow("quotes and backslashes") << uR"(a"b\c)"_s;
    QTest::newRow("wildcards are themselves") << u"a*"_s;
    QTest::newRow("comma and space") << u"a, b"_s;
}

void TestOutline::filterOfIdsMatchesThem()
{
    QFETCH(const QString, id);
    const auto filter = Filter::parse(filterOfIds({u"other"_s, id}), FilterOf::Scenarios);
    QVERIFY(filter);
    QVERIFY(filter->matches({.id = id}));
    QVERIFY(!filter->matches({.id = u"ab"_s}));
}

QTEST_GUILESS_MAIN(TestOutline)
#include "tst_outline.moc"
