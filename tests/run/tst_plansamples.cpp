#include "core/run/plan.h"
#include "support/program.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// What attempts a run specification comes to, and what is said of answers that don't fit.
class TestPlanSamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyAnswerIsRun();
    void atMostSoManySamples_data();
    void atMostSoManySamples();
    void foreignAnswers();
    void unansweredScenarios();
    void filteredOutIsNotForeign();
    void manyAreCounted();
    void agentsThatActOnAnything();
    void spellingOfAPathIsNoPartOfThePlan_data();
    void spellingOfAPathIsNoPartOfThePlan();
    void specRelativeToAFolder();

private:
    Result<RunPlan> plan(const QByteArray &answers, const RunSpec &spec = {});
    QTemporaryDir m_folder;
};

namespace {

/// "a0 a1 b0": scenario and sample.
QString attempts(const RunPlan &plan)
{
    QStringList names;
    for (const PlanItem &item : plan.items())
        names.append(plan.pack(item).idAt(item.scenario) + QString::number(item.sample));
    return names.join(u' ');
}

QByteArray answer(const QByteArray &id)
{
    return "{\"scenario\": \"" + id + "\", \"answer\": \"x\"}\n";
}

} // namespace

void TestPlanSamples::initTestCase()
{
    // a table pack of the scenarios a, b, c
    const Json check{{"id", "there"}, {"type", "files"}, {"exist", {"x.txt"}}};
    const Json scenario{{"format", 1},
                        {"id", "{{id}}"},
                        {"kind", "generate"},
                        {"instruction", "Write x.txt."},
                        {"target", {{"file", "x.txt"}}},
                        {"checks", {check}}};
    const Json pack{
        {"format", 1}, {"name", "letters"}, {"table", "items.jsonl"}, {"template", scenario}};
    writeFile(m_folder.filePath(u"letters/pack.json"_s), prettyJson(pack));
    writeFile(m_folder.filePath(u"letters/items.jsonl"_s),
              "{\"id\": \"a\"}\n{\"id\": \"b\"}\n{\"id\": \"c\"}\n");
}

Result<RunPlan> TestPlanSamples::plan(const QByteArray &answers, const RunSpec &spec)
{
    writeFile(m_folder.filePath(u"answers.jsonl"_s), answers);
    RunSpec whole = spec;
    whole.packs = {m_folder.filePath(u"letters"_s)};
    if (whole.agents.isEmpty())
        whole.agents = {u"samples:"_s + m_folder.filePath(u"answers.jsonl"_s)};
    auto made = RunPlan::make(whole, Registry::standard());
    if (!made)
        qFatal("%s", qPrintable(made.error().text()));
    return made;
}

void TestPlanSamples::everyAnswerIsRun()
{
    const auto made = plan(answer("c") + answer("a") + answer("b") + answer("a"));
    QCOMPARE(attempts(*made), u"a0 a1 b0 c0"_s);
    QCOMPARE(made->notes(), QStringList());
}

void TestPlanSamples::atMostSoManySamples_data()
{
    QTest::addColumn<int>("samples");
    QTest::addColumn<QString>("expected");
    QTest::newRow("fewer") << 1 << u"a0 b0 c0"_s;
    QTest::newRow("as many") << 2 << u"a0 a1 b0 c0"_s;
    QTest::newRow("more than there are") << 5 << u"a0 a1 b0 c0"_s;
}

void TestPlanSamples::atMostSoManySamples()
{
    QFETCH(const int, samples);
    QFETCH(const QString, expected);
    RunSpec spec;
    spec.samples = samples;
    QCOMPARE(attempts(*plan(answer("a") + answer("a") + answer("b") + answer("c"), spec)),
             expected);
}

void TestPlanSamples::foreignAnswers()
{
    const auto made = plan(answer("a") + answer("b") + answer("c") + answer("z") + answer("y"));
    QCOMPARE(made->notes(),
             QStringList{
                 u"samples:answers.jsonl has answers for 2 ids that no scenario has: 'y', 'z'"_s});
    QCOMPARE(attempts(*made), u"a0 b0 c0"_s);
}

void TestPlanSamples::unansweredScenarios()
{
    const auto made = plan(answer("b"));
    QCOMPARE(
        made->notes(),
        QStringList{
            u"samples:answers.jsonl has no answer for 2 of 3 scenarios, which are not run: 'a', 'c'"_s});
    QCOMPARE(attempts(*made), u"b0"_s);
}

void TestPlanSamples::filteredOutIsNotForeign()
{
    RunSpec spec;
    spec.filter = u"id:a"_s;
    const auto made = plan(answer("a") + answer("b"), spec);
    QCOMPARE(attempts(*made), u"a0"_s);
    QCOMPARE(made->notes(), QStringList()); // nor is c, which is not asked for, without an answer
}

void TestPlanSamples::manyAreCounted()
{
    QByteArray answers = answer("a") + answer("b") + answer("c");
    for (int i = 0; i < 20; ++i)
        answers += answer("other-" + QByteArray::number(i + 10));
    const auto made = plan(answers);
    QCOMPARE(made->notes().size(), 1);
    const QString note = made->notes().front();
    QVERIFY2(note.contains(u"20 ids"_s), qPrintable(note));
    QVERIFY2(note.endsWith(u"'other-14', and 15 more"_s), qPrintable(note));
}

void TestPlanSamples::agentsThatActOnAnything()
{
    RunSpec spec;
    spec.agents = {u"none"_s};
    spec.samples = 2;
    const auto made = plan({}, spec);
    QCOMPARE(attempts(*made), u"a0 a1 b0 b1 c0 c1"_s);
    QCOMPARE(made->notes(), QStringList());
}

void TestPlanSamples::spellingOfAPathIsNoPartOfThePlan_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("relative") << u"letters"_s;
    QTest::newRow("from here") << u"./letters/"_s;
    QTest::newRow("there and back") << u"letters/../letters"_s;
    QTest::newRow("its pack.json") << u"letters/pack.json"_s;
}

void TestPlanSamples::spellingOfAPathIsNoPartOfThePlan()
{
    QFETCH(const QString, path);
    RunSpec spec;
    spec.agents = {u"none"_s};
    const auto whole = plan({}, spec);
    spec.packs = {path};
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_folder.path()));
    const auto spelt = RunPlan::make(spec, Registry::standard());
    QVERIFY(QDir::setCurrent(before));
    QVERIFY2(spelt, spelt ? "" : qPrintable(spelt.error().text()));
    QCOMPARE(spelt->identity(), whole->identity());
    QCOMPARE(spelt->digest(), whole->digest());
}

void TestPlanSamples::specRelativeToAFolder()
{
    const QString before = QDir::currentPath();
    writeFile(m_folder.filePath(u"answers.jsonl"_s), answer("a"));
    QVERIFY(QDir::setCurrent(m_folder.path()));
    RunSpec spec;
    spec.packs = {u"letters"_s, u"/elsewhere"_s};
    spec.agents = {u"samples:answers.jsonl"_s, u"none"_s, u"other:thing"_s};
    const RunSpec moved = relativeTo(u"runs/today"_s, spec);
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(moved.packs, QStringList({u"../../letters"_s, u"/elsewhere"_s}));
    QCOMPARE(moved.agents,
             QStringList({u"samples:../../answers.jsonl"_s, u"none"_s, u"other:thing"_s}));
    // a run file there finds them again
    const auto read =
        parseRunSpec(toJson(moved), {m_folder.filePath(u"runs/today/r.touchstone"_s), {}, 0});
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(read->packs.front(), m_folder.filePath(u"letters"_s));
    QCOMPARE(read->agents.front(), u"samples:"_s + m_folder.filePath(u"answers.jsonl"_s));
}

QTEST_GUILESS_MAIN(TestPlanSamples)
#include "tst_plansamples.moc"
