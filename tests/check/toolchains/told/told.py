"""Drivers of a language that tests of Touchstone use: what a run comes to stands in its files.

A file of tests has a line for each, "NAME pass", "NAME fail", "NAME odd" (passes where TOUCHSTONE_SEED is odd) or
"NAME has FILE TEXT"; or "broken" (does not build with the code), "loop", "silent" (no report), "foreign" (writes to the
channel), "crash" (the driver does not get to its work). Coverage is what stands in coverage.info. A file of code has
symbols, "sub NAME" to "end"; a line "?" is an error.
"""
import json
import os
import sys


def lines(path):
    with open(path, encoding="utf-8") as file:
        return file.read().split("\n")


def passes(words):
    if words[0] == "odd":
        return int(os.environ.get("TOUCHSTONE_SEED", "0")) % 2 == 1
    if words[0] == "has":
        return " ".join(words[2:]) in lines(words[1])
    return words[0] == "pass"


def build(files):
    print(json.dumps([{"file": file, "line": number, "message": "what?"} for file in files
                      for number, line in enumerate(lines(file), 1) if line == "?"]))


def run(files, lcov):
    nonce = json.loads(sys.stdin.read())["nonce"]
    tests = [line.split() for file in files for line in lines(file) if line]
    names = [test[0] for test in tests]
    if "crash" in names:
        raise SystemExit("oh")
    if "broken" in names or any(line == "?" for file in os.listdir() if file.endswith(".told") for line in lines(file)):
        sys.stderr.write("the compiler says no\n")
        raise SystemExit(2)
    while "loop" in names:
        pass

    def tell(record):
        os.write(3, ("%s %s\n" % (nonce, json.dumps(record))).encode())

    tell({"event": "ready"})
    if "foreign" in names:
        os.write(3, b"nothing of the driver's\n")
    if "silent" in names:
        return
    if lcov and os.path.exists("coverage.info"):
        tell({"lcov": "\n".join(lines("coverage.info"))})
    tell({"junit": "<testsuites>%s</testsuites>" % "".join(
        '<testcase classname="told" name="%s">%s</testcase>' % (name, "" if passes(words) else "<failure/>")
        for name, *words in tests if words)})


def symbols(file):
    found = []
    for number, line in enumerate(lines(file), 1):
        if line == "?":
            print(json.dumps({"error": "what?"}))
            return
        if line.startswith("sub "):
            found.append({"name": line[4:], "signature": line, "definition": [number, number], "body": [number + 1, number]})
        elif line == "end":
            found[-1]["definition"][1] = number
            found[-1]["body"][1] = number - 1
    print(json.dumps({"symbols": found}))


action, *files = sys.argv[1:]
if action == "build":
    build(files)
elif action == "symbols":
    symbols(files[0])
else:
    run(files, action == "coverage")
