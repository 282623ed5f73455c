#include "core/exec/sandbox.h"
#include "core/exec/shortprogram.h"

#include <QtCore/QDir>
#include <QtTest/QtTest>

#include <csignal>
#include <fcntl.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

QStringList openDescriptors()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System);
}

} // namespace

class TestLauncher : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesOutputErrorsAndCode();
    void passesOnlyTheNamedDescriptors();
    void keepsDescriptorsApartWhoseNumbersCross();
    void reportsAProgramThatIsNotThere();
    void killsWhatDoesNotAnswer();
    void killsAChildThatGoesOutOfScope();
    void servesManyThreadsWithoutLeaking();
    void findsTheMeansOfThisMachine();
};

void TestLauncher::givesOutputErrorsAndCode()
{
    Launcher launcher;
    const auto answer =
        runShortly(launcher, {"/bin/sh", "-c", "echo out; echo err >&2; echo $X; exit 7"}, {"X=y"});
    QVERIFY(answer);
    QCOMPARE(answer->code, 7);
    QCOMPARE(answer->output, "out\ny\n"_ba);
    QCOMPARE(answer->errors, "err\n"_ba);
}

void TestLauncher::passesOnlyTheNamedDescriptors()
{
    const FileDescriptor stray(open("/dev/null", O_RDONLY)); // not close-on-exec
    Launcher launcher;
    const auto answer = runShortly(launcher, {"/bin/ls", "/proc/self/fd"});
    QVERIFY(answer);
    QCOMPARE(answer->output, "0\n1\n2\n3\n"_ba); // 3 is the folder that ls reads
}

void TestLauncher::keepsDescriptorsApartWhoseNumbersCross()
{
    auto first = makePipe();
    auto second = makePipe();
    QVERIFY(first && second);
    Launcher launcher;
    // each goes to the number that the other has here
    auto child =
        launcher.start({.argv = {"/bin/sh", "-c",
                                 "echo one >&" + QByteArray::number(second->write.get())
                                     + "; echo two >&" + QByteArray::number(first->write.get())},
                        .fds = {{first->write.get(), second->write.get()},
                                {second->write.get(), first->write.get()}}});
    QVERIFY(child);
    QCOMPARE(child->wait(), 0);
    std::array<char, 8> text{};
    QCOMPARE(read(first->read.get(), text.data(), text.size()), 4);
    QCOMPARE(QByteArray(text.data()), "one\n"_ba);
    QCOMPARE(read(second->read.get(), text.data(), text.size()), 4);
    QCOMPARE(QByteArray(text.data()), "two\n"_ba);
}

void TestLauncher::reportsAProgramThatIsNotThere()
{
    Launcher launcher;
    const auto child = launcher.start({.argv = {"/nowhere/program"}});
    QVERIFY(!child);
    QVERIFY2(child.error().message.contains(u"/nowhere/program"_s),
             qPrintable(child.error().message));
}

void TestLauncher::killsWhatDoesNotAnswer()
{
    Launcher launcher;
    const auto answer =
        runShortly(launcher, {"/bin/sleep", "60"}, {}, std::chrono::milliseconds(50));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::ToolFailed);
}

void TestLauncher::killsAChildThatGoesOutOfScope()
{
    Launcher launcher;
    pid_t pid = 0;
    {
        const auto child = launcher.start({.argv = {"/bin/sleep", "60"}});
        QVERIFY(child);
        pid = child->pid();
        QCOMPARE(::kill(pid, 0), 0);
    }
    QCOMPARE(::kill(pid, 0), -1);
}

void TestLauncher::servesManyThreadsWithoutLeaking()
{
    const QStringList before = openDescriptors();
    {
        Launcher launcher;
        std::atomic<int> good = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                for (int round = 0; round < 25; ++round) {
                    const auto answer = runShortly(launcher, {"/bin/echo", "x"});
                    good += answer && answer->output == "x\n";
                }
            });
        threads.clear();
        QCOMPARE(good.load(), 200);
    }
    QCOMPARE(openDescriptors(), before);
}

void TestLauncher::findsTheMeansOfThisMachine()
{
    Launcher launcher;
    const auto means = findSandboxMeans(launcher);
    if (!means) {
        QCOMPARE(means.error().code, ErrorCode::Confinement);
        QVERIFY(means.error().message.contains(u"--unconfined"_s));
        QSKIP(qPrintable(means.error().message));
    }
    QCOMPARE(means->dropUser, geteuid() == 0);
    qInfo() << "bwrap" << means->bwrap << "own /proc" << means->ownProc << "private mounts"
            << means->privateMounts << "masked" << means->masked;
    SandboxPlan plan;
    plan.argv = {"/bin/sh", "-c", "ls -A / /etc; cat /etc/shadow; touch /x /usr/x /etc/x /work/x"};
    const auto arguments = sandboxArguments(*means, plan);
    QVERIFY(arguments);
    const auto answer = runShortly(launcher, *arguments);
    QVERIFY(answer);
    QVERIFY(answer->output.contains("\nwork\n"));
    QVERIFY(!answer->output.contains("shadow"));
    QCOMPARE(answer->errors.count("Read-only file system"), 4);
    QVERIFY(answer->errors.contains("/etc/shadow: No such file"));
}

QTEST_GUILESS_MAIN(TestLauncher)
#include "tst_launcher.moc"
