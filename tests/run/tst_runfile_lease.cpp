#include "core/base/clock.h"
#include "core/run/lease.h"
#include "core/run/staging.h"
#include "run/sample_attempts.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QSysInfo>
#include <QtCore/QTemporaryDir>

using namespace touchstone;
using namespace touchstone::testing;

namespace {

/// Puts a holder in, whoever has it now.
void setLease(const QString &path, const LeaseHolder &holder)
{
    auto database = sqlite::Database::open(path, sqlite::Access::Write);
    VERIFY_OK(database);
    VERIFY_OK(endLease(*database));
    VERIFY_OK(takeLease(*database, holder, holder.heartbeatMs));
}

LeaseHolder leaseOf(const QString &path)
{
    auto database = sqlite::Database::open(path, sqlite::Access::Read);
    const auto lease = database ? readLease(*database) : std::nullopt;
    return lease && *lease ? **lease : LeaseHolder{};
}

LeaseHolder onAnotherHost(qint64 heartbeatMs)
{
    LeaseHolder holder = thisProcess(heartbeatMs);
    holder.host = u"elsewhere"_s;
    holder.bootId = u"another-boot"_s;
    return holder;
}

} // namespace

class RunFileLeaseTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;
    QString newPath() { return m_folder.filePath(u"run%1.touchstone"_s.arg(++m_files)); }

    QString stagedRun(int attempts)
    {
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        if (!file || !(*file)->append(sampleAttempts(0, attempts)))
            return {};
        return path;
    }

private Q_SLOTS:
    void init() { qunsetenv("TOUCHSTONE_STAGING"); }
    void cleanup() { qunsetenv("TOUCHSTONE_STAGING"); }

    void whoIsAlive_data()
    {
        QTest::addColumn<LeaseHolder>("holder");
        QTest::addColumn<bool>("alive");
        const qint64 now = 1'700'000'000'000;
        const LeaseHolder self = thisProcess(now);
        auto with = [](LeaseHolder holder, auto change) {
            change(holder);
            return holder;
        };
        QTest::newRow("this process") << self << true;
        QTest::newRow("an old heartbeat does not matter here")
            << with(self, [](auto &h) { h.heartbeatMs = 0; }) << true;
        QTest::newRow("our pid, of an earlier process")
            << with(self, [](auto &h) { h.pidStarted -= 1; }) << false;
        QTest::newRow("no such process") << with(self, [](auto &h) { h.pid = 1 << 29; }) << false;
        QTest::newRow("nobody") << with(self, [](auto &h) { h.token.clear(); }) << false;
        QTest::newRow("another container, just now")
            << with(self, [](auto &h) { h.pidSpace = u"pid:[1]"_s; }) << true;
        QTest::newRow("another container, long ago") << with(self, [](auto &h) {
            h.pidSpace = u"pid:[1]"_s;
            h.heartbeatMs -= 121'000;
        }) << false;
        QTest::newRow("another host, just now") << onAnotherHost(now - 119'000) << true;
        QTest::newRow("another host, long ago") << onAnotherHost(now - 121'000) << false;
        QTest::newRow("another host, a clock ahead") << onAnotherHost(now + 3600'000) << true;
        QTest::newRow("another host, a broken clock")
            << onAnotherHost(now + 48 * 3600'000LL) << false;
    }

    void whoIsAlive()
    {
        QFETCH(LeaseHolder, holder);
        QFETCH(bool, alive);
        const qint64 now = 1'700'000'000'000;
        QCOMPARE(isAlive(holder, thisProcess(now), now), alive);
    }

    void oneWriterAtATime()
    {
        const QString path = newPath();
        auto first = RunFile::create(path, sampleManifest());
        VERIFY_OK(first);
        const auto second = RunFile::open(path, RunFile::Mode::Write);
        QVERIFY(!second && second.error().code == ErrorCode::Busy);
        const QString text = second.error().message;
        QVERIFY2(text.contains(u"process %1 on host "_s.arg(QCoreApplication::applicationPid()))
                     && text.contains(QSysInfo::machineHostName()),
                 qPrintable(text));
        VERIFY_OK((*first)->append({sampleAttempt(1)}));
        first->reset();
        auto third = RunFile::open(path, RunFile::Mode::Write);
        VERIFY_OK(third);
        VERIFY_OK((*third)->append({sampleAttempt(2)}));
    }

    void aDeadHoldersLeaseIsTakenOver()
    {
        const QString path = newPath();
        VERIFY_OK(RunFile::create(path, sampleManifest()));
        QProcess other;
        other.start(u"sleep"_s, {u"1000"_s});
        QVERIFY(other.waitForStarted());
        LeaseHolder holder = thisProcess(Clock::system().wallMs());
        holder.pid = other.processId();
        QFile stat(u"/proc/%1/stat"_s.arg(holder.pid));
        QVERIFY(stat.open(QIODevice::ReadOnly));
        holder.pidStarted = stat.readAll().split(' ')[21].toLongLong();
        setLease(path, holder);
        const auto busy = RunFile::open(path, RunFile::Mode::Write);
        QVERIFY(!busy && busy.error().code == ErrorCode::Busy);
        QVERIFY(busy.error().message.contains(u"process %1 "_s.arg(holder.pid)));
        other.kill();
        QVERIFY(other.waitForFinished());
        VERIFY_OK(RunFile::open(path, RunFile::Mode::Write));
    }

    void anotherHostsLeaseIsGivenUpInTheEnd()
    {
        const QString path = newPath();
        VERIFY_OK(RunFile::create(path, sampleManifest()));
        setLease(path, onAnotherHost(Clock::system().wallMs()));
        const auto busy = RunFile::open(path, RunFile::Mode::Write);
        QVERIFY(!busy && busy.error().code == ErrorCode::Busy);
        QVERIFY(busy.error().message.contains(u"host elsewhere"_s));
        VERIFY_OK(RunFile::open(path, RunFile::Mode::Read));
        setLease(path, onAnotherHost(Clock::system().wallMs() - heartbeatTooOldMs - 1));
        VERIFY_OK(RunFile::open(path, RunFile::Mode::Write));
    }

    void whoLostTheLeaseWritesNoMore()
    {
        const QString path = newPath();
        auto file = RunFile::create(path, sampleManifest());
        VERIFY_OK(file);
        VERIFY_OK((*file)->append({sampleAttempt(1)}));
        setLease(path, onAnotherHost(Clock::system().wallMs()));
        const auto lost = (*file)->append({sampleAttempt(2)});
        QVERIFY(!lost && lost.error().code == ErrorCode::Busy);
        QVERIFY2(lost.error().message.contains(u"was taken over by process"_s),
                 qPrintable(lost.error().message));
        QVERIFY(!(*file)->publish());
        QCOMPARE(allRecords(**file).size(), 1u);
        file->reset();
        QCOMPARE(leaseOf(path).host, u"elsewhere"_s); // what is not ours is not given back
    }

    void networkFileSystemsAreKnown()
    {
        QVERIFY(staging::isNetworkType(0x6969)); // NFS
        QVERIFY(staging::isNetworkType(qint32(0xFF534D42))); // CIFS, signed
        QVERIFY(staging::isNetworkType(0x0BD00BD0)); // Lustre
        QVERIFY(!staging::isNetworkType(0xEF53)); // ext4
        QVERIFY(!staging::isNetworkType(0x01021994)); // tmpfs
        QVERIFY(!staging::isNeeded(newPath()));
    }

    void aStagedRunIsFoundFromItsPlace()
    {
        QTemporaryDir local;
        qputenv("TOUCHSTONE_STAGING", local.path().toUtf8());
        const QString path = stagedRun(30); // closed without being published
        QVERIFY(!path.isEmpty());
        const QStringList staged = QDir(local.path()).entryList(QDir::Files);
        QCOMPARE(staged.size(), 1);
        QCOMPARE(leaseOf(path).staged, local.filePath(staged.first()));
        for (const char *log :
             {"-wal", "-shm", "-journal"}) // other tests leave theirs in this folder
            QVERIFY2(!QFile::exists(path + QLatin1StringView(log)), log);

        auto reader = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(reader);
        QCOMPARE(allRecords(**reader).size(), 30u);
        QCOMPARE((*reader)->path(), path);
        qunsetenv("TOUCHSTONE_STAGING"); // it is found again without
        auto writer = RunFile::open(path, RunFile::Mode::Write);
        VERIFY_OK(writer);
        QCOMPARE((*writer)->warnings(), QStringList());
        VERIFY_OK((*writer)->append(sampleAttempts(30, 5)));
        QCOMPARE(allRecords(**reader).size(), 35u);
        const auto busy = RunFile::open(path, RunFile::Mode::Write);
        QVERIFY(!busy && busy.error().code == ErrorCode::Busy);
        VERIFY_OK(RunFile::requestControl(path, u"stop"_s));
        QCOMPARE((*writer)->takeControl().value_or(QString()), u"stop"_s);
        VERIFY_OK((*writer)->publish());
        QCOMPARE(QDir(local.path()).entryList(QDir::Files), QStringList());
        QCOMPARE(allRecords(**writer).size(), 35u);
        writer->reset();
        reader->reset();
        auto published = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(published);
        QCOMPARE((*published)->warnings(), QStringList());
        QCOMPARE(allRecords(**published).size(), 35u);
    }

    void aPublishedRunIsStagedAgain()
    {
        const QString path = newPath();
        {
            auto file = RunFile::create(path, sampleManifest());
            VERIFY_OK(file);
            VERIFY_OK((*file)->append(sampleAttempts(0, 3)));
            VERIFY_OK((*file)->publish());
        }
        QTemporaryDir local;
        qputenv("TOUCHSTONE_STAGING", local.path().toUtf8());
        auto file = RunFile::open(path, RunFile::Mode::Write);
        VERIFY_OK(file);
        VERIFY_OK((*file)->append(sampleAttempts(3, 3)));
        QCOMPARE(allRecords(**file).size(), 6u);
        VERIFY_OK((*file)->publish());
        QCOMPARE(leaseOf(path), LeaseHolder{});
    }

    void whatIsStagedElsewhereIsSaidSo()
    {
        QTemporaryDir local;
        qputenv("TOUCHSTONE_STAGING", local.path().toUtf8());
        const QString path = stagedRun(4);
        QVERIFY(!path.isEmpty());
        LeaseHolder lease = leaseOf(path);
        lease.host = u"elsewhere"_s;
        lease.token = u"t"_s;
        lease.bootId = u"another-boot"_s;
        lease.heartbeatMs = 0;
        setLease(path, lease);
        auto reader = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(reader);
        QCOMPARE(allRecords(**reader).size(), 0u); // nothing has been published
        QVERIFY((*reader)->warnings().join(u'\n').contains(u"on host elsewhere, in "_s));
        const auto writer = RunFile::open(path, RunFile::Mode::Write);
        QVERIFY(!writer && writer.error().code == ErrorCode::Io);
        QVERIFY(writer.error().message.contains(u"resume it there"_s));
    }

    void whatWasStagedAndIsGoneIsSaidSo()
    {
        QTemporaryDir local;
        qputenv("TOUCHSTONE_STAGING", local.path().toUtf8());
        const QString path = stagedRun(4);
        QVERIFY(!path.isEmpty());
        QVERIFY(QFile::remove(leaseOf(path).staged));
        auto reader = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(reader);
        QVERIFY((*reader)->warnings().join(u'\n').contains(u"is gone"_s));
        auto writer = RunFile::open(path, RunFile::Mode::Write);
        VERIFY_OK(writer);
        QVERIFY((*writer)->warnings().join(u'\n').contains(u"those attempts are lost"_s));
        VERIFY_OK((*writer)->append(sampleAttempts(0, 4)));
        VERIFY_OK((*writer)->publish());
    }
};

QTEST_GUILESS_MAIN(RunFileLeaseTest)
#include "tst_runfile_lease.moc"
