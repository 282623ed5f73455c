#include "core/base/text.h"
#include "support/sandboxbench.h"
#include "support/tree.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// What comes out of a sandbox whose command did its worst: processes, bytes, files.
class TestRemains : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingStays_data();
    void nothingStays();
    void bytesComeAsTheyAre();
    void longArguments_data();
    void longArguments();
    void files_data();
    void files();
    void linksAreNeverFollowed();
    void theRepositoryCanGo();

private:
    SandboxBenches m_benches;
};

namespace {

struct Stayer {
    const char *name;
    const char *program;
    const char *ending;
    const char *output;
};

constexpr Stayer stayers[]{
    {"a daemon", R"(
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
os.wait()
print('done'))",
     "exit 0", "done\n"},
    {"a daemon that ignores signals and holds every pipe", R"(
import os, signal, time
if os.fork() == 0:
    os.setsid()
    for number in range(1, 65):
        try: signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError): pass
    while True: time.sleep(600)
print('done'))",
     "exit 0", "done\n"},
    {"a crowd of daemons", R"(
import os, time
for _ in range(10):
    if os.fork() == 0:
        time.sleep(600)
print('done'))",
     "exit 0", "done\n"},
    {"a stopped child", R"(
import os, signal
child = os.fork()
if child == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
os.waitpid(child, os.WUNTRACED)
print('done'))",
     "exit 0", "done\n"},
    {"a child that writes on", R"(
import os
if os.fork() == 0:
    os.setsid()
    while True: os.write(1, b'x')
os._exit(3))",
     "exit 3", nullptr},
    {"full pipes", R"(
import fcntl, os
for fd in (1, 2, 3):
    fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK)
    try:
        for _ in range(15): os.write(fd, b'x' * 4096)
    except BlockingIOError: pass
os._exit(5))",
     "exit 5", nullptr},
    {"no descriptors", "import os\nos.closerange(0, 1000)\nos._exit(4)", "exit 4", ""},
    {"its own pipe read", R"(
import os
os.write(1, b'seen\n')
fd = os.open('/proc/self/fd/1', os.O_RDONLY | os.O_NONBLOCK)
print('opened'))",
     "exit 0", "seen\nopened\n"},
    {"a terminal of its own", R"(
import os, pty, time
child, fd = pty.fork()
if child == 0:
    time.sleep(600)
print('done'))",
     "exit 0", "done\n"},
    {"threads that run on", R"(
import os, threading, time
threading.Thread(target=time.sleep, args=(600,)).start()
os.write(1, b'done\n')
os._exit(0))",
     "exit 0", "done\n"},
    {"death by its own fault", "import ctypes\nctypes.string_at(0)", "signal 11 (SIGSEGV)", ""},
};

/// Made with os functions on bytes, so that nothing comes between.
constexpr auto oddFiles = R"(
import os, socket
os.chdir(b'/work')
def file(path, contents=b'x', mode=0o644):
    with open(path, 'wb') as f: f.write(contents)
    os.chmod(path, mode)
file(b'new\nline'); file(b'tab\t'); file(b'\xff\xfe'); file(b'\x1b[31m'); file(b'-rf'); file(b' ')
file(b'n' * 255); file('ü'.encode()); file(b'a\\b'); file(b'\x7f'); file(b'back\x08')
deep = b'/work'
try:
    for i in range(400):
        os.mkdir(b'd'); os.chdir(b'd')
        if i in (3, 90, 130): file(b'deep')
except OSError: pass
os.chdir(b'/work')
os.mkfifo(b'fifo')
s = None
os.mkdir(b'locked'); file(b'locked/in', b'locked'); os.chmod(b'locked', 0)
file(b'unreadable', b'unreadable', 0)
file(b'run', b'#!/bin/sh\n', 0o755)
os.symlink(b'run', b'link'); os.symlink(b'/etc/shadow', b'shadow'); os.symlink(b'loop', b'loop')
os.symlink(b'../../../../etc', b'etc'); os.symlink(b'\xff', b'odd'); os.symlink(b'/proc/self/environ', b'env')
os.link(b'run', b'again')
os.truncate(os.open(b'sparse', os.O_CREAT | os.O_RDWR), 7 << 20)
os.truncate(os.open(b'sparse2', os.O_CREAT | os.O_RDWR), 7 << 20)
os.unlink('abuse.py'); os.mkdir('abuse.py'); file(b'abuse.py/in')
)";

} // namespace

void TestRemains::initTestCase()
{
    m_benches = sandboxBenches();
    if (!m_benches.front()->problem.isEmpty())
        QSKIP(qPrintable(m_benches.front()->problem));
}

void TestRemains::nothingStays_data()
{
    QTest::addColumn<size_t>("form");
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("ending");
    QTest::addColumn<QByteArray>("output");
    for (size_t form = 0; form < executorForms.size(); ++form)
        for (const Stayer &row : stayers)
            QTest::addRow("%s: %s", executorForms.at(form).name, row.name)
                << form << QByteArray(row.program) << QByteArray(row.ending)
                << QByteArray(row.output);
}

void TestRemains::nothingStays()
{
    QFETCH(size_t, form);
    QFETCH(QByteArray, program);
    QFETCH(QByteArray, ending);
    QFETCH(QByteArray, output);
    SandboxBench &bench = *m_benches.at(form);
    const ExecResult result = bench.run(bench.python(program));
    QVERIFY2(endingOf(result).toUtf8() == ending, shown(result));
    if (!output.isNull())
        QVERIFY2(result.output == output, shown(result));
    QVERIFY2(result.usage.wall < tightLimits().wall, "nobody waited for what was left behind");
    const QString wrong = bench.aftermath();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestRemains::bytesComeAsTheyAre()
{
    for (const auto &bench : m_benches) {
        const QByteArray odd("\xff\xfe\0\x1b[2J\x1b]0;title\x07\r\n\x80", 21);
        ExecRequest request = bench->python("import os, sys\n"
                                            "text = sys.stdin.buffer.read()\n"
                                            "for fd in (1, 2, 3): os.write(fd, text)\n");
        request.command.input = odd;
        const ExecResult result = bench->run(request);
        QVERIFY2(result.succeeded(), shown(result));
        QCOMPARE(result.output, odd);
        QCOMPARE(result.errors, odd);
        QCOMPARE(result.channel, odd);
        const QString seen = visibleText(QByteArrayView(odd));
        QVERIFY2(!seen.contains(QChar(0x1b)) && !seen.contains(QChar(7)), qPrintable(seen));
    }
}

void TestRemains::longArguments_data()
{
    QTest::addColumn<size_t>("form");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("inEnvironment");
    QTest::addColumn<QByteArray>("ending");
    for (size_t form = 0; form < executorForms.size(); ++form) {
        const char *name = executorForms.at(form).name;
        QTest::addRow("%s: many", name) << form << 10'000 << 10 << false << QByteArray("exit 0");
        QTest::addRow("%s: long", name) << form << 1 << 100'000 << false << QByteArray("exit 0");
        QTest::addRow("%s: environment", name)
            << form << 1000 << 1000 << true << QByteArray("exit 0");
        if (*executorForms.at(form).warm != 0)
            continue; // the kernel's limit is one of programs that are started
        QTest::addRow("%s: too many", name)
            << form << 300'000 << 10 << false << QByteArray("exit 126");
        QTest::addRow("%s: too long", name)
            << form << 1 << 3'000'000 << false << QByteArray("exit 126");
        QTest::addRow("%s: too large an environment", name)
            << form << 1 << 3'000'000 << true << QByteArray("exit 126");
    }
}

void TestRemains::longArguments()
{
    QFETCH(size_t, form);
    QFETCH(int, count);
    QFETCH(int, size);
    QFETCH(bool, inEnvironment);
    QFETCH(QByteArray, ending);
    SandboxBench &bench = *m_benches.at(form);
    ExecRequest request =
        bench.python("import os, sys\nprint(sum(map(len, sys.argv[1:])), "
                     "sum(len(v) for k, v in os.environ.items() if k.startswith('LONG')))\n");
    for (int i = 0; i < count; ++i) {
        if (inEnvironment)
            request.command.environment.insert(u"LONG%1"_s.arg(i), QString(size, u'x'));
        else
            request.command.argv.append(QString(size, u'x'));
    }
    const ExecResult result = bench.run(request);
    QVERIFY2(endingOf(result).toUtf8() == ending, shown(result));
    const QByteArray sum = QByteArray::number(qint64(count) * size);
    if (result.succeeded())
        QCOMPARE(result.output, inEnvironment ? "0 " + sum + '\n' : sum + " 0\n");
    const QString wrong = bench.aftermath();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestRemains::files_data()
{
    QTest::addColumn<size_t>("form");
    for (size_t form = 0; form < executorForms.size(); ++form)
        QTest::addRow("%s", executorForms.at(form).name) << form;
}

void TestRemains::files()
{
    QFETCH(size_t, form);
    SandboxBench &bench = *m_benches.at(form);
    Limits limits = tightLimits();
    limits.diskFiles = 1000;
    ExecRequest request = bench.python(oddFiles, limits);
    request.command.collect = {u"**"_s};
    const ExecResult result = bench.run(request);
    QVERIFY2(result.succeeded(), shown(result));
    const Manifest &after = result.after;
    BlobStore blobs;
    for (const QByteArray &bytes : result.newBlobs)
        blobs.put(bytes);
    for (const QString &name :
         {u"new\nline"_s, u"tab\t"_s, u"\x1b[31m"_s, u"-rf"_s, u" "_s, QString(255, u'n'), u"ü"_s,
          u"a\\b"_s, u"\x7f"_s, u"d/d/d/d/deep"_s, u"abuse.py/in"_s})
        QVERIFY2(textOf(after, name, blobs) == "x", qPrintable(name));
    QCOMPARE(textOf(after, u"locked/in"_s, blobs), QByteArray("locked"));
    QCOMPARE(textOf(after, u"unreadable"_s, blobs), QByteArray("unreadable"));
    QCOMPARE(after.files.value(u"run"_s).mode, FileMode::Executable);
    QCOMPARE(after.files.value(u"again"_s), after.files.value(u"run"_s));
    QCOMPARE(after.files.value(u"shadow"_s).mode, FileMode::Symlink);
    QCOMPARE(textOf(after, u"shadow"_s, blobs), QByteArray("/etc/shadow"));
    QCOMPARE(textOf(after, u"loop"_s, blobs), QByteArray("loop"));
    QVERIFY(!after.files.contains(u"fifo"_s));
    QVERIFY(!after.files.contains(u"abuse.py"_s));

    const QString untaken = result.notCollected.join(u'\n');
    QVERIFY2(untaken.contains(u"fifo: it is a special file"_s), qPrintable(untaken));
    QVERIFY2(untaken.contains(u"its name is not UTF-8"_s), qPrintable(untaken));
    QVERIFY2(untaken.contains(u"nested too deeply"_s), qPrintable(untaken));
    QVERIFY2(untaken.contains(u"it would exceed"_s), qPrintable(untaken));
    QCOMPARE(int(after.files.contains(u"sparse"_s)) + int(after.files.contains(u"sparse2"_s)), 1);
    QVERIFY(checkManifest(after));
    const QString wrong = bench.aftermath();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));

    // all of it goes in again, links and all, and comes back unchanged
    ExecRequest again = bench.python("pass", limits);
    again.blobs = &blobs;
    again.tree = after;
    again.command.argv = {u"/bin/sh"_s, u"-c"_s, u"cat shadow etc/shadow env; true"_s};
    again.command.warm.clear();
    again.command.collect = {u"**"_s};
    const ExecResult second = bench.run(again);
    QVERIFY2(second.succeeded(), shown(second));
    QVERIFY2(second.output.count("root") == 0, shown(second));
    QCOMPARE(second.after, after);
    QVERIFY(second.newBlobs.empty());
}

void TestRemains::linksAreNeverFollowed()
{
    for (const auto &bench : m_benches) {
        const QString folder = bench->outside.folder();
        ExecRequest request = bench->python("import os, sys\nfor name, target in "
                                            "zip(sys.argv[1::2], sys.argv[2::2]):\n"
                                            "    os.symlink(target, name)\n");
        request.command.argv += {u"report"_s, folder + u"/secret.txt"_s, u"folder"_s, folder};
        request.command.collect = {u"report"_s, u"folder/**"_s, u"folder"_s};
        const ExecResult result = bench->run(request);
        QVERIFY2(result.succeeded(), shown(result));
        QCOMPARE(result.after.files.keys(), QStringList({u"folder"_s, u"report"_s}));
        for (const FileEntry &entry : result.after.files)
            QCOMPARE(entry.mode, FileMode::Symlink);
        for (const QByteArray &bytes : result.newBlobs)
            QVERIFY(!bytes.contains(bench->outside.secret()));

        // a file that is a folder's link in the request does not lead out of the workspace either
        ExecRequest into = bench->python("import os\nprint(os.path.exists('folder/x'), "
                                         "os.path.exists('report'))\n");
        into.tree.files.insert(result.after.files);
        BlobStore blobs(&bench->blobs);
        for (const QByteArray &bytes : result.newBlobs)
            blobs.put(bytes);
        into.blobs = &blobs;
        const ExecResult second = bench->run(into);
        QVERIFY2(second.output == "False False\n", shown(second));
        QCOMPARE(bench->aftermath(), QString());
    }
}

void TestRemains::theRepositoryCanGo()
{
    for (const auto &bench : m_benches) {
        ExecRequest request = bench->python("import os, shutil\nprint(sorted(os.listdir('.')))\n"
                                            "shutil.rmtree('.git')\nos.symlink('/etc', '.git')\n"
                                            "open('made', 'w').write('x')\n");
        request.command.git = true;
        request.command.collect = {u"**"_s};
        const ExecResult result = bench->run(request);
        QVERIFY2(result.succeeded(), shown(result));
        QCOMPARE(result.output, QByteArray("['.git', 'abuse.py']\n"));
        QCOMPARE(result.after.files.keys(), QStringList({u"abuse.py"_s, u"made"_s}));
        QCOMPARE(bench->aftermath(), QString());
    }
}

QTEST_GUILESS_MAIN(TestRemains)
#include "tst_remains.moc"
