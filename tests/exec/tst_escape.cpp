#include "core/base/paths.h"
#include "support/program.h"
#include "support/sandboxbench.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Programs that try to get out of the sandbox, or at whoever looks after it.
class TestEscape : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everythingIsDenied_data();
    void everythingIsDenied();
    void attacks_data();
    void attacks();

private:
    SandboxBenches m_benches;
};

namespace {

QByteArray programFile(const QString &name)
{
    const auto data = dataFolder();
    QFile file(data ? *data + u"/tests/exec/programs/"_s + name : QString());
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qPrintable(file.fileName()));
    return file.readAll();
}

struct Attack {
    const char *name;
    const char *program;
    const char *ending;
};

/// Each must end as it says, and leave the sandbox's keeper and everything outside as they were.
constexpr Attack attackRows[]{
    {"kills everything", "import os\nif os.fork() == 0: os.kill(-1, 9)\nos.wait()",
     "signal 9 (SIGKILL)"},
    {"kills its group", "import os\nos.killpg(0, 9)", "signal 9 (SIGKILL)"},
    {"kills itself", "import os\nos.kill(os.getpid(), 9)", "signal 9 (SIGKILL)"},
    {"kills and stops whoever looks after it", R"(
import os, signal
for number in range(1, 65): os.kill(1, number)
print('still here'))",
     "exit 0"},
    {"calls as another architecture", R"(
import ctypes, mmap
page = mmap.mmap(-1, 4096, prot=7)
page.write(bytes.fromhex('b814000000cd80c3'))  # getpid of i386
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))())",
     "signal 31 (SIGSYS)"},
    {"calls by numbers of x32", "import ctypes\nctypes.CDLL(None).syscall(0x40000000 | 39)",
     "signal 31 (SIGSYS)"},
    {"fakes the end of children", R"(
import os, signal
for _ in range(1000):
    os.kill(1, signal.SIGCHLD)
print('done'))",
     "exit 0"},
    {"drowns whoever listens in questions", R"(
import mmap
for _ in range(2000): mmap.mmap(-1, 16 << 20).close()
print('done'))",
     "exit 0"},
    {"has a name that lies", R"(
import ctypes
ctypes.CDLL(None).prctl(15, b'x\nVmRSS: 9999999999 kB\nThreads:\t999')
print('done'))",
     "exit 0"},
    {"sends records of its own", R"(
import os, struct
record = struct.pack('<BQBiBQQQ', 1, 30, 0, 0, 255, 0, 0, 0) + struct.pack('<BQ', 5, 0)
for fd in range(3, 100):
    try: os.write(fd, record)
    except OSError: pass
os._exit(7))",
     "exit 7"},
};

} // namespace

void TestEscape::initTestCase()
{
    m_benches = sandboxBenches();
    if (!m_benches.front()->problem.isEmpty())
        QSKIP(qPrintable(m_benches.front()->problem));
}

void TestEscape::everythingIsDenied_data()
{
    QTest::addColumn<size_t>("form");
    for (size_t form = 0; form < executorForms.size(); ++form)
        QTest::addRow("%s", executorForms.at(form).name) << form;
}

void TestEscape::everythingIsDenied()
{
    QFETCH(size_t, form);
    SandboxBench &bench = *m_benches.at(form);
    ExecRequest request = bench.python(programFile(u"escape.py"_s));
    const Json own = Json::array({QDir::currentPath().toStdString(), QDir::homePath().toStdString(),
                                  touchstoneProgram().toStdString(),
                                  QCoreApplication::applicationDirPath().toStdString()});
    request.command.input =
        dumpJson({{"folder", bench.outside.folder()},
                  {"port", bench.outside.port()},
                  {"socket", bench.outside.socketPath()},
                  {"abstract", QString::fromLatin1(bench.outside.abstractName())},
                  {"bystander", bench.outside.bystander()},
                  {"own", own}});
    const ExecResult result = bench.run(request);
    QVERIFY2(result.succeeded(), shown(result));
    static const QRegularExpression all(u"^([0-9]+) were tried\n$"_s);
    const auto match = all.match(QString::fromUtf8(result.output));
    QVERIFY2(match.hasMatch(), shown(result));
    QVERIFY2(match.captured(1).toInt() > 200, shown(result));
    const QString wrong = bench.aftermath();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestEscape::attacks_data()
{
    QTest::addColumn<size_t>("form");
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("ending");
    for (size_t form = 0; form < executorForms.size(); ++form)
        for (const Attack &row : attackRows)
            QTest::addRow("%s: %s", executorForms.at(form).name, row.name)
                << form << QByteArray(row.program) << QByteArray(row.ending);
}

void TestEscape::attacks()
{
    QFETCH(size_t, form);
    QFETCH(QByteArray, program);
    QFETCH(QByteArray, ending);
    if (program.contains("x32") || program.contains("i386") || program.contains("0x40000000"))
        if (QSysInfo::currentCpuArchitecture() != u"x86_64"_s)
            QSKIP("only x86_64 has these");
    SandboxBench &bench = *m_benches.at(form);
    const ExecResult result = bench.run(bench.python(program));
    QVERIFY2(endingOf(result).toUtf8() == ending, shown(result));
    const QString wrong = bench.aftermath();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

QTEST_GUILESS_MAIN(TestEscape)
#include "tst_escape.moc"
