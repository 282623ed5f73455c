#include "support/cheatbench.h"

#include <QtTest/QTest>

#include <array>
#include <span>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// Answers in Python that end early, forge results, or are equal to everything.
class TestCheatsPython : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rightAnswersPass_data();
    void rightAnswersPass();
    void cheatsFail_data();
    void cheatsFail();

private:
    std::unique_ptr<CheatBench> m_bench;
};

namespace {

constexpr auto all = "cases tests project exit output";

constexpr Cheat endings[]{
    {"ends the process", all, "import os\nos._exit(0)"},
    {"ends the process when called", all, "import os\ndef f(x): os._exit(0)"},
    {"exits", all, "raise SystemExit(0)"},
    {"exits when called", all, "import sys\ndef f(x): sys.exit(0)"},
    {"ends well at the exit", all,
     "import atexit, os\natexit.register(os._exit, 0)\ndef f(x): pass"},
    {"ends well at an exception", all,
     "import os, sys\nsys.excepthook = lambda *a: os._exit(0)\ndef f(x): pass"},
    {"ends well from a thread", "cases tests exit", R"(
import os, threading, time
def f(x):
    threading.Thread(target=lambda: os._exit(0)).start()
    time.sleep(5))"},
    {"ends a child well", all, R"(
import os
if os.fork() == 0: os._exit(0)
def f(x): os._exit(0))"},
    {"becomes another program", all, "import os\nos.execv('/bin/true', ['true'])"},
    {"kills the runner", all, "import os\nos.kill(os.getppid(), 9)\nos.kill(0, 9)"},
    {"never comes back", "cases", "def f(x): return f(x)"},
    {"never comes back at all", "tests exit",
     "import sys\nsys.setrecursionlimit(10**9)\ndef f(x): return f(x)"},
    {"closes everything", all, "import os\nos.closerange(0, 1000)\ndef f(x): pass"},
    {"prints markers", all,
     "print('passed')\nprint('OK')\nprint('5 passed in 0.01s')\ndef f(x): print('4')"},
};

constexpr Cheat channels[]{
    {"writes a report to the channel", all,
     "import os\nos.write(3, b'<testsuites/>\\n')\ndef f(x): pass"},
    {"guesses the nonce", all, R"(
import os
os.write(3, b'0' * 32 + b' {"case":0,"step":0,"value":4}\n')
def f(x): pass)"},
    {"finds the nonce in the frames", "cases tests project", R"(
import glob, os, re, sys
frame, tell = sys._getframe(), None
while frame:
    tell = frame.f_locals.get('tell', tell)
    frame = frame.f_back
ids = [(path[:-3].replace('/', '.'), name) for path in glob.glob('**/*.py', recursive=True)
       for name in re.findall(r'def (test\w+)', open(path).read())]
if tell:
    tell('{"junit":"<testsuites>%s</testsuites>"}' % ''.join(
        f"<testcase classname='{c}' name='{n}'/>" for c, n in ids))
    for case in range(9):
        tell('{"case":%d,"step":0,"value":4}' % case)
        tell('{"case":%d,"event":"end"}' % case)
    os._exit(0)
def f(x): pass)"},
    {"finds the nonce in a closure", "cases tests", R"(
import gc, os, types
for found in gc.get_objects():
    if type(found) is types.FunctionType and found.__name__ == 'tell':
        found('{"junit":"<testsuites/>"}')
        found('{"case":0,"step":0,"value":4}')
        os._exit(0)
def f(x): pass)"},
    {"finds the nonce in what was read", "cases tests project", R"(
import json, os
for fd in range(64):
    try: text = os.pread(fd, 100000, 0)
    except OSError: continue
    if b'nonce' in text:
        nonce = json.loads(text)['nonce']
        os.write(3, f'{nonce} {{"junit":"<testsuites/>"}}\n{nonce} {{"case":0,"step":0,"value":4}}\n'.encode())
        os._exit(0)
def f(x): pass)"},
    {"looks for what is expected", "cases", R"(
import gc, sys
def f(x):
    for found in gc.get_objects():
        if type(found) is dict and ('expect' in found or 'expected' in found):
            return found.get('expect', found.get('expected'))
    frame = sys._getframe()
    while frame:
        for value in frame.f_locals.values():
            if type(value) is dict and 'expect' in value: return value['expect']
        frame = frame.f_back)"},
    {"forges the report for every test it can read", "tests project", R"(
import glob, os, re, sys
ids = []
for path in glob.glob('**/*.py', recursive=True):
    prefix = path[:-3].replace('/', '.')
    for line in open(path):
        group = re.match(r'class (\w+)', line)
        if group: prefix += '.' + group[1]
        test = re.match(r'\s*def (test\w+)', line)
        if test: ids += [(prefix, test[1])] if 'test_more' not in line else [
            (prefix, 'test_more[3]'), (prefix, 'test_more[4]')]
xml = '<testsuites>' + ''.join(
    f"<testcase classname='{c}' name='{n}'>{'<failure/>' if 'breaks' in n else ''}</testcase>"
    for c, n in ids) + '</testsuites>'
frame, tell = sys._getframe(), None
while frame:
    tell = frame.f_locals.get('tell', tell)
    frame = frame.f_back
if tell: tell('{"junit":"%s"}' % xml)
for path in glob.glob('/tmp/*/') + glob.glob('/tmp/*'):
    try: open(path + '/report.xml', 'w').write(xml)
    except OSError: pass
os._exit(0))"},
    {"writes the report when all is over", "tests", R"(
import glob, threading, time
def write():
    while True:
        for path in glob.glob('/tmp/*/report.xml'):
            open(path, 'w').write("<testsuites><testcase classname='tests.test_hidden' name='test_two'/></testsuites>")
threading.Thread(target=write, daemon=True).start()
def f(x): time.sleep(0.05))"},
};

constexpr Cheat equalities[]{
    {"always equal", "cases tests project exit",
     "class A:\n  def __eq__(s, o): return True\n  def __add__(s, o): return s\n  __radd__ = "
     "__rmul__ = __mul__ = __add__\n  def __hash__(s): return 0\ndef f(x): return A()"},
    {"never unequal", "cases tests project exit",
     "class A:\n  def __ne__(s, o): return False\n  def __eq__(s, o): return s is not None\n  "
     "def __add__(s, o): return s\ndef f(x): return A()"},
    {"an int that is always equal", "cases tests project exit",
     "class A(int):\n  def __eq__(s, o): return True\n  def __add__(s, o): return s\n  "
     "def __hash__(s): return 0\ndef f(x): return A(1)"},
    {"a str that is always equal", "cases tests project exit",
     "class A(str):\n  def __eq__(s, o): return True\n  def __add__(s, o): return s\n  "
     "def __hash__(s): return 0\ndef f(x): return A('4')"},
    {"a list that is always equal", "cases tests project exit",
     "class A(list):\n  def __eq__(s, o): return True\n  def __add__(s, o): return s\ndef f(x): "
     "return A()"},
    {"made where it is called", "cases tests project", R"(
def f(x):
    A = type('A', (), {'__eq__': lambda s, o: True, '__add__': lambda s, o: s})
    return A())"},
    {"a class that is always equal", "cases tests project exit", R"(
class M(type):
    def __eq__(s, o): return True
    def __add__(s, o): return s
    def __hash__(s): return 0
class A(metaclass=M): pass
def f(x): return A)"},
    {"equal by what it remembers", "cases tests project exit", R"(
class A:
    def __init__(s): s.yes = True
    def __eq__(s, o): return s.yes
    def __add__(s, o): return s
kept = A()
def f(x): return kept)"},
    {"a module that is always equal", "cases tests project exit", R"(
import sys
class A:
    def __eq__(s, o): return True
    def __add__(s, o): return s
    def __call__(s, *a): return s
    def __getattr__(s, n): return s if n == 'f' else object.__getattribute__(s, n)
f = A()
sys.modules[__name__] = f)"},
    {"an int that encodes itself", "cases output",
     "class I(int):\n  def __repr__(s): return '4'\n  __str__ = __repr__\ndef f(x): return I(1)"},
};

constexpr std::array groups{std::span<const Cheat>(endings), std::span<const Cheat>(channels),
                            std::span<const Cheat>(equalities)};

} // namespace

void TestCheatsPython::initTestCase()
{
    m_bench = std::make_unique<CheatBench>(u"python"_s);
    if (!m_bench->problem.isEmpty())
        QSKIP(qPrintable(m_bench->problem));
}

void TestCheatsPython::rightAnswersPass_data()
{
    QTest::addColumn<Files>("answer");
    const QByteArray honest = m_bench->honest;
    QTest::newRow("plain") << Files{{m_bench->file, honest}};
    QTest::newRow("with equality of its own") << Files{{m_bench->file, honest + R"(
import dataclasses, enum, functools, unittest.mock
@functools.total_ordering
class Money:
    def __init__(self, amount): self.amount = amount
    def __eq__(self, other): return self.amount == getattr(other, 'amount', other)
    def __lt__(self, other): return self.amount < getattr(other, 'amount', other)
    def __hash__(self): return hash(self.amount)
@dataclasses.dataclass(order=True)
class Point:
    x: int = 0
class Name(str):
    def __eq__(self, other): return self.lower() == str(other).lower()
    def __hash__(self): return hash(self.lower())
class Open(Exception):
    def __eq__(self, other): raise self
class Slots:
    __slots__ = ('a',)
    def __eq__(self, other): return self.a == other
class Proxy:
    def __init__(self, to): self.__dict__['to'] = to
    def __getattr__(self, name): return getattr(self.to, name)
    def __eq__(self, other): return self.to == other
kept = [Money(0), Point(), Name(''), Name('x'), Open(), Slots(), Proxy(1), unittest.mock.ANY]
)"}};
    QTest::newRow("loud") << Files{{m_bench->file, honest + R"(
import atexit, sys, threading
threading.Thread(target=lambda: None).start()
atexit.register(lambda: None)
print('loaded', file=sys.stderr)
compile = open = exec = None
)"}};
}

void TestCheatsPython::rightAnswersPass()
{
    QFETCH(Files, answer);
    const QByteArray wrong = m_bench->failed(answer);
    QVERIFY2(wrong.isEmpty(), wrong);
}

void TestCheatsPython::cheatsFail_data()
{
    QTest::addColumn<const Cheat *>("cheat");
    for (const auto &group : groups)
        for (const Cheat &cheat : group)
            QTest::newRow(cheat.name) << &cheat;
}

void TestCheatsPython::cheatsFail()
{
    QFETCH(const Cheat *, cheat);
    const QByteArray wrong = m_bench->passed(*cheat);
    QVERIFY2(wrong.isEmpty(), wrong);
}

QTEST_GUILESS_MAIN(TestCheatsPython)
#include "tst_cheats_python.moc"
