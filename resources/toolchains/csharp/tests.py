"""Driver of the actions "test" and "coverage": tests.py [--coverage] FILE...

Compiles the workspace together with the files of nunit/, touchstone's own runner with NUnit's names, and runs the tests
of the files named. stdin: {"nonce", "twins": {file: word}}; a twin is a test that must fail, put among those of a file
under a name with the word in it. Lines "NONCE JSON" on file descriptor 3: {"event": "ready", "twins": {word: the
beginning of the ids of its file's tests}}, then {"changed": files of tests that are no longer as they were}, {"equal":
types whose objects are equal to everything}, {"lcov": TEXT} of "coverage", and {"junit": the report}. The judged code
runs in a process of its own that has not this channel. TOUCHSTONE_SEED: the tests are run in an order made from it.
"""
import base64
import ctypes
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from xml.sax.saxutils import escape, quoteattr

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import mono
import structure

TWIN = ("[global::NUnit.Framework.TestAttribute] public %(static)svoid %(word)s() { int held = 0, one = int.Parse(\"%(one)d\"); "
        "try { %(assert)s.AreEqual(one, %(other)d); ++held; } catch (global::NUnit.Framework.AssertionException) { } "
        "try { %(assert)s.That(one, %(is)s.EqualTo(%(other)d)); ++held; } catch (global::NUnit.Framework.AssertionException) { } "
        "try { %(assert)s.IsTrue(one == %(other)d); ++held; } catch (global::NUnit.Framework.AssertionException) { } "
        "if (held == 0) throw new global::System.Exception(\"%(word)s\"); } ")
PROFILE = "coverage:output=%s,covfilter-file=%s"


def tell(nonce, record):
    line = ("%s %s\n" % (nonce, json.dumps(record))).encode("ascii")
    while line:
        line = line[os.write(3, line):]


def hide():
    """Closes this process's memory and descriptors to others of the same user: the nonce is in it."""
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
    os.set_inheritable(3, False)


def contents(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def add_twin(path, word):
    """Puts a twin before the first test of a file, on its line; the beginning of the ids, None where there is no test."""
    text = mono.read(path)
    found = structure.first_test(text)
    if not found:
        return None
    place, start = found
    direct = re.search(r"\busing\s+NUnit\s*\.\s*Framework\s*;", mono.masked(text))
    prefix = "" if direct else "global::NUnit.Framework."
    one = random.SystemRandom().randrange(1 << 16)
    twin = TWIN % {"static": "static " if place.static else "", "word": word, "one": one, "other": one + 1,
                   "assert": prefix + "Assert", "is": prefix + "Is"}
    mono.write(path, text[:start] + twin + text[start:])
    return place.name


def seed():
    given = os.environ.get("TOUCHSTONE_SEED", "")
    return str(int(given) % (1 << 31)) if re.fullmatch(r"-?\d{1,30}", given) else ""


def compiled(folder, files):
    """The program with the tests in it; None where it can't be built, which is told on stderr."""
    program = os.path.join(folder, "tests.exe")
    paths = mono.sources()
    wrong = mono.encoding_errors(paths)
    if not wrong:
        mono.true_lines(paths)
        order = [path for path in paths if path not in files] + [path for path in files if path in paths]
        said, built = mono.compile_sources(["-debug", "-warn:0", "-main:" + mono.RUNNER, "-out:" + program] + mono.Project().arguments,
                                           order, True)
        if built:
            return program
        wrong = [item for item in said if item["severity"] == "error"]
    for item in wrong:
        print("%s(%d): error %s: %s" % (item["file"], item.get("line", 0), item.get("code", ""), item["message"]), file=sys.stderr)
    return None


def run(program, types, options):
    """What the runner said, record by record; None: not all, or somebody else spoke. Types that it does not find have no tests."""
    secret = os.urandom(16).hex()
    request = "\n".join([secret, seed(), "types"] + types) + "\n"
    reading, writing = os.pipe()
    child = subprocess.Popen(["mono", "--debug"] + options + [program, str(writing)], stdin=subprocess.PIPE, pass_fds=[writing])
    os.close(writing)
    try:
        child.stdin.write(request.encode("utf-8"))
        child.stdin.close()
    except BrokenPipeError:
        pass
    records, rest, foreign, ended = [], b"", False, False
    while True:
        part = os.read(reading, 1 << 16)
        *lines, rest = (rest + part).split(b"\n")
        for line in lines + ([rest] if rest and not part else []):
            words = line.decode("ascii", "replace").split(" ")
            if words[0] != secret or ended:
                foreign = True
            elif words[1:] == ["end"]:
                ended = True
            else:
                records.append([words[1]] + [base64.b64decode(word).decode("utf-8", "replace")[1:] for word in words[2:]])
        if not part:
            break
    try:
        child.wait(10 if ended else None)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if foreign:
        print("the judged code wrote to the channel of the results", file=sys.stderr)
    return records if ended and not foreign else None


def junit(records):
    """The tests as JUnit's XML."""
    def fit(text):
        return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)

    cases = []
    for name_of_class, name, seconds, outcome, message, trace in (fields[1:] for fields in records if fields[0] == "test"):
        head = "<testcase classname=%s name=%s time=%s" % tuple(quoteattr(fit(text)) for text in (name_of_class, name, seconds))
        if outcome == "passed":
            cases.append(head + "/>")
        elif outcome == "skipped":
            cases.append("%s><skipped message=%s/></testcase>" % (head, quoteattr(fit(message))))
        else:
            word = "failure" if outcome == "failed" else "error"
            cases.append("%s><%s message=%s>%s</%s></testcase>" % (head, word, quoteattr(fit(message)), escape(fit(trace)), word))
    return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites><testsuite name="csharp" tests="%d">\n%s\n</testsuite></testsuites>\n' % (
        len(cases), "\n".join(cases))


def lcov(report, tests):
    """Mono's coverage as LCOV: lines alone, since its profiler counts statements and tells of no branches."""
    lines, tests = {}, set(tests) | {path for path in mono.sources() if mono.has_tests(mono.read(path))}
    for _, element in xml.etree.ElementTree.iterparse(report):
        if element.tag != "method" or element.get("assembly") != "tests":
            continue
        path = os.path.relpath(element.get("filename") or "/")
        if path.startswith("..") or path in tests:
            continue
        hits = lines.setdefault(path, {})
        of_method = {}
        for statement in element.iter("statement"):
            at, count = int(statement.get("line")), int(statement.get("counter"))
            of_method[at] = max(of_method.get(at, 0), count)
        for at, count in of_method.items():
            hits[at] = hits.get(at, 0) + count
    text = []
    for path in sorted(lines):
        hits = {at: count for at, count in lines[path].items() if 0 < at < 0xfeefee}
        text += ["SF:" + path] + ["DA:%d,%d" % item for item in sorted(hits.items())]
        text += ["LF:%d" % len(hits), "LH:%d" % sum(1 for count in hits.values() if count), "end_of_record"]
    return "TN:\n" + "".join(line + "\n" for line in text)


def main():
    request = json.loads(sys.stdin.buffer.read())
    nonce = request["nonce"]
    hide()
    coverage = sys.argv[1:2] == ["--coverage"]
    files = [os.path.normpath(file) for file in sys.argv[2 if coverage else 1:]]
    lacking = mono.missing() or ("mono-profiler" if coverage and not os.path.exists("/usr/lib/libmono-profiler-coverage.so.0") else "")
    if lacking:
        tell(nonce, {"missing": lacking})
        sys.exit(1)
    readable = [file for file in files if not mono.encoding_errors([file])]
    mono.true_lines(readable)
    places = {word: add_twin(file, word) for file, word in request.get("twins", {}).items() if file in readable}
    before = {file: contents(file) for file in files}
    tell(nonce, {"event": "ready", "twins": {word: place for word, place in places.items() if place}})
    folder = tempfile.mkdtemp()
    program = compiled(folder, files)
    if not program:
        sys.exit(2)
    report, options = os.path.join(folder, "coverage.xml"), []
    if coverage:
        mono.write(report + ".filter", "+[tests]\n")
        options = ["--profile=" + PROFILE % (report, report + ".filter")]
    types = [name for file in files for name in structure.classes(mono.read(file))]
    records = run(program, types, options)
    tell(nonce, {"changed": [file for file, text in before.items() if contents(file) != text]})
    if records is None:
        sys.exit(3)
    tell(nonce, {"equal": [fields[1] for fields in records if fields[0] == "equal"]})
    if coverage:
        try:
            tell(nonce, {"lcov": lcov(report, files)})
        except (OSError, ValueError, xml.etree.ElementTree.ParseError) as error:
            print("the coverage can't be read: %s" % error, file=sys.stderr)
            sys.exit(3)
    tell(nonce, {"junit": junit(records)})


try:
    main()
except mono.CompilerFailed as failure:
    print(failure, file=sys.stderr)
    sys.exit(2)
