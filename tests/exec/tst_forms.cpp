#include "support/sandboxbench.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// A program cannot tell the warm form from the strict one, and neither can who reads its result.
class TestForms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void resultsAreEqual_data();
    void resultsAreEqual();
    void aSampleFindsNothingOfTheLastOne();
    void randomNumbersDiffer();
    void aModuleOfTheTreeIsTheOneMeant();
    void aDeadInterpreterIsReplaced();
    void manyAtOnce();

private:
    ExecRequest script(SandboxBench &bench, const QByteArray &program) const;
    SandboxBenches m_benches;
};

namespace {

struct Case {
    const char *name;
    const char *program;
};

constexpr Case endings[]{
    {"nothing", ""},
    {"prints", "print('out'); import sys; print('err', file=sys.stderr)"},
    {"exits with a number", "import sys; sys.exit(7)"},
    {"exits with a large number", "import sys; sys.exit(1000)"},
    {"exits with a negative one", "import sys; sys.exit(-1)"},
    {"exits with a huge one", "import sys; sys.exit(1 << 80)"},
    {"exits with a text", "import sys; sys.exit('because')"},
    {"exits with None", "raise SystemExit"},
    {"exits with an object", "raise SystemExit([1, 2])"},
    {"exits at once", "import os; print('lost', end=''); os._exit(3)"},
    {"raises", "def f():\n    raise ValueError('bad')\nf()\n"},
    {"raises in a chain",
     "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise KeyError('x') from e\n"},
    {"raises a group", "raise ExceptionGroup('all', [ValueError(1), TypeError(2)])"},
    {"does not compile", "def f(:\n    pass\n"},
    {"is badly indented", "if 1:\npass\n"},
    {"holds a zero byte", "x = 1\n#\\x00"},
    {"recurses without end", "def f(n):\n    return f(n + 1)\nf(0)\n"},
    {"is interrupted", "raise KeyboardInterrupt"},
    {"kills itself", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"},
    {"ends by SIGTERM", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"},
    {"ends by SIGINT",
     "import os, signal, time; os.kill(os.getpid(), signal.SIGINT); "
     "time.sleep(1)"},
    {"aborts", "import os; os.abort()"},
    {"writes to a closed pipe",
     "import os; r, w = os.pipe(); os.close(r)\ntry:\n    os.write(w, b'x')\nexcept "
     "BrokenPipeError:\n    print('EPIPE')\n"},
    {"at exit", "import atexit\natexit.register(print, 'last')\nprint('first')\n"},
    {"raises at exit", "import atexit\natexit.register(lambda: 1 / 0)\n"},
    {"finalises what it made",
     "class A:\n    def __del__(self):\n        print('gone')\na = A()\nb = [a]\nb.append(b)\n"},
    {"catches its timer in a busy loop",
     "import signal\ndef ring(*_):\n    raise TimeoutError\nsignal.signal(signal.SIGALRM, ring)\n"
     "signal.setitimer(signal.ITIMER_REAL, 0.2)\ntry:\n    while True:\n        pass\nexcept "
     "TimeoutError:\n    print('rang')\n"},
    {"leaves a thread",
     "import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.1), "
     "print('done'))).start()\nprint('main over')\n"},
    {"raises in a thread",
     "import threading\nt = threading.Thread(target=lambda: 1 / 0, "
     "name='T')\nt.start(); t.join()\n"},
    {"closes its output", "import sys\nsys.stdout.close()\n"},
    {"reads its input", "import sys; print(repr(sys.stdin.read()))"},
    {"answers on the channel", "import os; os.write(3, b'answer')"},
    {"warns", "import warnings; warnings.warn('careful')"},
    {"async",
     "import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    print('ran')\n"
     "asyncio.run(f())\n"},
    {"forks",
     "import os\npid = os.fork()\nif pid == 0:\n    os._exit(5)\n"
     "print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n"},
    {"starts a program",
     "import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', "
     "'print(6*7)'], capture_output=True).stdout)\n"},
};

constexpr Case surroundings[]{
    {"names", "print(sorted(n for n in globals()), __name__, __file__, __doc__, __spec__)"},
    {"arguments", "import sys; print(sys.argv, sys.orig_argv, sys.flags, sys.path[0])"},
    {"path", "import sys; print(sys.path, sys.executable, sys.prefix)"},
    {"environment", "import os; print(sorted(os.environ.items()))"},
    {"descriptors",
     "import os; print([n for n in range(64) if os.path.exists(f'/proc/self/fd/"
     "{n}')])"},
    {"user", "import os; print(os.getuid(), os.getgid(), os.geteuid(), os.getgroups())"},
    {"place",
     "import os; print(os.getcwd(), sorted(os.listdir('/work')), sorted(os.listdir("
     "'/tmp')), sorted(os.listdir('/')), sorted(os.listdir(os.environ['HOME'])))"},
    {"folders stay writable",
     "for p in '/work/a', '/tmp/b', '/home/user/c', '/dev/shm/d':\n"
     "    open(p, 'w').write('x')\nprint('written')\n"},
    {"umask and signals",
     "import os, signal\nprint(oct(os.umask(0)))\nprint([(n, "
     "signal.getsignal(n)) for n in range(1, 65) if signal.getsignal(n) not "
     "in (signal.SIG_DFL, None)])\nprint(signal.pthread_sigmask(0, []))\n"},
    {"limits",
     "import resource\nprint([(n, resource.getrlimit(getattr(resource, n))) for n in "
     "sorted(dir(resource)) if n.startswith('RLIMIT') and n != 'RLIMIT_AS'])\n"},
    {"process",
     "import os; print(os.getpid() > 1, os.getppid(), os.getsid(0) == os.getpid(), "
     "os.getpgrp() == os.getpid())"},
    {"processes", "import os; print(sum(n.isdigit() for n in os.listdir('/proc')))"},
    {"threads",
     "import threading; t = threading.main_thread()\nprint(t.native_id == "
     "threading.get_native_id(), t is threading.current_thread(), "
     "threading.active_count())\n"},
    {"garbage collection", "import gc; print(gc.isenabled(), gc.get_threshold())"},
    {"hash seed", "print(hash('touchstone'))"},
    {"frames",
     "import sys\nframe, n = sys._getframe(), 0\nwhile frame:\n    frame, n = "
     "frame.f_back, n + 1\nprint(n, sys.getrecursionlimit())\n"},
    {"encoding",
     "import sys, locale; print(sys.stdout.encoding, sys.stdin.errors, "
     "sys.getfilesystemencoding(), locale.getlocale(), sys.stdout.line_buffering)"},
    {"host", "import os; print(os.uname().nodename)"},
    {"memory is what was granted",
     "try:\n    x = bytearray(100 << 20)\n    print('fits')\nexcept "
     "MemoryError:\n    print('refused')\n"},
    {"capabilities",
     "print([l for l in open('/proc/self/status') if l.startswith(('Cap', "
     "'NoNewPrivs', 'Seccomp:'))])"},
    {"dumpable", "import os; print(os.stat('/proc/self/fd').st_uid == os.getuid())"},
    {"random state", "import random; random.seed(1); print(random.random())"},
};

/// What may differ: where in memory something lies, and how long it took.
QByteArray comparable(QByteArray text)
{
    static const QRegularExpression address(u"0x[0-9a-f]{6,}"_s);
    return QString::fromUtf8(text).replace(address, u"0x…"_s).toUtf8();
}

} // namespace

void TestForms::initTestCase()
{
    m_benches = sandboxBenches();
    if (!m_benches.front()->problem.isEmpty())
        QSKIP(qPrintable(m_benches.front()->problem));
    QCOMPARE(m_benches.size(), 2U);
    const ExecResult result = m_benches.back()->run(script(*m_benches.back(), "print(1)"));
    QCOMPARE(result.output, "1\n");
}

ExecRequest TestForms::script(SandboxBench &bench, const QByteArray &program) const
{
    ExecRequest request = bench.python(program);
    request.command.input = "line 1\nline 2\n";
    return request;
}

void TestForms::resultsAreEqual_data()
{
    QTest::addColumn<QByteArray>("program");
    for (const Case &row : endings)
        QTest::addRow("%s", row.name) << QByteArray(row.program);
    for (const Case &row : surroundings)
        QTest::addRow("shows: %s", row.name) << QByteArray(row.program);
}

void TestForms::resultsAreEqual()
{
    QFETCH(const QByteArray, program);
    const ExecResult strict = m_benches.front()->run(script(*m_benches.front(), program));
    const ExecResult warm = m_benches.back()->run(script(*m_benches.back(), program));
    QCOMPARE(warm.ending(), strict.ending());
    QCOMPARE(comparable(warm.output), comparable(strict.output));
    QCOMPARE(comparable(warm.errors), comparable(strict.errors));
    QCOMPARE(warm.channel, strict.channel);
}

void TestForms::aSampleFindsNothingOfTheLastOne()
{
    SandboxBench &bench = *m_benches.back();
    const QByteArray mark = "lastSample" + QByteArray::number(0x7e57ed);
    ExecRequest first = script(bench,
                               "x = '" + mark
                                   + "' * 1000\nopen('left', 'w').write(x)\n"
                                     "open('/tmp/left', 'w').write(x)\nprint(len(x))\n");
    first.command.input = mark.repeated(1000);
    QVERIFY(bench.run(first).succeeded());
    const ExecResult second = bench.run(script(bench, R"(
import os
mark = 'lastSample' + str(0x7e57ed)
found = [p for p in ('left', '/tmp/left') if os.path.exists(p)]
needle = ('lastSample' + str(0x7e57ed - 1))[:-1].encode()
with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', 0) as memory:
    for line in maps:
        start, end = (int(part, 16) for part in line.split()[0].split('-'))
        if ' rw' in line and end - start < 64 << 20:
            memory.seek(start)
            try:
                found += ['memory'] * (memory.read(end - start).count(mark.encode() * 2))
            except OSError:
                pass
print(found)
)"));
    QCOMPARE(second.output, "[]\n");
}

void TestForms::randomNumbersDiffer()
{
    SandboxBench &bench = *m_benches.back();
    QSet<QByteArray> seen;
    for (int i = 0; i < 4; ++i)
        seen.insert(
            bench.run(script(bench, "import random; print(random.getrandbits(64))")).output);
    QCOMPARE(seen.size(), 4);
}

void TestForms::aModuleOfTheTreeIsTheOneMeant()
{
    for (const auto &bench : m_benches) {
        ExecRequest request = script(*bench,
                                     "import sys; sys.path.insert(0, '/work/lib')\n"
                                     "import heapq; print(heapq.mine)\n");
        const QByteArray module = "mine = 'of the tree'\n";
        request.tree.files.insert(u"lib/heapq.py"_s,
                                  {FileMode::Regular, bench->blobs.put(module), module.size()});
        QCOMPARE(bench->run(request).output, "of the tree\n");
    }
}

void TestForms::aDeadInterpreterIsReplaced()
{
    SandboxBench &bench = *m_benches.back();
    const QByteArray program = "import time; time.sleep(0.2); print('here')";
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(bench.run(script(bench, "print(1)")).output, "1\n");
        // Our own sandboxes alone, the idle interpreters' among them.
        QProcess::execute(u"pkill"_s,
                          {u"-KILL"_s, u"-x"_s, u"-P"_s,
                           QString::number(QCoreApplication::applicationPid()), u"bwrap"_s});
        QCOMPARE(bench.run(script(bench, program)).output, "here\n");
    }
}

void TestForms::manyAtOnce()
{
    SandboxBench &bench = *m_benches.back();
    std::vector<std::jthread> threads;
    std::atomic<int> right = 0;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            const QByteArray number = QByteArray::number(i);
            for (int round = 0; round < 5; ++round) {
                const auto result = bench.run(script(bench, "print(" + number + ")"));
                right += result.output == number + '\n';
            }
        });
    }
    threads.clear();
    QCOMPARE(right.load(), 40);
}

QTEST_GUILESS_MAIN(TestForms)
#include "tst_forms.moc"
