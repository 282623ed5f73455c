"""Driver of the actions "test" and, with --coverage before the files, "coverage": builds the test files named with every
source of the workspace that is no test and has no main, and GoogleTest, runs them, and sends its report as JUnit.

stdin: {"nonce", "twins": {file: word}}. A twin is a test that must fail; some are put behind those of a file under names
with the word in them. Files that have no twin where others have are controls: they are compiled behind the first and the
last of the others, so with whatever these define. Lines "NONCE JSON" on file descriptor 3: {"event": "ready", "twins":
{word: the beginning of the ids of its file's tests}}, then {"changed": files of tests that are no longer as they were},
{"lcov": coverage of the workspace's sources} and {"junit": the report}. An id is FILE::SUITE.NAME. Nothing of this is
within reach of the tests' process but its own report file. Run from the workspace's top.
"""
import ctypes
import json
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import lcov  # noqa: E402
import project as p  # noqa: E402

LARGEST_REPORT = 32 << 20
TWINS = """
#include <gtest/gtest.h>
TEST(%(Word)s, Equal) { EXPECT_EQ(%(one)d, %(other)d); }
TEST(%(Word)s, Unequal) { ASSERT_NE(%(one)d, %(one)d); }
TEST(%(Word)s, True) { EXPECT_TRUE(%(one)d == %(other)d); }
TEST(%(Word)s, Text) { EXPECT_STREQ("%(one)d", "%(other)d"); }
TEST(%(Word)s, Throws) { EXPECT_THROW(static_cast<void>(%(one)d), int); }
TEST(%(Word)s, Fails) { FAIL(); }
"""


def contents(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def add_twins(path, word):
    one = random.SystemRandom().randrange(1 << 16)
    with open(path, "ab") as file:
        file.write(b"\n" + (TWINS % {"Word": word.title(), "one": one, "other": one + 1}).encode())
    return path


def units(tests, controls):
    """What is compiled together: each test file by itself, with the controls behind the first and the last."""
    made = [[path] for path in tests] or [[]]
    if controls:
        made[0].append(controls[0])
        made[-1] += controls[1:]
    return [unit for unit in made if unit]


def build(project, tests, controls, folder, instrument):
    """Compiles and links; the program's path, or nothing after telling on stderr why there is none."""
    commands, objects = [], []

    def compile(argv, path):
        objects.append(os.path.join(folder, "%d.o" % len(objects)))
        commands.append([argv, "-O0", "-w", *instrument, "-c", "-o", objects[-1], *project.flags(path)])

    for number, unit in enumerate(units(tests, controls)):
        text = os.path.join(folder, "unit%d.cpp" % number)
        with open(text, "w") as file:
            file.writelines('#include "%s"\n' % os.path.abspath(path) for path in unit)
        compile("g++", "unit.cpp")
        commands[-1].append(text)
    tested = len(objects)
    for path in project.sources:
        if not p.is_test(path) and path not in tests:
            compile(p.compiler(project.language(path)), path)
            commands[-1].append(p.named(path))
    done = p.run_all(commands)
    if failed := [error for code, _, error in done if code != 0]:
        sys.stderr.write("".join(failed))
        return None
    plain = objects[tested:]
    if plain:
        code, names, error = p.run(["nm", "-A", "-P", "--defined-only", *plain])
        mains = {line.split(": ", 1)[0] for line in names.splitlines() if line.split(": ", 1)[-1].startswith("main ")}
        plain = [made for made in plain if made not in mains]
    mocks = ["-lgmock"] if os.path.exists("/usr/include/gmock/gmock.h") else []
    target = os.path.join(folder, "tests")
    code, _, error = p.run(["g++", *instrument[:1], "-o", target, *objects[:tested], *plain, *mocks,
                            "-lgtest_main", "-lgtest", "-lm", "-pthread"])
    sys.stderr.write(error if code != 0 else "")
    return target if code == 0 else None


def run(target, report):
    """Runs the tests' program in a session of its own, with nothing open but its output; its exit code."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GTEST_", "TOUCHSTONE_"))}
    order = []
    if os.environ.get("TOUCHSTONE_SEED", "").lstrip("-").isdigit():
        order = ["--gtest_shuffle", "--gtest_random_seed=%d" % (int(os.environ["TOUCHSTONE_SEED"]) % 99999 + 1)]
    tests = subprocess.Popen([target, "--gtest_output=xml:" + report, "--gtest_color=no", "--gtest_print_time=0", *order],
                             stdin=subprocess.DEVNULL, env=environment, start_new_session=True)
    code = tests.wait()
    try:
        os.killpg(tests.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    return code


def read(report):
    """The report's text; nothing where it is none that GoogleTest writes."""
    try:
        file = os.open(report, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with open(file, "rb") as source:
        state = os.fstat(file)
        return source.read() if stat.S_ISREG(state.st_mode) and state.st_size <= LARGEST_REPORT else None


def as_junit(text, code):
    """GoogleTest's report with ids that begin with the test's file; nothing where it does not fit the exit code."""
    try:
        root = tree.fromstring(text)
    except tree.ParseError:
        return None
    out, failures = tree.Element("testsuites"), 0
    suites = {}
    for case in root.iter("testcase"):
        file = p.inside(case.get("file", ".")) or "elsewhere"
        if file not in suites:
            suites[file] = tree.SubElement(out, "testsuite", name=file)
        item = tree.SubElement(suites[file], "testcase", time=case.get("time", "0"),
                               name="%s.%s" % (case.get("classname", ""), case.get("name", "")))
        for failure in case.iter("failure"):
            failures += 1
            tree.SubElement(item, "failure", message=failure.get("message", "")[:4000])
        if case.get("status") == "notrun" or case.find("skipped") is not None:
            tree.SubElement(item, "skipped")
    if code != (1 if failures else 0):
        return None
    return tree.tostring(out, encoding="unicode")


def judge(request, tell):
    """Builds the tests, runs them, and tells what came of it; the exit code."""
    measures = sys.argv[1:2] == ["--coverage"]
    files = p.given(sys.argv[2:] if measures else sys.argv[1:])
    twins = {os.path.normpath(path): word for path, word in request.get("twins", {}).items()}
    controls = [path for path in files if path not in twins] if request.get("twins") is not None else []
    tests = [path for path in files if path not in controls]
    places = {word: add_twins(path, word) for path, word in twins.items() if path in tests}
    tell({"event": "ready", "twins": places})
    if not os.path.exists("/usr/include/gtest/gtest.h"):
        tell({"missing": "googletest"})
        return 1
    project = p.Project()
    before = {path: contents(path) for path in files}
    with tempfile.TemporaryDirectory() as folder:
        instrument = ["--coverage", "-fprofile-exclude-files=/usr/.*"] if measures else []
        target = build(project, tests, controls, folder, instrument)
        if not target:
            return 2
        report = os.path.join(folder, "report.xml")
        code = run(target, report)
        text = read(report)
        tell({"changed": [path for path, content in before.items() if contents(path) != content]})
        junit = as_junit(text, code) if text else None
        if junit and measures:
            own = [path for path in project.sources + project.headers if path not in files and not p.is_test(path)]
            tell({"lcov": lcov.measured(folder, own)})
        if junit:
            tell({"junit": junit})
        else:
            sys.stderr.write("the tests ended with %d and no whole report\n" % code)
        return 0 if junit else 1


def main():
    request = json.loads(sys.stdin.buffer.read())
    os.set_inheritable(3, False)
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE: no way to this process through /proc

    def tell(record):
        line = ("%s %s\n" % (request["nonce"], json.dumps(record))).encode("ascii")
        while line:
            line = line[os.write(3, line):]

    try:
        return judge(request, tell)
    except p.Missing as tool:
        tell({"missing": str(tool)})
        return 1


try:
    sys.exit(main())
except p.Broken as what:
    sys.exit(str(what))
