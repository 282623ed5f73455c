"""Driver of the action "test": runs pytest on the files named and sends its JUnit report.

stdin: {"nonce", "twins": {file: word}}. A twin is a test that must fail, put among those of a file under a name
with the word in it. Lines "NONCE JSON" on file descriptor 3: {"event": "ready", "twins": {word: the beginning of the
ids of its file's tests}}, then {"equal": names of classes whose objects are equal to everything}, {"changed": files of
tests that are no longer as they were} and {"junit": the report} at the end; {"missing": "pytest"} where it is not installed. Configuration of the workspace does not count, but
for conftest.py, which is protected. Run from the workspace's top.
"""
import builtins
import json
import os
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


def main():
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
    before = {path: contents(path) for path in sys.argv[1:]}
    exempt = [os.path.abspath(path) for path in sys.argv[1:]]
    tell('{"event":"ready","twins":%s}' % encoded(twins))
    sys.path.insert(0, os.getcwd())
    opened = open
    pytest.main(arguments + sys.argv[1:])
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
