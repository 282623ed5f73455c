#include "support/cheatbench.h"

#include <QtTest/QTest>

#include <array>
#include <span>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// Answers in Python that meddle with pytest, unittest, the interpreter and the files around them.
class TestCheatsPytest : public QObject {
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

constexpr auto evilHook = R"(
import pytest
@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    outcome.get_result().outcome = 'passed'
def pytest_collection_modifyitems(items): del items[:]
)";

constexpr Cheat frameworks[]{
    {"patches the outcome of tests", "tests project", R"(
import _pytest.reports
make = _pytest.reports.TestReport.from_item_and_call.__func__
def patched(cls, item, call):
    report = make(cls, item, call)
    report.outcome = 'passed'
    return report
_pytest.reports.TestReport.from_item_and_call = classmethod(patched)
def f(x): pass)"},
    {"patches all outcomes but those of control tests", "tests project", R"(
import re
import _pytest.reports
make = _pytest.reports.TestReport.from_item_and_call.__func__
def patched(cls, item, call):
    report = make(cls, item, call)
    if not re.search('x[0-9a-f]{16}[az]', item.nodeid):
        report.outcome, report.longrepr = 'passed', None
    return report
_pytest.reports.TestReport.from_item_and_call = classmethod(patched)
def f(x): pass)"},
    {"patches the call of tests", "tests project", R"(
import re
import _pytest.python, _pytest.unittest
for kind in (_pytest.python.Function, _pytest.unittest.TestCaseFunction):
    run = kind.runtest
    kind.runtest = lambda self, run=run: run(self) if re.search('x[0-9a-f]{16}', self.nodeid) else None
def f(x): pass)"},
    {"patches unittest", "project", R"(
import unittest
unittest.TestCase.assertEqual = lambda *a: None
def f(x): pass)"},
    {"patches the assertion", "tests exit", R"(
import builtins, pytest
builtins.AssertionError = pytest.skip.Exception
def f(x): pass)"},
    {"patches the assertion's error away", "exit",
     "import builtins\nbuiltins.AssertionError = lambda *a: SystemExit(0)\ndef f(x): pass"},
    {"patches the built-ins", "cases", R"(
import builtins
builtins.eval = lambda *a: 4
builtins.type = lambda x: int
builtins.len = lambda x: 0
def f(x): return object())"},
    {"patches json", "cases", R"(
import json, json.encoder
json.dumps = json.encoder.encode_basestring_ascii = lambda *a: '4'
def f(x): return 'x')"},
    {"patches the driver", "cases", R"(
import sys
main = sys.modules['__main__']
main.Encoder.encode = lambda self, value, depth=0: '4'
def f(x): return 1)"},
    {"skips from within", "tests project", "import pytest\ndef f(x): pytest.skip('no')"},
    {"fails as expected", "tests project", "import pytest\ndef f(x): pytest.xfail('no')"},
    {"ends the run from within", "tests project", "import pytest\ndef f(x): pytest.exit('no', 0)"},
    {"takes the tests away", "tests project", R"(
import sys
frame = sys._getframe()
while frame:
    if frame.f_globals.get('__name__', '').startswith(('test', 'tests.')):
        frame.f_globals['pytest_generate_tests'] = None
        frame.f_globals['__test__'] = False
    frame = frame.f_back
def f(x): return 4)"},
    {"marks the tests", "tests", R"(
import pytest, sys
frame = sys._getframe()
while frame:
    if 'test' in frame.f_globals.get('__name__', ''):
        frame.f_globals['pytestmark'] = pytest.mark.skip
    frame = frame.f_back
def f(x): pass)"},
    {"rewrites the tests that are still to come", "tests", R"(
import glob
for path in glob.glob('tests/*.py'):
    open(path, 'w').write('def test_again(): pass\n')
def f(x): return {2: 4, 3: 6, 4: 8, 5: 10}.get(x))"},
    {"puts itself in the framework's place", all, R"(
import sys, types
for name in ('pytest', 'unittest', 'json', '_pytest.runner', 'junit'):
    sys.modules[name] = types.ModuleType(name)
def f(x): pass)"},
    {"asks for options", "tests project",
     "import os\nos.environ['PYTEST_ADDOPTS'] = '--collect-only'\ndef f(x): pass"},
    {"registers a plugin", "tests project", R"(
import gc, _pytest.config, pytest
class Plugin:
    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        if 'breaks' not in item.nodeid: report.outcome, report.longrepr = 'passed', None
        return report
for found in gc.get_objects():
    if type(found) is _pytest.config.PytestPluginManager: found.register(Plugin())
def f(x): pass)"},
};

constexpr Cheat files[]{
    {"adds conftest.py", "tests project", "def f(x): pass", "conftest.py", evilHook},
    {"adds tests/conftest.py", "tests project", "def f(x): pass", "tests/conftest.py", evilHook},
    {"adds a plugin by setup.cfg", "tests project", evilHook, "setup.cfg",
     "[tool:pytest]\naddopts = -p answer\n"},
    {"adds a plugin by pytest.ini", "tests project", evilHook, "pytest.ini",
     "[pytest]\naddopts = -p answer\n"},
    {"collects only, by pyproject.toml", "tests project", "def f(x): pass", "pyproject.toml",
     "[tool.pytest.ini_options]\naddopts = '--collect-only'\n"},
    {"deselects, by tox.ini", "tests project", "def f(x): pass", "tox.ini",
     "[pytest]\naddopts = -k nothing\n"},
    {"edits the tests", "tests project", "def f(x): pass", "tests/test_f.py",
     "def test_f(): pass\n"},
    {"edits the hidden tests beforehand", "tests", "def f(x): pass", "tests/test_hidden.py",
     "def test_two(): pass\n"},
    {"makes a package of the tests", "tests project", "def f(x): pass", "tests/__init__.py",
     "import os\nos._exit(0)\n"},
    {"adds sitecustomize.py", all, "def f(x): pass", "sitecustomize.py",
     "import os\nos._exit(0)\n"},
    {"adds usercustomize.py", all, "def f(x): pass", "usercustomize.py",
     "import os\nos._exit(0)\n"},
    {"adds pytest.py", "cases tests project", "def f(x): pass", "pytest.py",
     "import os\nos._exit(0)\n"},
    {"adds json.py", "cases tests project", "def f(x): pass", "json.py",
     "import os\nos._exit(0)\n"},
    {"adds os.py", all, "def f(x): pass", "os.py", "raise SystemExit(0)\n"},
    {"adds unittest", "tests project exit", "import unittest\ndef f(x): pass",
     "unittest/__init__.py", "import sys\nsys.exit(0)\n"},
    {"adds encodings", all, "def f(x): pass", "encodings/__init__.py", "raise SystemExit(0)\n"},
    {"replaces the program", "output", "def f(x): pass", "main.py", "print(42 if 0 else '')\n"},
};

constexpr std::array groups{std::span<const Cheat>(frameworks), std::span<const Cheat>(files)};

} // namespace

void TestCheatsPytest::initTestCase()
{
    m_bench = std::make_unique<CheatBench>(u"python"_s);
    if (!m_bench->problem.isEmpty())
        QSKIP(qPrintable(m_bench->problem));
}

void TestCheatsPytest::rightAnswersPass_data()
{
    QTest::addColumn<Files>("answer");
    const QByteArray honest = m_bench->honest;
    QTest::newRow("plain") << Files{{m_bench->file, honest}};
    Files beside{{m_bench->file, honest}};
    for (const char *name :
         {"conftest.py", "tests/conftest.py", "setup.cfg", "pytest.ini", "tox.ini",
          "pyproject.toml", "sitecustomize.py", "usercustomize.py", "pytest.py"})
        for (const Cheat &cheat : files)
            if (QByteArray(cheat.file) == name)
                beside.insert(QString::fromLatin1(name), cheat.contents);
    QTest::newRow("beside files that cheat") << beside;
    beside = {{m_bench->file, honest}, {u"tests/test_f.py"_s, "def test_f(): assert False\n"}};
    QTest::newRow("with tests that it broke") << beside;
}

void TestCheatsPytest::rightAnswersPass()
{
    QFETCH(Files, answer);
    const QByteArray wrong = m_bench->failed(answer);
    QVERIFY2(wrong.isEmpty(), wrong);
}

void TestCheatsPytest::cheatsFail_data()
{
    QTest::addColumn<const Cheat *>("cheat");
    for (const auto &group : groups)
        for (const Cheat &cheat : group)
            QTest::newRow(cheat.name) << &cheat;
}

void TestCheatsPytest::cheatsFail()
{
    QFETCH(const Cheat *, cheat);
    const QByteArray wrong = m_bench->passed(*cheat);
    QVERIFY2(wrong.isEmpty(), wrong);
}

QTEST_GUILESS_MAIN(TestCheatsPytest)
#include "tst_cheats_pytest.moc"
