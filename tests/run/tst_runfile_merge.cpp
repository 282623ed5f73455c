#include "core/run/differences.h"
#include "core/run/sqlite.h"
#include "run/sample_attempts.h"

#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>

using namespace touchstone;
using namespace touchstone::testing;

class RunFileMergeTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;
    QString newPath() { return m_folder.filePath(u"run%1.touchstone"_s.arg(++m_files)); }

    /// A published run of some attempts.
    QString makeRun(const std::vector<FinishedAttempt> &attempts,
                    const RunManifest &manifest = sampleManifest())
    {
        const QString path = newPath();
        auto file = RunFile::create(path, manifest);
        if (!file || !(*file)->append(attempts) || !(*file)->publish())
            return {};
        return path;
    }

    static QStringList problemsOf(const RunFile &file)
    {
        const auto report = file.verify();
        return report ? report->problems : QStringList{report.error().text()};
    }

    /// Changes a closed run file behind its back.
    static void change(const QString &path, const char *sql)
    {
        auto database = sqlite::Database::open(path, sqlite::Access::Write);
        VERIFY_OK(database);
        VERIFY_OK(database->run(sql));
    }

private Q_SLOTS:
    void shardsBecomeOneRun()
    {
        const auto attempts = sampleAttempts(0, 30);
        const std::vector first(attempts.begin(), attempts.begin() + 20);
        const std::vector second(attempts.begin() + 10, attempts.end()); // ten are in both
        const QString a = makeRun(first);
        const QString b = makeRun(second);
        auto target = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(target);
        for (const QString &path : {a, b, a}) {
            auto part = RunFile::open(path, RunFile::Mode::Read);
            VERIFY_OK(part);
            const auto added = (*target)->mergeFrom(**part, false);
            VERIFY_OK(added);
        }
        const auto records = allRecords(**target);
        QCOMPARE(records.size(), 30u);
        for (size_t i = 0; i < records.size(); ++i) {
            QVERIFY(records[i] == attempts[i].record);
            const auto events = (*target)->events(records[i].id);
            VERIFY_OK(events);
            QVERIFY(*events == attempts[i].events);
            const auto verdicts = (*target)->verdicts(records[i].id);
            VERIFY_OK(verdicts);
            QVERIFY(*verdicts == attempts[i].verdicts);
        }
        QCOMPARE(problemsOf(**target).join(u"\n"_s), QString());
        auto part = RunFile::open(a, RunFile::Mode::Read);
        VERIFY_OK(part);
        QCOMPARE((*target)->mergeFrom(**part, false).value_or(-1), 0);
        QVERIFY(!(*part)->mergeFrom(**target, false)); // it is open to be read
        QVERIFY(!(*target)->mergeFrom(**target, false));
    }

    void differingRunsAreRefusedByName_data()
    {
        QTest::addColumn<bool>("inPlan");
        QTest::addColumn<QString>("words");
        QTest::newRow("environment") << false << u"environment at /tools/python3: \"3.13.5\""_s;
        QTest::newRow("plan") << true << u"plan at /samples: 1 here, 5 there"_s;
    }

    void differingRunsAreRefusedByName()
    {
        QFETCH(bool, inPlan);
        QFETCH(QString, words);
        RunManifest other = sampleManifest();
        if (inPlan) {
            other.plan["samples"] = 5;
            other.planDigest = Digest::of(dumpJson(other.plan));
        } else {
            other.environment["tools"]["python3"] = "3.11.2";
        }
        auto target = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(target);
        auto part = RunFile::open(makeRun(sampleAttempts(0, 3), other), RunFile::Mode::Read);
        VERIFY_OK(part);
        const auto refused = (*target)->mergeFrom(**part, false);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Changed);
        QVERIFY2(refused.error().message.contains(words), qPrintable(refused.error().message));
        QCOMPARE(allRecords(**target).size(), 0u);
        QCOMPARE((*target)->mergeFrom(**part, true).value_or(-1), 3);
        QCOMPARE(problemsOf(**target).join(u"\n"_s), QString());
    }

    void differencesAreNamed()
    {
        const Json here = Json::parse(R"({"a":1,"b":{"c":[1],"d":2},"same":0,"e":1})");
        const Json there = Json::parse(R"({"a":1.5,"b":{"c":[1,2],"d":2},"same":0,"f":{}})");
        QCOMPARE(differingMembers(here, there, u"plan"_s),
                 (QStringList{u"plan at /a: 1 here, 1.5 there"_s,
                              u"plan at /b/c: [1] here, [1,2] there"_s,
                              u"plan at /e: only here, 1"_s, u"plan at /f: only there, {}"_s}));
        QCOMPARE(differingMembers(here, here, u"plan"_s), QStringList());
    }

    void passesComeAlong()
    {
        const auto attempts = sampleAttempts(0, 4);
        const QString path = makeRun(attempts);
        {
            auto file = RunFile::open(path, RunFile::Mode::Write);
            VERIFY_OK(file);
            for (int i = 0; i < 2; ++i) {
                const auto pass = (*file)->beginPass({0, 1000 + i, u"later"_s, {{"n", i}}});
                VERIFY_OK(pass);
                VERIFY_OK((*file)->appendPass(*pass,
                                              {{attempts[size_t(i)].record.id,
                                                {Outcome::Error, u"again"_s, 0.0},
                                                attempts[0].verdicts,
                                                {}}}));
            }
        }
        auto target = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(target);
        // A pass of its own takes the number 2; an attempt is there already, with pass 1 only.
        VERIFY_OK((*target)->beginPass({0, 5, u"own"_s, {}}));
        VERIFY_OK((*target)->append({attempts[0]}));
        auto part = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(part);
        QCOMPARE((*target)->mergeFrom(**part, false).value_or(-1), 3);
        QCOMPARE((*target)->mergeFrom(**part, false).value_or(-1), 0);
        QCOMPARE((*target)->passes()->size(), 4u);
        const auto first = (*target)->attempt(attempts[0].record.id);
        VERIFY_OK(first);
        QCOMPARE(first->pass, 3);
        QCOMPARE(first->reason, u"again"_s);
        QCOMPARE((*target)->attempt(attempts[1].record.id)->pass, 4);
        QCOMPARE((*target)->attempt(attempts[2].record.id)->pass, 1);
        QVERIFY((*target)->verdicts(attempts[0].record.id, 1) == attempts[0].verdicts);
        QCOMPARE(problemsOf(**target).join(u"\n"_s), QString());
    }

    void compactDropsWhatNothingNames()
    {
        QByteArray noise(2 << 20, Qt::Uninitialized);
        QRandomGenerator(7).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        FinishedAttempt attempt = sampleAttempt(1, true);
        const Digest unused = put(attempt, noise);
        const Digest named = put(attempt, "named by an event's data");
        const Digest inFixture = put(attempt, "a file of the fixture");
        attempt.events[0].data["log"] = "see sha256:" + named.hex().toStdString();
        Scenario scenario;
        scenario.id = u"x"_s;
        scenario.kind = u"generate"_s;
        scenario.turns = {{u"do"_s, {}}};
        scenario.workspace = {{{u"a.txt"_s, {FileMode::Regular, inFixture, 21}}}};
        attempt.record.scenarioDigest = put(attempt, dumpJson(toResolved(scenario)));
        const QString path = makeRun({attempt, sampleAttempt(2)});
        const qint64 before = QFileInfo(path).size();
        auto file = RunFile::open(path, RunFile::Mode::Write);
        VERIFY_OK(file);
        QVERIFY((*file)->hasBlob(unused));
        VERIFY_OK((*file)->compact());
        QVERIFY(!(*file)->hasBlob(unused));
        QVERIFY((*file)->hasBlob(named));
        QVERIFY((*file)->hasBlob(inFixture));
        QCOMPARE(problemsOf(**file).join(u"\n"_s), QString());
        VERIFY_OK((*file)->append({sampleAttempt(3)}));
        VERIFY_OK((*file)->publish());
        QVERIFY(QFileInfo(path).size() < before - (1 << 20));
    }

    void verifyFinds_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("words");
        QTest::newRow("a changed blob")
            << QByteArray("UPDATE blob SET encoding = 0, data = zeroblob(size) WHERE size > 200")
            << u"are not the ones that were stored"_s;
        QTest::newRow("a missing answer")
            << QByteArray("DELETE FROM blob WHERE n = (SELECT answer FROM attempt)")
            << u"of table 'attempt' (number 1) refers to a missing row of 'blob'"_s;
        QTest::newRow("a missing file of the workspace")
            << QByteArray("DELETE FROM event_blob; DELETE FROM evidence; DELETE FROM blob WHERE n "
                          "NOT IN (SELECT end_manifest FROM attempt UNION SELECT resolved FROM "
                          "scenario UNION SELECT answer FROM attempt)")
            << u"the final workspace"_s;
        QTest::newRow("a missing scenario")
            << QByteArray("DELETE FROM scenario") << u"missing row of 'scenario'"_s;
        QTest::newRow("a missing outcome")
            << QByteArray("DELETE FROM verdict; DELETE FROM measure; DELETE FROM evidence;"
                          "DELETE FROM outcome")
            << u"has no outcome"_s;
        QTest::newRow("a missing parent") << QByteArray("UPDATE event SET parent = 5 WHERE id = 2")
                                          << u"has an event whose parent is missing"_s;
        QTest::newRow("a missing manifest")
            << QByteArray("DELETE FROM run") << u"the manifest is missing"_s;
        QTest::newRow("an event that is no JSON")
            << QByteArray("UPDATE event SET data = '{' WHERE id = 1") << u"not valid JSON"_s;
        QTest::newRow("a scenario that is none")
            << QByteArray("UPDATE scenario SET resolved = (SELECT answer FROM attempt)")
            << u"the scenario"_s;
        QTest::newRow("a blob's bad name")
            << QByteArray("UPDATE blob SET digest = x'00' WHERE n = 1") << u"a name of 1 bytes"_s;
    }

    void verifyFinds()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, words);
        const QString path = makeRun({sampleAttempt(1, true)});
        {
            auto file = RunFile::open(path, RunFile::Mode::Read);
            VERIFY_OK(file);
            const auto report = (*file)->verify();
            VERIFY_OK(report);
            QCOMPARE(report->problems.join(u"\n"_s), QString());
            QCOMPARE(report->attempts, 1);
            QCOMPARE(report->blobs, 4);
        }
        change(path, sql.constData());
        auto file = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(file);
        const QString problems = problemsOf(**file).join(u'\n');
        QVERIFY2(problems.contains(words), qPrintable(problems));
    }

    void aDamagedRunIsRescuedByMerging()
    {
        const auto attempts = sampleAttempts(0, 5);
        const QString path = makeRun(attempts);
        change(path,
               "UPDATE blob SET data = zeroblob(length(data)) WHERE n = "
               "(SELECT answer FROM attempt WHERE n = 3);"
               "UPDATE event SET data = '}' WHERE attempt = 2");
        auto part = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(part);
        auto target = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(target);
        const auto merged = (*target)->mergeFrom(**part, false);
        QVERIFY(!merged && merged.error().code == ErrorCode::Corrupt);
        QVERIFY2(merged.error().message.contains(u"merged 5 attempts; lost: "_s),
                 qPrintable(merged.error().message));
        const auto records = allRecords(**target);
        QCOMPARE(records.size(), 5u);
        const auto lost = (*target)->blob(attempts[2].record.answer);
        QVERIFY(!lost && lost.error().code == ErrorCode::NotFound);
        QVERIFY(!(*target)->hasBlob(attempts[2].record.answer));
        QCOMPARE((*target)->blob(attempts[3].record.answer).value_or(QByteArray()),
                 attempts[3].blobs.at(attempts[3].record.answer));
        QVERIFY(problemsOf(**target).join(u'\n').contains(u"were lost before"_s));
        // What is found again elsewhere fills the gap.
        auto whole = RunFile::open(makeRun(attempts), RunFile::Mode::Read);
        VERIFY_OK(whole);
        VERIFY_OK((*target)->mergeFrom(**whole, false));
        QVERIFY((*target)->hasBlob(attempts[2].record.answer));
        QCOMPARE(problemsOf(**target).join(u"\n"_s), QString());
    }
};

QTEST_GUILESS_MAIN(RunFileMergeTest)
#include "tst_runfile_merge.moc"
