#include "core/report/compare.h"
#include "core/scenario/schema.h"

#include "report/samplerun.h"
#include "support/golden.h"

#include <cmath>

using namespace touchstone;
using namespace touchstone::test;

class TestCompare : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyChange();
    void reasonsPerVerdict();
    void ratesAndGroups();
    void sameRunIsNotWorse();
    void worse_data();
    void worse();
    void environments();
    void agentsOfOtherNames();
    void severalAgents();
    void changedScenario();
    void errorsBoundTheDifference();
    void leftOutDidNotPass();
    void manyChanges();
    void text();
    void jsonHasItsSchema();

private:
    std::unique_ptr<RunFile> runOf(const std::vector<FinishedAttempt> &attempts,
                                   const RunManifest &manifest = manifestOf(u"01RUN"_s));
    Comparison compared(const RunFile &a, const RunFile &b, const CompareOptions &options = {});
    QTemporaryDir m_folder;
    int m_files = 0;
    std::unique_ptr<RunFile> m_a;
    std::unique_ptr<RunFile> m_b;
};

std::unique_ptr<RunFile> TestCompare::runOf(const std::vector<FinishedAttempt> &attempts,
                                            const RunManifest &manifest)
{
    auto file =
        runFileWith(m_folder.filePath(u"run%1.touchstone"_s.arg(++m_files)), manifest, attempts);
    if (!file)
        qFatal("%s", qPrintable(file.error().text()));
    return std::move(*file);
}

Comparison TestCompare::compared(const RunFile &a, const RunFile &b, const CompareOptions &options)
{
    auto comparison = compareRuns(a, b, options);
    if (!comparison)
        qFatal("%s", qPrintable(comparison.error().text()));
    return std::move(*comparison);
}

void TestCompare::initTestCase()
{
    const QString x = u"x"_s;
    AttemptMaker before;
    std::vector<FinishedAttempt> a{
        passing(before, u"same"_s, x, 0),        passing(before, u"worse"_s, x, 0),
        failing(before, u"better"_s, x, 0),      passing(before, u"new-error"_s, x, 0),
        erroneous(before, u"fixed"_s, x, 0),     passing(before, u"missing"_s, x, 0),
        passing(before, u"unsupported"_s, x, 0), failing(before, u"score"_s, x, 0)};
    AttemptMaker after;
    std::vector<FinishedAttempt> b{
        failing(after, u"worse"_s, x, 0),        passing(after, u"same"_s, x, 0),
        passing(after, u"better"_s, x, 0),       erroneous(after, u"new-error"_s, x, 0),
        passing(after, u"fixed"_s, x, 0),        passing(after, u"added"_s, x, 0),
        unsupported(after, u"unsupported"_s, x), failing(after, u"score"_s, x, 0)};
    b.back().record.score = 0.25;
    FinishedAttempt again = passing(after, u"worse"_s, x, 0);
    again.record.retry = 1; // is not compared
    b.push_back(again);
    for (auto *side : {&a, &b})
        for (FinishedAttempt &attempt : *side)
            attempt.record.kind =
                attempt.record.scenario.startsWith(u'w') ? u"fix"_s : u"generate"_s;
    m_a = runOf(a);
    m_b = runOf(b);
}

void TestCompare::everyChange()
{
    const Comparison comparison = compared(*m_a, *m_b);
    const QMap<Change, int> expected{{Change::Same, 1},      {Change::Worse, 1},
                                     {Change::Better, 1},    {Change::NewError, 1},
                                     {Change::ErrorGone, 1}, {Change::Missing, 1},
                                     {Change::Added, 1},     {Change::NewlyUnsupported, 1},
                                     {Change::ScoreFell, 1}};
    QCOMPARE(comparison.counts, expected);
    QCOMPARE(comparison.changes.size(), 8U);
    QCOMPARE(comparison.changes.back().change, Change::Missing);
    QCOMPARE(comparison.changes.back().outcomeA, u"passed"_s);
    QVERIFY(comparison.changes.back().attemptB.isEmpty());
    const Comparison back = compared(*m_b, *m_a);
    QCOMPARE(back.count(Change::NowSupported), 1);
    QCOMPARE(back.count(Change::ScoreRose), 1);
    QCOMPARE(changeName(Change::ScoreRose), u"score-rose"_s);
}

void TestCompare::reasonsPerVerdict()
{
    const Comparison comparison = compared(*m_a, *m_b);
    const AttemptChange &worse = comparison.changes.front();
    QCOMPARE(worse.scenario, u"worse"_s);
    QCOMPARE(worse.reasonB, u"check 'tests' failed: 2 of 9 tests failed"_s);
    QCOMPARE(worse.verdicts.size(), 1U); // syntax passed in both
    QCOMPARE(worse.verdicts[0].check, u"tests"_s);
    QCOMPARE(worse.verdicts[0].statusA, u"passed"_s);
    QCOMPARE(worse.verdicts[0].statusB, u"failed"_s);
    QCOMPARE(worse.verdicts[0].reasonB, u"2 of 9 tests failed"_s);
}

void TestCompare::ratesAndGroups()
{
    const Comparison comparison = compared(*m_a, *m_b);
    QCOMPARE(comparison.agents.size(), 1U);
    const AgentComparison &agent = comparison.agents[0];
    // both sides counted: same, worse, better, score
    QCOMPARE(agent.all.scenarios, 4);
    QCOMPARE(agent.all.rateA, 0.5);
    QCOMPARE(agent.all.rateB, 0.5);
    QCOMPARE(agent.all.difference, 0.0);
    QCOMPARE(agent.all.withErrors, 2);
    QCOMPARE(agent.kinds.size(), 2U);
    QCOMPARE(agent.kinds[0].name, u"fix"_s);
    QCOMPARE(agent.kinds[0].difference, -1.0);
    QCOMPARE(agent.kinds[1].difference, 1.0 / 3.0);
    QCOMPARE(agent.scenarios.size(), 2U);
    const std::vector<double> a{1, 1, 0, 0};
    const std::vector<double> b{0, 1, 1, 0};
    QCOMPARE(agent.all.interval, bootstrapPairedDifference(b, a));
}

void TestCompare::sameRunIsNotWorse()
{
    const Comparison comparison = compared(*m_a, *m_a);
    QCOMPARE(comparison.changes.size(), 0U);
    QCOMPARE(comparison.count(Change::Same), 8);
    QCOMPARE(worseReasons(comparison), QStringList());
    QCOMPARE(worseReasons(comparison, WorseWhen::AnyAttempt), QStringList());
}

void TestCompare::worse_data()
{
    QTest::addColumn<int>("lost"); // of 40 that passed
    QTest::addColumn<int>("won"); // of 40 that failed
    QTest::addColumn<bool>("rateFell");
    QTest::addColumn<bool>("surely");
    QTest::addColumn<bool>("any");
    QTest::newRow("nothing") << 0 << 0 << false << false << false;
    QTest::newRow("one lost") << 1 << 0 << true << false << true;
    QTest::newRow("one each") << 1 << 1 << false << false << true;
    QTest::newRow("many lost") << 20 << 0 << true << true << true;
    QTest::newRow("one won") << 0 << 1 << false << false << false;
}

void TestCompare::worse()
{
    QFETCH(int, lost);
    QFETCH(int, won);
    AttemptMaker before;
    AttemptMaker after;
    std::vector<FinishedAttempt> a;
    std::vector<FinishedAttempt> b;
    for (int i = 0; i < 40; ++i) {
        a.push_back(passing(before, u"p%1"_s.arg(i), u"x"_s, 0));
        a.push_back(failing(before, u"f%1"_s.arg(i), u"x"_s, 0));
        b.push_back(i < lost ? failing(after, u"p%1"_s.arg(i), u"x"_s, 0)
                             : passing(after, u"p%1"_s.arg(i), u"x"_s, 0));
        b.push_back(i < won ? passing(after, u"f%1"_s.arg(i), u"x"_s, 0)
                            : failing(after, u"f%1"_s.arg(i), u"x"_s, 0));
    }
    const Comparison comparison = compared(*runOf(a), *runOf(b));
    QTEST(!worseReasons(comparison, WorseWhen::RateFell).isEmpty(), "rateFell");
    QTEST(!worseReasons(comparison, WorseWhen::RateFellSurely).isEmpty(), "surely");
    QTEST(!worseReasons(comparison, WorseWhen::AnyAttempt).isEmpty(), "any");
    if (lost == 1 && won == 0)
        QCOMPARE(worseReasons(comparison).front().section(u';', 0, 0),
                 u"the pass rate of x fell from 50.0 % to 48.8 % (80 scenarios"_s);
}

void TestCompare::environments()
{
    RunManifest other = manifestOf(u"01OTHER"_s);
    other.environment["cpu"]["model"] = "Another CPU";
    other.environment["tools"].erase("python3");
    other.environment["jobs"] = 4;
    AttemptMaker maker;
    const auto b = runOf({passing(maker, u"same"_s, u"x"_s, 0)}, other);
    const auto refused = compareRuns(*m_a, *b, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Changed);
    QVERIFY(refused.error().message.contains(u"cpu.model: 'Test CPU' in A, 'Another CPU' in B"_s));
    QVERIFY(refused.error().message.contains(u"tools.python3: '3.13.5' in A, '' in B"_s));
    QVERIFY(refused.error().message.contains(u"--allow-differing"_s));
    CompareOptions options;
    options.allowDiffering = true;
    const Comparison allowed = compared(*m_a, *b, options);
    QCOMPARE(allowed.differences.size(), 3U);
    QVERIFY(compareText(allowed, 100, false).contains(u"cpu.model"_s));
}

void TestCompare::agentsOfOtherNames()
{
    AttemptMaker a;
    AttemptMaker b;
    const auto old = runOf({passing(a, u"s"_s, u"model-1"_s, 0)});
    const auto now = runOf({failing(b, u"s"_s, u"model-2"_s, 0)});
    const Comparison comparison = compared(*old, *now);
    QCOMPARE(comparison.count(Change::Worse), 1);
    QCOMPARE(comparison.agents[0].agentA, u"model-1"_s);
    QCOMPARE(comparison.agents[0].agentB, u"model-2"_s);
}

void TestCompare::severalAgents()
{
    AttemptMaker a;
    AttemptMaker b;
    const auto old = runOf({passing(a, u"s"_s, u"one"_s, 0), passing(a, u"s"_s, u"two"_s, 0)});
    const auto now = runOf({failing(b, u"s"_s, u"two"_s, 0), passing(b, u"s"_s, u"three"_s, 0)});
    const Comparison comparison = compared(*old, *now);
    QCOMPARE(comparison.agents.size(), 1U);
    QCOMPARE(comparison.agentsOnlyInA, QStringList{u"one"_s});
    QCOMPARE(comparison.agentsOnlyInB, QStringList{u"three"_s});
    QCOMPARE(comparison.count(Change::Worse), 1);
    QCOMPARE(comparison.count(Change::Missing), 0);

    CompareOptions options;
    options.agentA = u"one"_s;
    options.agentB = u"three"_s;
    QCOMPARE(compared(*old, *now, options).count(Change::Same), 1);
    options.agentB.clear();
    QCOMPARE(compareRuns(*old, *now, options).error().code, ErrorCode::BadInput);
    options.agentB = u"four"_s;
    const auto unknown = compareRuns(*old, *now, options);
    QVERIFY(!unknown);
    QVERIFY(unknown.error().message.contains(u"has no agent 'four'; it has: two, three"_s));
}

void TestCompare::changedScenario()
{
    AttemptMaker a;
    AttemptMaker b;
    FinishedAttempt changed = failing(b, u"s"_s, u"x"_s, 0);
    changed.record.scenarioDigest = AttemptMaker::put(changed, "another text");
    const Comparison comparison =
        compared(*runOf({passing(a, u"s"_s, u"x"_s, 0)}), *runOf({changed}));
    QCOMPARE(comparison.scenariosChanged, 1);
    QVERIFY(comparison.changes[0].scenarioChanged);
    QVERIFY(compareText(comparison, 100, false)
                .contains(u"1 attempt on a scenario that is not the same"_s));
}

void TestCompare::errorsBoundTheDifference()
{
    AttemptMaker a;
    AttemptMaker b;
    const auto before = runOf({passing(a, u"s"_s, u"x"_s, 0), failing(a, u"t"_s, u"x"_s, 0)});
    const auto after = runOf({passing(b, u"s"_s, u"x"_s, 0), erroneous(b, u"t"_s, u"x"_s, 0)});
    const Comparison comparison = compared(*before, *after);
    QCOMPARE(comparison.agents[0].all.scenarios, 1);
    QCOMPARE(comparison.agents[0].all.errorBounds, Interval({0.0, 0.5}));
    QCOMPARE(worseReasons(comparison), QStringList{u"1 attempt newly in error"_s});
}

void TestCompare::leftOutDidNotPass()
{
    AttemptMaker a;
    AttemptMaker b;
    FinishedAttempt out = passing(b, u"s"_s, u"x"_s, 0);
    out.record.leftOut = true;
    const Comparison comparison = compared(*runOf({passing(a, u"s"_s, u"x"_s, 0)}), *runOf({out}));
    QCOMPARE(comparison.count(Change::Worse), 1);
    QCOMPARE(comparison.changes[0].outcomeB, u"left out"_s);
}

void TestCompare::manyChanges()
{
    AttemptMaker a;
    AttemptMaker b;
    std::vector<FinishedAttempt> before;
    std::vector<FinishedAttempt> after;
    for (int i = 0; i < 30; ++i) {
        before.push_back(passing(a, u"s%1"_s.arg(i), u"x"_s, 0));
        after.push_back(failing(b, u"s%1"_s.arg(i), u"x"_s, 0));
    }
    CompareOptions options;
    options.maxChanges = 20;
    const Comparison comparison = compared(*runOf(before), *runOf(after), options);
    QCOMPARE(comparison.changes.size(), 20U);
    QCOMPARE(comparison.changesLeftOut, 10);
    QCOMPARE(comparison.count(Change::Worse), 30);
    const QString text = compareText(comparison, 100, false, 5);
    QVERIFY(text.contains(u"… 25 more: --format json lists them"_s));
    QVERIFY(text.contains(u"10 more changes are counted, not listed"_s));
}

void TestCompare::text()
{
    Comparison comparison = compared(*m_a, *m_b);
    comparison.pathA = u"/x/before.touchstone"_s;
    comparison.pathB = u"/x/after.touchstone"_s;
    const QString problem =
        differsFromGolden(compareText(comparison, 100, false).toUtf8(), u"report/compare.txt"_s);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(compareText(comparison, 100, true).contains(u"\x1b[31m"_s));
}

void TestCompare::jsonHasItsSchema()
{
    const auto json =
        parseJson(dumpJson(compareJson(compared(*m_a, *m_b))), {u"comparison"_s, {}, 0});
    VERIFY_OK(json);
    VERIFY_OK(validateJson(*json, u"comparison"_s, {u"comparison"_s, {}, 0}));
    QCOMPARE(json->at("counts").at("new-error").get<int>(), 1);
    const auto nothing = parseJson(dumpJson(compareJson(compared(*runOf({}), *runOf({})))), {});
    VERIFY_OK(validateJson(*nothing, u"comparison"_s, {u"comparison"_s, {}, 0}));
}

QTEST_GUILESS_MAIN(TestCompare)
#include "tst_compare.moc"
