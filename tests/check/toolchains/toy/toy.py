"""Tools of a small made-up language, and tools that fail in every way that tools do.

A line "fn NAME" begins a symbol, indented lines are its body; "#" begins a comment. The analyser
finds "bad" (rule bad-word) and "todo" (rule todo-word) in code. A comment "# hush" silences a line;
a file .toyrc that says "ignore WORD" silences a rule. A line "(((" can't be parsed. Documentation
stands in lines "## …" above a symbol, as JSON.
"""

import json
import os
import signal
import sys
import time

RULES = {"bad": "bad-word", "todo": "todo-word"}


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()


def code_of(line):
    return line.split("#")[0]


def ignored():
    try:
        return {line.split()[1] for line in lines_of(".toyrc") if line.startswith("ignore ")}
    except OSError:
        return set()


def findings(files):
    skip = ignored()
    for path in files:
        for number, line in enumerate(lines_of(path), 1):
            if "# hush" in line:
                continue
            for word, rule in RULES.items():
                column = code_of(line).find(word)
                if column >= 0 and rule not in skip:
                    yield path, number, column + 1, rule, "the word " + word


def lint(files):
    print(json.dumps([
        {"file": "/work/" + path, "line": line, "column": column, "code": rule, "message": message,
         "severity": "warning"}
        for path, line, column, rule, message in findings(files)]))


def result(uri, line, rule, message):
    return {"ruleId": rule, "message": {"text": message}, "locations": [{"physicalLocation": {
        "artifactLocation": {"uri": uri}, "region": {"startLine": line}}}]}


def log(results, **more):
    driver = {"name": "toy", "version": "1.0"}
    print(json.dumps({"version": "2.1.0",
                      "runs": [{"tool": {"driver": driver}, "results": results, **more}]}))


def sarif(files):
    log([result("file:///work/" + path.replace(" ", "%20"), line, rule, message)
         for path, line, column, rule, message in findings(files)])


def lines(files):
    for path, line, column, rule, message in findings(files):
        print(f"{path}:{line}:{column}: warning: {message} [{rule}]", file=sys.stderr)
    print("2 checks done", file=sys.stderr)


def missing(files):
    print(json.dumps({"missing": "no-such-lint"}))


def crash(files):
    print("[", end="")
    sys.exit("Traceback: the analyser has a bug")


def killed(files):
    os.kill(os.getpid(), signal.SIGSEGV)


def empty(files):
    print("[]")
    sys.exit("usage: toy [OPTIONS]")


def garbage(files):
    sys.stdout.buffer.write(b"\xff\xfe{\x00not json")


def nothing(files):
    pass


def silent(files):
    sys.exit("cannot read the configuration")


def slow(files):
    time.sleep(30)


def huge(files):
    while True:
        sys.stdout.write("x" * 100_000)


def many(files):
    print(json.dumps([{"message": "m"}] * 100_001))


def unsuccessful(files):
    log([], invocations=[{"executionSuccessful": False, "toolExecutionNotifications": [
        {"level": "error", "message": {"text": "internal error in pass 3"}}]}])


def outside(files):
    log([result(uri, 1, "bad-word", "elsewhere")
         for uri in ("file:///etc/passwd", "../../etc/passwd", "/usr/include/stdio.h",
                     "https://example.org/a.toy")])


def symbols_in(path):
    found = []
    for number, line in enumerate(lines_of(path), 1):
        if line.startswith("((("):
            return None
        if line.startswith("fn "):
            name = line[3:].split("(")[0].strip()
            found.append({"name": name, "signature": line, "definition": [number, number],
                          "body": [number + 1, number]})
        elif found and line.startswith(" "):
            found[-1]["definition"][1] = found[-1]["body"][1] = number
    return found


def symbols(files):
    found = symbols_in(files[0])
    print(json.dumps({"error": "three parentheses"} if found is None else {"symbols": found}))


def tokens(files):
    if symbols_in(files[0]) is None:
        print(json.dumps({"error": "three parentheses"}))
        return
    print(json.dumps({"tokens": [
        [word, number] for number, line in enumerate(lines_of(files[0]), 1)
        for word in code_of(line).split()]}))


def docs(files):
    found = symbols_in(files[0])
    if found is None:
        print(json.dumps({"error": "three parentheses"}))
        return
    text = lines_of(files[0])
    answer = []
    for symbol in found:
        first = symbol["definition"][0]
        entry = {"name": symbol["name"], "kind": "function", "line": first,
                 "endLine": symbol["definition"][1], "public": True, "raises": [],
                 "returns": any("return" in code_of(line)
                                for line in text[first:symbol["definition"][1]]),
                 "parameters": [{"name": name.strip(), "line": first} for name in
                                symbol["signature"].partition("(")[2].rstrip(")").split(",")
                                if name.strip()],
                 "doc": None}
        if first > 1 and text[first - 2].startswith("## "):
            entry["doc"] = {"line": first - 1, "endLine": first - 1, "text": text[first - 2][3:],
                            "placed": True, "conventions": ["google"],
                            **json.loads(text[first - 2][3:])}
        answer.append(entry)
    print(json.dumps({"symbols": answer}))


globals()[sys.argv[1]](sys.argv[2:])
