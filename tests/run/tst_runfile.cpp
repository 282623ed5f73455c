#include "run/sample_attempts.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>

using namespace touchstone;
using namespace touchstone::testing;

class RunFileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;
    QString newPath() { return m_folder.filePath(u"run%1.touchstone"_s.arg(++m_files)); }

private Q_SLOTS:
    void whatWasAppendedComesBack()
    {
        const QString path = newPath();
        const RunManifest manifest = sampleManifest();
        const FinishedAttempt plain = sampleAttempt(0);
        const FinishedAttempt full = sampleAttempt(1, true);
        {
            auto file = RunFile::create(path, manifest);
            VERIFY_OK(file);
            VERIFY_OK((*file)->append({plain, full}));
        }
        auto file = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(file);
        QCOMPARE((*file)->warnings(), QStringList());
        const auto found = (*file)->manifest();
        VERIFY_OK(found);
        QCOMPARE(found->runId, manifest.runId);
        QCOMPARE(found->createdMs, manifest.createdMs);
        QCOMPARE(found->touchstone, manifest.touchstone);
        QVERIFY(found->environment == manifest.environment);
        QVERIFY(found->plan == manifest.plan);
        QVERIFY(found->planDigest == manifest.planDigest);
        const auto records = allRecords(**file);
        QVERIFY(records == (std::vector{plain.record, full.record}));
        for (const FinishedAttempt &attempt : {plain, full}) {
            const auto record = (*file)->attempt(attempt.record.id);
            VERIFY_OK(record);
            QVERIFY(*record == attempt.record);
            const auto events = (*file)->events(attempt.record.id);
            VERIFY_OK(events);
            QVERIFY(*events == attempt.events);
            const auto verdicts = (*file)->verdicts(attempt.record.id);
            VERIFY_OK(verdicts);
            QVERIFY(*verdicts == attempt.verdicts);
            for (const auto &[digest, bytes] : attempt.blobs) {
                QVERIFY((*file)->hasBlob(digest));
                const auto blob = (*file)->blob(digest);
                VERIFY_OK(blob);
                QCOMPARE(*blob, bytes);
            }
        }
        const auto count = (*file)->attemptCount();
        VERIFY_OK(count);
        QCOMPARE(*count, 2);
        const auto scenario = (*file)->resolvedScenario(plain.record.scenarioDigest);
        VERIFY_OK(scenario);
        QCOMPARE(stringOr(*scenario, "id"), u"HumanEval/0"_s);
        QVERIFY(!(*file)->hasBlob(Digest::of("nowhere")));
        const auto missing = (*file)->blob(Digest::of("nowhere"));
        QVERIFY(!missing && missing.error().code == ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(RunFileTest)
#include "tst_runfile.moc"
