#include "run/countingpack.h"
#include "run/sample_attempts.h"

#include <QtCore/QDir>
#include <QtCore/QSet>
#include <QtCore/QTemporaryDir>

using namespace touchstone;
using namespace touchstone::testing;

class PlanTest : public QObject {
    Q_OBJECT

private:
    static constexpr int scenarios = 20;
    QTemporaryDir m_folder;
    QString m_pack;
    Registry m_registry{pluginFolders()};

    Result<RunPlan> make(const RunSpec &spec) { return RunPlan::make(spec, m_registry); }

    static QStringList idsOf(const RunPlan &plan)
    {
        QStringList ids;
        for (const PlanItem &item : plan.items())
            ids.append(plan.pack(item).idAt(item.scenario));
        return ids;
    }

    /// An attempt of the plan as it would stand in a file.
    static FinishedAttempt attemptOf(const RunPlan &plan, const PlanItem &item,
                                     const QString &limit)
    {
        FinishedAttempt attempt;
        attempt.record.id = newId();
        attempt.record.pack = plan.pack(item).name();
        attempt.record.scenario = plan.pack(item).idAt(item.scenario);
        attempt.record.agent = plan.agentName(item);
        attempt.record.sample = int(item.sample);
        attempt.record.retry = item.retry;
        attempt.record.limit = limit;
        return attempt;
    }

private Q_SLOTS:
    void initTestCase() { m_pack = countingPack(m_folder.filePath(u"pack"_s), scenarios); }

    void everythingInItsOrder()
    {
        const auto plan =
            make({.packs = {m_pack}, .agents = {u"none"_s, u"reference"_s}, .samples = 3});
        VERIFY_OK(plan);
        QCOMPARE(plan->items().size(), size_t(scenarios * 2 * 3));
        QCOMPARE(plan->agentNames(), (QStringList{u"none"_s, u"reference"_s}));
        QCOMPARE(idsOf(*plan).first(), u"n0"_s);
        QCOMPARE(idsOf(*plan).last(), u"n19"_s);
    }

    void filtersChooseScenarios_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("count");
        QTest::newRow("none") << QString() << scenarios;
        QTest::newRow("by id") << u"id:n1*"_s << 11;
        QTest::newRow("by tag") << u"tag:odd"_s << 10;
        QTest::newRow("by both") << u"tag:odd id:n1*"_s << 6;
        QTest::newRow("nothing") << u"id:m"_s << 0;
    }

    void filtersChooseScenarios()
    {
        QFETCH(QString, filter);
        QFETCH(int, count);
        const auto plan = make({.packs = {m_pack}, .agents = {u"none"_s}, .filter = filter});
        VERIFY_OK(plan);
        QCOMPARE(plan->items().size(), size_t(count));
    }

    /// However a pack's path is written, it is the same pack.
    void digestIsOfContent_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("absolute") << m_pack;
        QTest::newRow("relative") << u"pack"_s;
        QTest::newRow("relative, with dots") << u"./pack/../pack"_s;
        QTest::newRow("with a slash") << u"pack/"_s;
        QTest::newRow("its pack.json") << u"pack/pack.json"_s;
    }

    void digestIsOfContent()
    {
        QFETCH(QString, path);
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_folder.path()));
        const auto plan = make({.packs = {path}, .agents = {u"none"_s}});
        QVERIFY(QDir::setCurrent(before));
        VERIFY_OK(plan);
        const auto absolute = make({.packs = {m_pack}, .agents = {u"none"_s}});
        VERIFY_OK(absolute);
        QCOMPARE(plan->digest().hex(), absolute->digest().hex());
    }

    void whatDecidesTheRunIsInTheDigest_data()
    {
        QTest::addColumn<RunSpec>("spec");
        QTest::addColumn<bool>("same");
        const RunSpec plain{.packs = {m_pack}, .agents = {u"none"_s}};
        const auto with = [&](auto change) {
            RunSpec spec = plain;
            change(spec);
            return spec;
        };
        QTest::newRow("nothing changed") << plain << true;
        QTest::newRow("jobs") << with([](RunSpec &s) { s.jobs = 7; }) << true;
        QTest::newRow("strict") << with([](RunSpec &s) { s.strict = true; }) << true;
        QTest::newRow("shard") << with([](RunSpec &s) { s.shard = s.shards = 2; }) << true;
        QTest::newRow("seed") << with([](RunSpec &s) { s.seed = 7; }) << false;
        QTest::newRow("samples") << with([](RunSpec &s) { s.samples = 2; }) << false;
        QTest::newRow("filter") << with([](RunSpec &s) { s.filter = u"id:n1"_s; }) << false;
        QTest::newRow("limits") << with([](RunSpec &s) { s.limits = {{"wall_s", 1}}; }) << false;
        QTest::newRow("agent wall") << with([](RunSpec &s) { s.agentWallSeconds = 5; }) << false;
        QTest::newRow("agents") << with([](RunSpec &s) { s.agents = {u"reference"_s}; }) << false;
    }

    void whatDecidesTheRunIsInTheDigest()
    {
        QFETCH(RunSpec, spec);
        QFETCH(bool, same);
        const auto plain = make({.packs = {m_pack}, .agents = {u"none"_s}});
        const auto other = make(spec);
        VERIFY_OK(plain);
        VERIFY_OK(other);
        QCOMPARE(plain->digest() == other->digest(), same);
    }

    void aChangedPackIsAnotherPlan()
    {
        const QString pack = countingPack(m_folder.filePath(u"changing"_s), 3);
        const auto before = make({.packs = {pack}, .agents = {u"none"_s}});
        VERIFY_OK(before);
        countingPack(pack, 4);
        const auto after = make({.packs = {pack}, .agents = {u"none"_s}});
        VERIFY_OK(after);
        QVERIFY(before->digest() != after->digest());
    }

    void shardsArePartition()
    {
        QStringList all;
        for (int shard = 1; shard <= 4; ++shard) {
            const auto part = make({.packs = {m_pack},
                                    .agents = {u"none"_s},
                                    .samples = 2,
                                    .shard = shard,
                                    .shards = 4});
            VERIFY_OK(part);
            const QStringList ids = idsOf(*part);
            QCOMPARE(ids.size(), 2 * QSet<QString>(ids.begin(), ids.end()).size()); // both samples
            all += ids;
        }
        QCOMPARE(all.size(), scenarios * 2);
        QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), scenarios);
    }

    void finishedOnesAreLeftOut()
    {
        auto plan = make({.packs = {m_pack}, .agents = {u"none"_s, u"reference"_s}, .samples = 2});
        VERIFY_OK(plan);
        auto file = RunFile::create(m_folder.filePath(u"some.touchstone"_s), sampleManifest());
        VERIFY_OK(file);
        std::vector<FinishedAttempt> attempts;
        for (size_t i = 0; i < plan->items().size(); i += 3)
            attempts.push_back(attemptOf(*plan, plan->items()[i], {}));
        VERIFY_OK((*file)->append(attempts));
        const size_t before = plan->items().size();
        QCOMPARE(plan->skipFinished(**file).value_or(-1), qint64(attempts.size()));
        QCOMPARE(plan->items().size(), before - attempts.size());
        QCOMPARE(plan->skipFinished(**file).value_or(-1), 0);
    }

    void onlyTheLatestTryCounts()
    {
        auto plan = make({.packs = {m_pack}, .agents = {u"none"_s}, .filter = u"id:n1*"_s});
        VERIFY_OK(plan);
        auto file = RunFile::create(m_folder.filePath(u"limits.touchstone"_s), sampleManifest());
        VERIFY_OK(file);
        auto items = plan->items();
        std::vector<FinishedAttempt> attempts{
            attemptOf(*plan, items[0], u"wall"_s), // n1: hit it once
            attemptOf(*plan, items[1], u"wall"_s), // n10: twice
            attemptOf(*plan, items[2], u"wall"_s), // n11: and then not
            attemptOf(*plan, items[3], u"cpu"_s), // n12: another limit
        };
        for (const size_t at : {1, 2}) {
            items[at].retry = 1;
            attempts.push_back(attemptOf(*plan, items[at], at == 1 ? u"wall"_s : QString()));
        }
        VERIFY_OK((*file)->append(attempts));
        VERIFY_OK(plan->keepOnlyWallLimited(**file));
        QCOMPARE(idsOf(*plan), (QStringList{u"n1"_s, u"n10"_s}));
        QCOMPARE(plan->items()[0].retry, 1);
        QCOMPARE(plan->items()[1].retry, 2);
    }

    void chosenAttemptsAgain()
    {
        auto plan = make({.packs = {m_pack}, .agents = {u"none"_s}, .filter = u"id:n1*"_s});
        VERIFY_OK(plan);
        auto file = RunFile::create(m_folder.filePath(u"again.touchstone"_s), sampleManifest());
        VERIFY_OK(file);
        auto items = plan->items();
        std::vector<FinishedAttempt> attempts;
        for (const size_t at : {0, 1, 2})
            attempts.push_back(attemptOf(*plan, items[at], {}));
        items[1].retry = 1;
        attempts.push_back(attemptOf(*plan, items[1], {}));
        VERIFY_OK((*file)->append(attempts));
        // the first try of n10 is named: the next one comes after its latest
        VERIFY_OK(plan->keepOnlyAgain(**file, {attempts[1].record.id, attempts[2].record.id}));
        QCOMPARE(idsOf(*plan), (QStringList{u"n10"_s, u"n11"_s}));
        QCOMPARE(plan->items()[0].retry, 2);
        QCOMPARE(plan->items()[1].retry, 1);
        const auto nobody = plan->keepOnlyAgain(**file, {u"nosuch"_s});
        QVERIFY(!nobody && nobody.error().code == ErrorCode::NotFound);
    }

    void theSpecificationsJsonIsTheSame()
    {
        RunSpec spec{.packs = {m_pack},
                     .agents = {u"none"_s},
                     .samples = 3,
                     .filter = u"id:n1"_s,
                     .seed = 4'294'967'295,
                     .limits = {{"wall_s", 2.5}},
                     .agentWallSeconds = 0.5,
                     .jobs = 3,
                     .strict = true,
                     .shard = 2,
                     .shards = 5};
        const auto read = parseRunSpec(toJson(spec), {m_folder.filePath(u"x.json"_s), {}, 0});
        VERIFY_OK(read);
        QVERIFY(*read == spec);
    }
};

QTEST_GUILESS_MAIN(PlanTest)
#include "tst_plan.moc"
