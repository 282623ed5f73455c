#include "run/sample_attempts.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QProcess>
#include <QtCore/QSet>
#include <QtCore/QTemporaryDir>

#include <signal.h>

#include <cstdio>

using namespace touchstone;
using namespace touchstone::testing;

namespace {

/// The other process: appends batches for ever, each announced on stdout once it is committed:
/// "ID ID ID\n". A request to stop is answered with "stopped\n".
int writeForEver(const QString &path, int batch, int number)
{
    auto opened = QFile::exists(path) ? RunFile::open(path, RunFile::Mode::Write)
                                      : RunFile::create(path, sampleManifest());
    if (!opened) {
        std::fprintf(stderr, "%s\n", qPrintable(opened.error().text()));
        return 2;
    }
    RunFile &file = **opened;
    for (;; number += batch) {
        const auto attempts = sampleAttempts(number, batch);
        if (auto done = file.append(attempts); !done) {
            std::fprintf(stderr, "%s\n", qPrintable(done.error().text()));
            return 3;
        }
        QByteArray line;
        for (const FinishedAttempt &attempt : attempts)
            line += attempt.record.id.toLatin1() + ' ';
        std::printf("%s\n", line.trimmed().constData());
        std::fflush(stdout);
        if (file.takeControl().value_or(QString()) == u"stop") {
            std::printf("stopped\n");
            return file.publish() ? 0 : 4;
        }
    }
}

void start(QProcess &process, const QString &path, int batch, int number)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
                  {u"--write"_s, path, QString::number(batch), QString::number(number)});
}

} // namespace

class RunFileKillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingAnnouncedIsLostByAKill()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"run.touchstone"_s);
        QRandomGenerator random(20260101);
        QSet<QString> announced;
        int number = 0;
        for (int round = 0; round < 25; ++round) {
            QProcess writer;
            start(writer, path, 1 + round % 7, number);
            // A moment that has nothing to do with where the writer is.
            qint64 bytes = 27 + random.bounded(round % 3 == 0 ? 300 : 12'000);
            QByteArray heard;
            while (heard.size() < bytes && writer.waitForReadyRead())
                heard += writer.readAllStandardOutput();
            QVERIFY2(heard.size() >= bytes, "the writer ended by itself");
            ::kill(pid_t(writer.processId()), SIGKILL);
            QVERIFY(writer.waitForFinished());
            heard += writer.readAllStandardOutput();
            heard.truncate(heard.lastIndexOf('\n') + 1);
            for (const QByteArray &id : heard.simplified().split(' '))
                announced.insert(QString::fromLatin1(id));
            number += 1000;

            auto file = RunFile::open(path, RunFile::Mode::Read); // over a hot log
            VERIFY_OK(file);
            QCOMPARE((*file)->warnings(), QStringList());
            QSet<QString> there;
            VERIFY_OK((*file)->attempts({}, [&](const AttemptRecord &record) {
                there.insert(record.id);
                return true;
            }));
            QVERIFY2(there.contains(announced),
                     qPrintable(u"round %1: %2 announced, %3 there"_s.arg(round)
                                    .arg(announced.size())
                                    .arg(there.size())));
        }
        auto file = RunFile::open(path, RunFile::Mode::Write);
        VERIFY_OK(file);
        const auto report = (*file)->verify();
        VERIFY_OK(report);
        QCOMPARE(report->problems, QStringList());
        QVERIFY(report->attempts >= announced.size());
        VERIFY_OK((*file)->publish());
        qInfo("25 kills, %lld attempts announced, %lld there", qint64(announced.size()),
              report->attempts);
    }

    void aReaderSeesWholeBatchesOnly()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"run.touchstone"_s);
        constexpr int batch = 50;
        QProcess writer;
        start(writer, path, batch, 0);
        QVERIFY(writer.waitForReadyRead());
        auto file = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(file);
        qint64 last = 0;
        qint64 lines = 0;
        while (lines < 40) {
            lines += writer.readAllStandardOutput().count('\n');
            const auto count = (*file)->attemptCount();
            VERIFY_OK(count);
            QVERIFY(*count >= last && *count % batch == 0);
            last = *count;
            qint64 walked = 0;
            VERIFY_OK((*file)->attempts({}, [&](const AttemptRecord &record) {
                ++walked;
                return record.pass == 1;
            }));
            QVERIFY(walked >= last && walked % batch == 0);
            writer.waitForReadyRead(0);
        }
        // Somebody else's request gets through while the writer works.
        VERIFY_OK(RunFile::requestControl(path, u"stop"_s));
        const auto refused = RunFile::open(path, RunFile::Mode::Write);
        QVERIFY(!refused || writer.state() == QProcess::NotRunning);
        QVERIFY(writer.waitForFinished());
        QVERIFY(writer.readAllStandardOutput().endsWith("stopped\n"));
        QCOMPARE(writer.exitStatus(), QProcess::NormalExit);
        QCOMPARE(writer.exitCode(), 0); // and published, though it was being read
        QVERIFY(allRecords(**file).size() >= size_t(last));
        auto published = RunFile::open(path, RunFile::Mode::Read);
        VERIFY_OK(published);
        QVERIFY(allRecords(**published).size() >= size_t(last));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--write")
        return writeForEver(arguments.value(2), arguments.value(3).toInt(),
                            arguments.value(4).toInt());
    RunFileKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_runfile_kill.moc"
