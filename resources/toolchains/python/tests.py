"""Driver of the actions "test" and, with --coverage, "coverage": runs pytest on the files named and sends its report.

stdin: {"nonce", "twins": {file: word}}. A twin is a test that must fail, put among those of a file under a name
with the word in it. Lines "NONCE JSON" on file descriptor 3: {"event": "ready", "twins": {word: the beginning of the
ids of its file's tests}}, then {"equal": names of classes whose objects are equal to everything}, {"changed": files of
tests that are no longer as they were}, {"lcov": lines and branches that were reached, of every source of the workspace
but the files named} and {"junit": the report} at the end; {"missing": TOOL} where one is not installed. With a number
in $TOUCHSTONE_SEED, tests run in an order that it gives. Configuration of the workspace does not count, but for
conftest.py, which is protected. Run from the workspace's top.
"""
import builtins
import json
import os
import random
import sys
import tempfile
from json.encoder import encode_basestring_ascii as quoted


def teller(nonce):
    """A function that writes a record; it holds on to what it needs, whatever is patched later."""
    write, start = os.write, nonce.encode("ascii") + b" "

    def tell(body):
        line = start + body.encode("ascii") + b"\n"
        while line:
            line = line[write(3, line):]

    return tell


def import_pytest():
    """All of it that a run needs, before the workspace can come between."""
    import pytest
    import _pytest.config
    for name in _pytest.config.default_plugins:
        __import__("_pytest." + name)
    import unittest.mock
    import xml.etree.ElementTree
    return pytest


def library(name):
    """Another file of this folder, with built-ins of its own."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    names = {"__name__": name, "__file__": path, "__builtins__": dict(vars(builtins))}
    with open(path, "rb") as source:
        exec(compile(source.read(), path, "exec"), names)
    return names


FUNCTION = """

def test_%(word)s():
    assert %(one)d == %(other)d
"""
METHOD = """

import unittest as %(word)s_

class Test%(Word)s(%(word)s_.TestCase):
    def test_%(word)s(self):
        self.assertEqual(%(one)d, %(other)d)
"""


def contents(path, open=open):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def add_twin(path, word):
    """Adds a test that must fail to a file; the beginning of the ids of the file's tests."""
    text = contents(path)
    one = int.from_bytes(os.urandom(2), "big")
    form = METHOD if b"pytestmark" in text or word[0] < "n" else FUNCTION  # marks are not for such a function
    twin = form % {"word": word, "Word": word.title(), "one": one, "other": one + 1}
    with open(path, "wb") as file:
        file.write(text + twin.encode("ascii"))
    return path[:-3].replace("/", ".")


class Shuffled:
    """A plugin of pytest: files, and the tests of each, in an order that a seed gives. Control tests stay at both
    ends."""

    def __init__(self, seed, ends_stay):
        self.random, self.ends = random.Random(seed), 1 if ends_stay else 0

    def pytest_collection_modifyitems(self, items):
        files = {}
        for item in items:
            files.setdefault(item.path, []).append(item)
        names = list(files)
        inner = names[self.ends:len(names) - self.ends]
        for name in inner:
            self.random.shuffle(files[name])
        self.random.shuffle(inner)
        names[self.ends:len(names) - self.ends] = inner
        items[:] = [item for name in names for item in files[name]]


class Covered:
    """Measures which lines and branches of the workspace are reached."""

    def __init__(self, folder, left_out):
        import coverage
        import coverage.jsonreport
        self.report = os.path.join(folder, "coverage.json")
        self.measured = coverage.Coverage(data_file=None, branch=True, config_file=False, source=[os.getcwd()],
                                          omit=[os.path.abspath(path) for path in left_out], messages=False)
        self.measured.set_option("report:include_namespace_packages", True)
        self.measured.set_option("report:ignore_errors", True)
        self.nothing = coverage.exceptions.NoDataError
        self.measured.start()

    def lcov(self, open=open, load=json.load):
        """From coverage's JSON: its own LCOV has branches at the line that they lead to, in some versions."""
        self.measured.stop()
        try:
            self.measured.json_report(outfile=self.report)
        except self.nothing:
            return ""
        lines = []
        with open(self.report, encoding="utf-8") as text:
            for name, found in sorted(load(text)["files"].items()):
                lines.append("SF:" + name)
                reached = {line: 1 for line in found["executed_lines"]} | {line: 0 for line in found["missing_lines"]}
                lines += ["DA:%d,%d" % item for item in sorted(reached.items())]
                taken = [(start, end, "1") for start, end in found["executed_branches"]]
                taken += [(start, end, "0" if reached.get(start) else "-") for start, end in found["missing_branches"]]
                lines += ["BRDA:%d,0,%s,%s" % (start, "exit" if end < 0 else end, count)
                          for start, end, count in sorted(taken)]
                lines.append("end_of_record")
        return "".join([line + "\n" for line in lines])


def main():
    files = sys.argv[1:]
    with_coverage = files[:1] == ["--coverage"]
    files = files[1:] if with_coverage else files
    request = json.loads(sys.stdin.buffer.read())
    tell, end = teller(request["nonce"]), os._exit
    os.set_inheritable(3, False)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        pytest = import_pytest()
    except ImportError:
        tell('{"missing":"pytest"}')
        end(1)
    folder = tempfile.mkdtemp()
    report = os.path.join(folder, "report.xml")
    arguments = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", os.getcwd(), "-o", "junit_suite_name=",
                 "-o", "junit_logging=no", "--continue-on-collection-errors", "--junitxml", report, "--"]
    twins = {word: add_twin(path, word) for path, word in request.get("twins", {}).items()}
    equality, encoded = library("equality.py"), json.JSONEncoder().encode
    equality["watch"]()
    before = {path: contents(path) for path in files}
    exempt = [os.path.abspath(path) for path in files]
    seed = os.environ.get("TOUCHSTONE_SEED", "")
    plugins = [Shuffled(int(seed), "twins" in request)] if seed else []
    try:
        covered = Covered(folder, files) if with_coverage else None
    except ImportError:
        tell('{"missing":"coverage"}')
        end(1)
    tell('{"event":"ready","twins":%s}' % encoded(twins))
    sys.path.insert(0, os.getcwd())
    opened = open
    pytest.main(arguments + files, plugins=plugins)
    if covered:
        tell('{"lcov":%s}' % encoded(covered.lcov()))
    tell('{"changed":%s}' % encoded([path for path, text in before.items() if contents(path) != text]))
    tell('{"equal":%s}' % encoded(equality["equal_to_all"](exempt)))
    try:
        with opened(report, encoding="utf-8", errors="replace") as text:
            tell('{"junit":%s}' % quoted(text.read().encode("utf-8", "replace").decode("utf-8")))
    except OSError:
        pass  # there is none: that is the answer
    sys.stdout.flush()
    end(0)


main()
