#include "run/sample_attempts.h"

#include "core/base/clock.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtCore/QTemporaryDir>

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

using namespace touchstone;
using namespace touchstone::testing;

namespace {

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

} // namespace

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

    void oddValuesComeBack()
    {
        FinishedAttempt attempt = sampleAttempt(2);
        attempt.record.reason = u"nul \0 and 😀 and \u202E"_s;
        attempt.record.score = std::numeric_limits<double>::quiet_NaN();
        attempt.record.durationUs = std::numeric_limits<qint64>::max();
        attempt.verdicts[0].measures = {{u"nan"_s, std::nan("")},
                                        {u"inf"_s, -std::numeric_limits<double>::infinity()}};
        attempt.events[0].data = Json::parse(R"({"deep":[1,{"a":null}],"nul":"\u0000"})");
        attempt.events[1].data = Json(7); // not an object
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        VERIFY_OK((*file)->append({attempt}));
        const auto record = (*file)->attempt(attempt.record.id);
        VERIFY_OK(record);
        QCOMPARE(record->reason, attempt.record.reason);
        QVERIFY(std::isnan(record->score));
        QCOMPARE(record->durationUs, attempt.record.durationUs);
        const auto verdicts = (*file)->verdicts(attempt.record.id);
        VERIFY_OK(verdicts);
        QVERIFY(std::isnan(verdicts->at(0).measures[u"nan"_s]));
        QVERIFY(std::isinf(verdicts->at(0).measures[u"inf"_s]));
        const auto events = (*file)->events(attempt.record.id);
        VERIFY_OK(events);
        QVERIFY(*events == attempt.events);
    }

    void blobsOfAllSizes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QByteArray noise(3 << 20, Qt::Uninitialized);
        QRandomGenerator(5).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("one byte") << QByteArray("\0", 1);
        QTest::newRow("text") << sampleCode(3);
        QTest::newRow("compresses well") << QByteArray(20 << 20, 'x');
        QTest::newRow("does not compress") << noise;
        QTest::newRow("12 MiB of it") << noise + noise + noise + noise;
    }

    void blobsOfAllSizes()
    {
        QFETCH(QByteArray, bytes);
        auto file = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(file);
        FinishedAttempt attempt = sampleAttempt(1);
        attempt.record.answer = put(attempt, bytes);
        VERIFY_OK((*file)->append({attempt}));
        const auto blob = (*file)->blob(attempt.record.answer);
        VERIFY_OK(blob);
        QVERIFY(*blob == bytes);
    }

    void equalBytesStandOnce()
    {
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        QByteArray noise(1 << 20, Qt::Uninitialized);
        QRandomGenerator(6).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        for (int i = 0; i < 10; ++i) {
            FinishedAttempt attempt = sampleAttempt(i);
            attempt.record.answer = put(attempt, noise);
            VERIFY_OK((*file)->append({attempt}));
        }
        VERIFY_OK((*file)->publish());
        QVERIFY(QFileInfo(path).size() < (1 << 20) + 200'000);
    }

    void batchesAreWholeOrAbsent_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("words");
        QTest::newRow("an id twice") << 0 << u"UNIQUE"_s;
        QTest::newRow("an answer that is nowhere") << 1 << u"the answer refers to the blob"_s;
        QTest::newRow("an event's blob that is nowhere") << 2 << u"event 2, 'answer',"_s;
        QTest::newRow("bytes under a wrong hash") << 3 << u"its bytes hash to"_s;
    }

    void batchesAreWholeOrAbsent()
    {
        QFETCH(int, fault);
        QFETCH(QString, words);
        auto file = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(file);
        const FinishedAttempt first = sampleAttempt(1);
        VERIFY_OK((*file)->append({first}));
        FinishedAttempt wrong = sampleAttempt(2);
        if (fault == 0)
            wrong.record.id = first.record.id;
        if (fault == 1)
            wrong.record.answer = Digest::of("lost");
        if (fault == 2)
            wrong.events[1].blobs[u"answer"_s] = Digest::of("lost");
        if (fault == 3)
            wrong.blobs[Digest::of("other")] = "bytes";
        // New texts and scenarios of the batch must not be remembered as if they stood there.
        FinishedAttempt fresh = sampleAttempt(3);
        fresh.record.agent = u"a new agent"_s;
        fresh.record.scenario = u"a new scenario"_s;
        const auto refused = (*file)->append({fresh, wrong});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::BadInput);
        QVERIFY2(refused.error().text().contains(words), qPrintable(refused.error().text()));
        QVERIFY(refused.error().text().contains(wrong.record.id));
        QCOMPARE(allRecords(**file).size(), 1u);
        VERIFY_OK((*file)->append({fresh}));
        const auto records = allRecords(**file);
        QCOMPARE(records.size(), 2u);
        QVERIFY(records[1] == fresh.record);
    }

    void existingFilesAreNotOverwritten()
    {
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        const auto busy = RunFile::create(path, sampleManifest());
        QVERIFY(!busy && busy.error().code == ErrorCode::Busy);
        file->reset();
        const auto there = RunFile::create(path, sampleManifest());
        QVERIFY(!there && there.error().code == ErrorCode::BadInput);
        const auto nowhere =
            RunFile::create(m_folder.filePath(u"no/run.touchstone"_s), sampleManifest());
        QVERIFY(!nowhere && nowhere.error().code == ErrorCode::Io);
        QVERIFY(nowhere.error().message.contains(u"there is no folder"_s));
    }

    void queriesFilter()
    {
        auto file = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(file);
        auto attempts = sampleAttempts(0, 400);
        for (size_t i = 0; i < attempts.size(); i += 2)
            attempts[i].record.agent = u"reference"_s;
        VERIFY_OK((*file)->append(attempts));
        QCOMPARE(allRecords(**file).size(), 400u);
        const auto ofOne = allRecords(**file, {u"HumanEval/7"_s, {}, 0});
        QCOMPARE(ofOne.size(), 3u);
        QCOMPARE(ofOne[2].sample, 2);
        QCOMPARE(allRecords(**file, {{}, u"reference"_s, 0}).size(), 200u);
        QCOMPARE(allRecords(**file, {u"HumanEval/7"_s, u"reference"_s, 1}).size(), 0u);
        QCOMPARE(allRecords(**file, {{}, u"nobody"_s, 0}).size(), 0u);
        QCOMPARE(allRecords(**file, {{}, {}, 2}).size(), 0u);
    }

    void visitingStopsOnRequestAndMayAppend()
    {
        auto file = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(file);
        VERIFY_OK((*file)->append(sampleAttempts(0, 10)));
        int visited = 0;
        VERIFY_OK((*file)->attempts({}, [&](const AttemptRecord &) { return ++visited < 4; }));
        QCOMPARE(visited, 4);
        visited = 0;
        bool fine = true;
        VERIFY_OK((*file)->attempts({}, [&](const AttemptRecord &record) {
            ++visited;
            fine = fine && (*file)->append({sampleAttempt(visited + 100)})
                && (*file)->events(record.id);
            return true;
        }));
        QVERIFY(fine);
        QCOMPARE(visited, 10); // what is appended meanwhile is not part of the walk
        QCOMPARE(allRecords(**file).size(), 20u);
    }

    void aUniquePrefixIsEnough()
    {
        auto file = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(file);
        auto attempts = sampleAttempts(0, 4);
        attempts[0].record.id = u"01ABCDEF"_s;
        attempts[1].record.id = u"01ABCX"_s;
        attempts[2].record.id = u"01ABC"_s;
        attempts[3].record.id = u"zebra%_"_s;
        VERIFY_OK((*file)->append(attempts));
        auto idOf = [&](const QString &prefix) {
            const auto record = (*file)->attempt(prefix);
            return record ? record->id : errorCodeName(record.error().code);
        };
        QCOMPARE(idOf(u"01ABCD"_s), u"01ABCDEF"_s);
        QCOMPARE(idOf(u"01abcd"_s), u"01ABCDEF"_s);
        QCOMPARE(idOf(u"01ABC"_s), u"01ABC"_s); // a whole id, though others begin with it
        QCOMPARE(idOf(u"z"_s), u"zebra%_"_s);
        QCOMPARE(idOf(u"%"_s), u"not-found"_s);
        QCOMPARE(idOf(u""_s), u"bad-input"_s);
        QCOMPARE(idOf(u"01ABCDEFG"_s), u"not-found"_s);
        const auto ambiguous = (*file)->attempt(u"01AB"_s);
        QVERIFY(!ambiguous && ambiguous.error().code == ErrorCode::BadInput);
        QVERIFY2(ambiguous.error().message.contains(u"01ABC, 01ABCDEF, 01ABCX"_s),
                 qPrintable(ambiguous.error().message));
    }

    void scoringAgainAddsAPass()
    {
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        const auto attempts = sampleAttempts(0, 3);
        VERIFY_OK((*file)->append(attempts));
        const auto pass =
            (*file)->beginPass({0, 1'700'000'001'000, u"0.2.0"_s, {{"filter", "kind:generate"}}});
        VERIFY_OK(pass);
        QCOMPARE(*pass, 2);
        Verdict verdict = Verdict(attempts[0].verdicts[0]);
        verdict.status = VerdictStatus::Passed;
        RunFile::Rescored again{attempts[0].record.id,
                                {Outcome::Passed, u"now it does"_s, 1.0},
                                {verdict},
                                {{Digest::of("log"), "log"}}};
        again.verdicts[0].evidence = {{u"text"_s, u"log"_s, Json::object(), Digest::of("log")}};
        VERIFY_OK((*file)->appendPass(*pass, {again}));

        const auto latest = allRecords(**file);
        QCOMPARE(latest.size(), 3u);
        QCOMPARE(latest[0].pass, 2);
        QCOMPARE(latest[0].outcome, Outcome::Passed);
        QCOMPARE(latest[0].reason, u"now it does"_s);
        QVERIFY(latest[1] == attempts[1].record);
        const auto first = allRecords(**file, {{}, {}, 1});
        QVERIFY(first[0] == attempts[0].record);
        QCOMPARE(allRecords(**file, {{}, {}, 2}).size(), 1u);
        const auto newest = (*file)->verdicts(attempts[0].record.id);
        VERIFY_OK(newest);
        QVERIFY(*newest == again.verdicts);
        const auto old = (*file)->verdicts(attempts[0].record.id, 1);
        VERIFY_OK(old);
        QVERIFY(*old == attempts[0].verdicts);
        const auto none = (*file)->verdicts(attempts[1].record.id, 2);
        QVERIFY(!none && none.error().code == ErrorCode::NotFound);
        const auto passes = (*file)->passes();
        VERIFY_OK(passes);
        QCOMPARE(passes->size(), 2u);
        QCOMPARE(passes->at(1).touchstone, u"0.2.0"_s);

        const auto twice = (*file)->appendPass(*pass, {again});
        QVERIFY(!twice && twice.error().code == ErrorCode::BadInput); // it overwrites none
        const auto unknownPass = (*file)->appendPass(9, {again});
        QVERIFY(!unknownPass && unknownPass.error().code == ErrorCode::NotFound);
        again.attempt = u"nobody"_s;
        const auto unknown = (*file)->appendPass(*pass, {again});
        QVERIFY(!unknown && unknown.error().code == ErrorCode::NotFound);
    }

    void publishedIsOnePlainFile_data()
    {
        QTest::addColumn<bool>("readerIsOpen");
        QTest::newRow("alone") << false;
        QTest::newRow("while somebody has it open") << true;
    }

    void publishedIsOnePlainFile()
    {
        QFETCH(bool, readerIsOpen);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"run.touchstone"_s);
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        VERIFY_OK((*file)->append(sampleAttempts(0, 20)));
        std::unique_ptr<RunFile> reader;
        if (readerIsOpen) {
            auto opened = RunFile::open(path, RunFile::Mode::Read);
            VERIFY_OK(opened);
            reader = std::move(*opened);
            QCOMPARE(allRecords(*reader).size(), 20u);
        }
        VERIFY_OK((*file)->publish());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden),
                 QStringList{u"run.touchstone"_s});
        QFile plain(path);
        QVERIFY(plain.open(QIODevice::ReadOnly));
        const QByteArray header = plain.read(100);
        QCOMPARE(int(header[18]), 1); // no write-ahead log (SQLite's file format, 1.3.3)
        QCOMPARE(header.mid(68, 4), QByteArray("TCst"));
        QCOMPARE(allRecords(**file).size(), 20u); // still readable
        QVERIFY(!(*file)->append({sampleAttempt(50)}));
        if (reader)
            QCOMPARE(allRecords(*reader).size(), 20u);
        reader.reset();
        file->reset();
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden),
                 QStringList{u"run.touchstone"_s});
        auto again = RunFile::open(path, RunFile::Mode::Write);
        VERIFY_OK(again);
        VERIFY_OK((*again)->append({sampleAttempt(50)}));
        QCOMPARE(allRecords(**again).size(), 21u);
    }

    void controlReachesTheWriter()
    {
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        auto taken = [&] { return (*file)->takeControl().value_or(u"error"_s); };
        QCOMPARE(taken(), QString());
        VERIFY_OK(RunFile::requestControl(path, u"pause"_s));
        VERIFY_OK(RunFile::requestControl(path, u"stop"_s));
        QCOMPARE(taken(), u"pause"_s);
        QCOMPARE(taken(), u"stop"_s);
        QCOMPARE(taken(), QString());
        const auto unknown = RunFile::requestControl(path, u"explode"_s);
        QVERIFY(!unknown && unknown.error().code == ErrorCode::BadInput);
        VERIFY_OK(RunFile::requestControl(path, u"stop"_s));
        file->reset();
        const auto nobody = RunFile::requestControl(path, u"stop"_s);
        QVERIFY(!nobody && nobody.error().code == ErrorCode::NotFound);
        auto next = RunFile::open(path, RunFile::Mode::Write);
        VERIFY_OK(next);
        QCOMPARE((*next)->takeControl().value_or(u"error"_s), QString()); // meant for the last one
    }

    void tellsWhatTheWriterDoes()
    {
        using State = RunActivity::State;
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        const auto activity = [&path] { return RunFile::activity(path).value_or(RunActivity()); };
        QCOMPARE(activity().state, State::Running);
        QVERIFY(activity().holder.contains(QString::number(QCoreApplication::applicationPid())));
        VERIFY_OK(RunFile::requestControl(path, u"pause"_s));
        QCOMPARE(activity().asked, u"pause"_s);
        QCOMPARE(activity().state, State::Running); // it has not heard yet
        QCOMPARE((*file)->takeControl().value_or(u"error"_s), u"pause"_s);
        VERIFY_OK((*file)->tellActivity(State::Paused));
        QCOMPARE(activity().state, State::Paused);
        QCOMPARE(activity().asked, QString());
        QCOMPARE((*file)->takeControl().value_or(u"error"_s), QString()); // the answer stays
        QCOMPARE(activity().state, State::Paused);
        VERIFY_OK((*file)->tellActivity(State::Stopping));
        QCOMPARE(activity().state, State::Stopping);
        VERIFY_OK((*file)->tellActivity(State::Running));
        QCOMPARE(activity().state, State::Running);
        VERIFY_OK((*file)->tellActivity(State::Paused));
        file->reset();
        QCOMPARE(activity().state, State::None);
        VERIFY_OK(RunFile::open(path, RunFile::Mode::Write)); // by the next one, all is forgotten
        auto next = RunFile::open(path, RunFile::Mode::Write);
        VERIFY_OK(next);
        QCOMPARE(activity().state, State::Running);
    }

    void readersMayNotWrite()
    {
        const QString path = newPath();
        VERIFY_OK(RunFile::create(path, sampleManifest()));
        auto file = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(file);
        QVERIFY(!(*file)->append({sampleAttempt(1)}));
        QVERIFY(!(*file)->beginPass({}));
        QVERIFY(!(*file)->setManifest(sampleManifest()));
        QVERIFY(!(*file)->compact());
        QVERIFY(!(*file)->publish());
        QVERIFY(!(*file)->takeControl());
        QVERIFY(!(*file)->tellActivity(RunActivity::State::Paused));
    }

    void theManifestCanBeReplaced()
    {
        auto file = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(file);
        RunManifest manifest = sampleManifest();
        manifest.environment["cpu"] = "another";
        VERIFY_OK((*file)->setManifest(manifest));
        QCOMPARE(stringOr((*file)->manifest()->environment, "cpu"), u"another"_s);
        QCOMPARE((*file)->manifest()->runId, manifest.runId);
    }

    void blobsAreReadFromOtherThreads()
    {
        auto file = RunFile::create(newPath(), sampleManifest());
        VERIFY_OK(file);
        const FinishedAttempt attempt = sampleAttempt(1);
        VERIFY_OK((*file)->append({attempt}));
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < 4; ++t)
                threads.emplace_back([&] {
                    for (int i = 0; i < 200; ++i)
                        for (const auto &[digest, bytes] : attempt.blobs)
                            if ((*file)->blob(digest).value_or(QByteArray()) != bytes)
                                ++wrong;
                });
            for (int i = 0; i < 20; ++i)
                VERIFY_OK((*file)->append(sampleAttempts(100 + i * 10, 10)));
        }
        QCOMPARE(wrong.load(), 0);
    }

    void idsAreUniqueAndSorted()
    {
        constexpr int threads = 4;
        constexpr int each = 20'000;
        std::vector<QStringList> made(threads);
        {
            std::vector<std::jthread> running;
            for (int t = 0; t < threads; ++t)
                running.emplace_back([&made, t] {
                    for (int i = 0; i < each; ++i)
                        made[size_t(t)].append(newId());
                });
        }
        QSet<QString> all;
        static const QRegularExpression form(u"^[0-9A-HJKMNP-TV-Z]{26}$"_s);
        for (const QStringList &ids : made) {
            QVERIFY(std::ranges::is_sorted(ids));
            for (const QString &id : ids)
                all.insert(id);
            QVERIFY(form.match(ids.front()).hasMatch());
        }
        QCOMPARE(all.size(), threads * each);
        // The first ten digits are the time, as in ULID.
        const QString id = newId();
        qint64 ms = 0;
        for (const QChar c : id.left(10))
            ms = ms * 32 + u"0123456789ABCDEFGHJKMNPQRSTVWXYZ"_s.indexOf(c);
        QVERIFY(qAbs(ms - Clock::system().wallMs()) < 60'000);
    }

    void attemptsStaySmallAndMemoryFlat()
    {
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        constexpr int count = 6000;
        constexpr int batch = 50;
        std::vector<std::vector<FinishedAttempt>> batches;
        qint64 grown = 0;
        qint64 before = 0;
        QElapsedTimer timer;
        qint64 spentNs = 0;
        for (int first = 0; first < count; first += batch) {
            const auto attempts = sampleAttempts(first, batch);
            timer.start();
            VERIFY_OK((*file)->append(attempts));
            spentNs += timer.nsecsElapsed();
            if (first == count / 3)
                before = residentBytes();
        }
        grown = residentBytes() - before;
        VERIFY_OK((*file)->publish());
        const double bytes = double(QFileInfo(path).size()) / count;
        timer.start();
        QCOMPARE(allRecords(**file).size(), size_t(count));
        qInfo("%.0f attempts/s in batches of %d; %.0f bytes an attempt; resident size grew by %lld "
              "KiB over the last %d attempts; read %.0f attempts/s",
              count * 1e9 / double(spentNs), batch, bytes, grown / 1024, count * 2 / 3,
              count * 1e9 / double(timer.nsecsElapsed()));
        QVERIFY(bytes < 2500);
        QVERIFY(grown < (24 << 20));
    }
};

QTEST_GUILESS_MAIN(RunFileTest)
#include "tst_runfile.moc"
