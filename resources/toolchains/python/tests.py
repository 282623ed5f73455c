"""Driver of the action "test": runs pytest on the files named and sends its JUnit report.

stdin: {"nonce"}. Lines "NONCE JSON" on file descriptor 3: {"event": "ready"}, then {"junit": the report}
at the end; {"missing": "pytest"} where it is not installed. Configuration of the workspace does not
count, but for conftest.py, which is protected. Run from the workspace's top.
"""
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


def main():
    tell, end = teller(json.loads(sys.stdin.buffer.read())["nonce"]), os._exit
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
    tell('{"event":"ready"}')
    sys.path.insert(0, os.getcwd())
    opened = open
    pytest.main(arguments + sys.argv[1:])
    try:
        with opened(report, encoding="utf-8", errors="replace") as text:
            tell('{"junit":%s}' % quoted(text.read().encode("utf-8", "replace").decode("utf-8")))
    except OSError:
        pass  # there is none: that is the answer
    sys.stdout.flush()
    end(0)


main()
