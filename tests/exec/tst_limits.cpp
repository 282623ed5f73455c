#include "support/sandboxbench.h"

#include <QtTest/QTest>

#include <span>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Programs that take all they can get: each hits a limit, which is named, and nothing outside
/// notices.
class TestLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void greed_data();
    void greed();

private:
    SandboxBenches m_benches;
};

namespace {

struct Greed {
    const char *name;
    const char *program;
    const char *limits; ///< over tightLimits()
    const char *ending; ///< the limit's name, or how it ends where it hits none
    MemoryPolicy memory = MemoryPolicy::AddressSpace;
};

constexpr Greed times[]{
    {"sleeps for ever", "import time\nwhile True: time.sleep(0.05)", R"({"wall_s": 1})", "wall"},
    {"loops for ever", "while True: pass", R"({"cpu_s": 0.5})", "cpu"},
    {"loops for ever, with less time than CPU", "while True: pass", R"({"wall_s": 1})", "wall"},
    {"loops in its children", R"(
import os
for _ in range(3):
    if os.fork() == 0:
        while True: pass
os.wait())",
     R"({"cpu_s": 0.5})", "cpu"},
    {"loops in children that end", R"(
import os, time
while True:
    if os.fork() == 0:
        end = time.process_time() + 0.05
        while time.process_time() < end: pass
        os._exit(0)
    os.wait())",
     R"({"cpu_s": 0.5})", "cpu"},
    {"loops in orphans", R"(
import os, time
while True:
    if os.fork() == 0:
        if os.fork() == 0:
            end = time.process_time() + 0.05
            while time.process_time() < end: pass
        os._exit(0)
    os.wait()
    time.sleep(0.06))",
     R"({"cpu_s": 0.5})", "cpu"},
    {"ignores every signal", R"(
import signal
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
while True: pass)",
     R"({"cpu_s": 0.5})", "cpu"},
    {"stops itself", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", R"({"wall_s": 1})",
     "wall"},
};

constexpr Greed processes[]{
    {"fork bomb", R"(
import os
while True:
    try: os.fork()
    except OSError: pass)",
     "{}", "processes"},
    {"fork bomb of a shell", "import os\nos.execv('/bin/sh', ['sh', '-c', 'b() { b | b; }; b'])",
     "{}", "processes"},
    {"forks until it may not", R"(
import os, time
while True:
    if os.fork() == 0:
        time.sleep(60))",
     "{}", "processes"},
    {"threads", R"(
import threading, time
while True:
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start())",
     R"({"memory_mb": 2048})", "processes"},
    {"as many as it may", R"(
import os, time
for _ in range(10):
    if os.fork() == 0:
        time.sleep(0.1)
        os._exit(0)
for _ in range(10): os.wait())",
     "{}", "exit 0"},
    {"fails on its own at a low limit", "raise SystemExit(3)", R"({"processes": 2})", "exit 3"},
};

constexpr Greed memory[]{
    {"20 GB in one piece", "bytearray(20 << 30)", "{}", "memory"},
    {"20 GB in large pieces", "a = []\nwhile True: a.append(bytearray(8 << 20))", "{}", "memory"},
    {"20 GB in small pieces", "a = []\nwhile True: a.append(bytearray(1000))", "{}", "memory"},
    {"20 GB by growing", "a = bytearray(1 << 20)\nwhile True: a = a + a", "{}", "memory"},
    {"20 GB by a mapping", R"(
import mmap
a = []
while True:
    a.append(mmap.mmap(-1, 16 << 20))
    a[-1].write(b'x' * (16 << 20)))",
     "{}", "memory"},
    {"in many processes", R"(
import os, time
for _ in range(8):
    if os.fork() == 0:
        a = b'x' * (60 << 20)
        time.sleep(60)
assert os.wait()[1] == 0 # the kernel may be quicker than who looks after it)",
     "{}", "memory"},
    {"in memory that processes share", R"(
import mmap, os, time
for _ in range(5):
    a = mmap.mmap(-1, 80 << 20)
    if os.fork() == 0:
        for at in range(0, 80 << 20, 4096): a[at] = 1
        time.sleep(60)
    a.close()
assert os.wait()[1] == 0 # the kernel may be quicker than who looks after it)",
     "{}", "memory"},
    {"in a thread whose process looks dead", R"(
import ctypes, threading, time
libc = ctypes.CDLL(None)
def grow():
    time.sleep(0.2)
    a = b'x' * (200 << 20)
    time.sleep(60)
threading.Thread(target=grow).start()
libc.syscall(60 if __import__('platform').machine() == 'x86_64' else 93, 0))",
     R"({"memory_mb": 64, "disk_mb": 512})", "memory", MemoryPolicy::Resident},
    {"catches the error and goes on", R"(
try: bytearray(20 << 30)
except MemoryError: print('fine'))",
     "{}", "exit 0"},
    {"shares what it has", R"(
import os, time
a = b'x' * (120 << 20)
for _ in range(5):
    if os.fork() == 0:
        time.sleep(0.2)
        os._exit(0)
for _ in range(5): os.wait())",
     "{}", "exit 0"},
};

constexpr Greed disk[]{
    {"fills the workspace", "open('x', 'wb').write(b'x' * (20 << 20))", "{}", "disk"},
    {"fills /tmp bit by bit", "f = open('/tmp/x', 'wb', 0)\nwhile True: f.write(b'x' * 4096)", "{}",
     "disk"},
    {"fills its home",
     "import os\nf = open(os.path.expanduser('~/x'), 'wb', 0)\nwhile True: f.write(b'x' * 65536)",
     "{}", "disk"},
    {"fills /dev/shm", "f = open('/dev/shm/x', 'wb', 0)\nwhile True: f.write(b'x' * 65536)", "{}",
     "disk"},
    {"fills files without a name", R"(
import os
while True:
    f = os.open('x', os.O_CREAT | os.O_RDWR)
    os.unlink('x')
    os.write(f, b'x' * (1 << 20)))",
     "{}", "disk"},
    {"20 GB of shared memory", R"(
from multiprocessing import shared_memory
shared_memory.SharedMemory(create=True, size=20 << 30))",
     "{}", "disk"},
    {"a sparse file of 20 GB", "open('x', 'wb').truncate(20 << 30)", "{}", "disk"},
    {"reserves 20 GB",
     "import os\nos.posix_fallocate(os.open('x', os.O_CREAT | os.O_RDWR), 0, 20 << 30)", "{}",
     "disk"},
    {"a million files", "for i in range(1000000): open(f'{i}', 'w').close()", "{}", "files"},
    {"a million folders", "import os\nfor i in range(1000000): os.mkdir(f'/tmp/{i}')", "{}",
     "files"},
    {"a million links", "import os\nfor i in range(1000000): os.link('abuse.py', f'{i}')", "{}",
     "files"},
    {"a million symlinks", "import os\nfor i in range(1000000): os.symlink('x' * 1000, f'{i}')",
     "{}", "files"},
    {"a million attributes",
     "import os\nfor i in range(1000000): os.setxattr('abuse.py', f'user.{i}', b'x' * 1000)", "{}",
     "files"},
    {"gives up in peace", R"(
try: open('x', 'wb').write(b'x' * (20 << 20))
except OSError: print('fine'))",
     "{}", "exit 0"},
};

constexpr Greed output[]{
    {"10 GB of output", "import os\nwhile True: os.write(1, b'x' * 65536)", "{}", "output"},
    {"10 GB of errors", "import os\nwhile True: os.write(2, b'x' * 65536)", "{}", "output"},
    {"10 GB on the channel", "import os\nwhile True: os.write(3, b'x' * 65536)", "{}", "output"},
    {"10 GB in lines", "while True: print('x')", "{}", "output"},
    {"10 GB from a child", R"(
import os
if os.fork() == 0:
    while True: os.write(1, b'x' * 65536)
os.wait())",
     "{}", "output"},
    {"output that is just not too much", "import os\nos.write(1, b'x' * 65536)", "{}", "exit 0"},
};

} // namespace

void TestLimits::initTestCase()
{
    m_benches = sandboxBenches();
    if (!m_benches.front()->problem.isEmpty())
        QSKIP(qPrintable(m_benches.front()->problem));
}

void TestLimits::greed_data()
{
    QTest::addColumn<size_t>("form");
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("limits");
    QTest::addColumn<QByteArray>("ending");
    QTest::addColumn<MemoryPolicy>("memory");
    for (size_t form = 0; form < executorForms.size(); ++form)
        for (const auto &group : {std::span<const Greed>(times), std::span<const Greed>(processes),
                                  std::span<const Greed>(memory), std::span<const Greed>(disk),
                                  std::span<const Greed>(output)})
            for (const Greed &row : group)
                QTest::addRow("%s: %s", executorForms.at(form).name, row.name)
                    << form << QByteArray(row.program) << QByteArray(row.limits)
                    << QByteArray(row.ending) << row.memory;
}

void TestLimits::greed()
{
    QFETCH(size_t, form);
    QFETCH(QByteArray, program);
    QFETCH(QByteArray, limits);
    QFETCH(QByteArray, ending);
    QFETCH(MemoryPolicy, memory);
    SandboxBench &bench = *m_benches.at(form);
    const auto json = parseJson(limits, {u"test"_s, {}, 0});
    QVERIFY(json);
    const auto tight = parseLimits(*json, {u"test"_s, {}, 0}, tightLimits());
    QVERIFY(tight);
    ExecRequest request = bench.python(program, *tight);
    request.command.memory = memory;
    const ExecResult result = bench.run(request);
    QVERIFY2(endingOf(result).toUtf8() == ending, shown(result));
    QVERIFY(result.output.size() <= tight->outputBytes);
    QVERIFY(result.errors.size() <= tight->outputBytes);
    const QString wrong = bench.aftermath();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
