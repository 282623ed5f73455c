"""Driver of the action "syntax": syntax.py NPM TREE FILES… prints a list of diagnostics as JSON.

What follows a missing name in C++ may be a fault of syntax or of types, and no parser tells them apart without the headers.
So there are two judges: tree-sitter, which knows no names, reads every file; where it stumbles, which macros can make it do
as well, clang must agree, by what it calls parse issues. A file that clang can't read to the end because a header is
missing is left to tree-sitter alone.
"""
import json
import os
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import project as p  # noqa: E402

ISSUE = re.compile(r"^(?P<file>[^\n]+?):(?P<line>\d+):(?P<column>\d+): (?P<kind>fatal error|error): (?P<message>.*) \[(?P<category>[^][]+)\]$", re.M)


def stumbles(project, npm, tree, files):
    """Those of the files that tree-sitter can't read, with what it says."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        readable = [p.for_tree_sitter(project, path, folder) for path in files]
        done = p.run_all([[*p.NODE, tree, npm, description, "symbols", copy] for description, copy in readable])
    for path, (code, out, error) in zip(files, done):
        try:
            answer = json.loads(out)
        except ValueError:
            raise p.Broken("tree-sitter ended with %d: %s" % (code, error[-2000:])) from None
        if "missing" in answer:
            raise p.Missing(answer["missing"])
        if "error" in answer:
            found[path] = answer["error"]
    return found


def issues(project, files):
    """What clang has against files: for each its parse issues, and whether it could read all that it includes."""
    done = p.run_all([[p.compiler(project.language(path), "clang"), "-fsyntax-only", "-w", "-fno-caret-diagnostics", "-fno-color-diagnostics",
                       "-ferror-limit=0", "-fdiagnostics-show-category=name", *project.flags(path), p.named(path)] for path in files])
    for path, (code, _, error) in zip(files, done):
        said = list(ISSUE.finditer(error))
        if code != 0 and not said:
            raise p.Broken("clang ended with %d: %s" % (code, error[-2000:]))
        yield ([{"file": path, "line": int(match["line"]), "column": int(match["column"]), "severity": "error", "code": "parse",
                 "message": match["message"]}
                for match in said if match["category"] == "Parse Issue" and p.inside(match["file"]) == path],
               not any(match["kind"] == "fatal error" for match in said))


def main():
    npm, tree = sys.argv[1:3]
    project = p.Project()
    doubtful = stumbles(project, npm, tree, p.given(sys.argv[3:]))
    found = []
    for path, (said, whole) in zip(doubtful, issues(project, list(doubtful)) if doubtful else []):
        if not said and not whole:
            place, _, message = doubtful[path].partition(": ")
            line = place.removeprefix("line ")
            said = [{"file": path, "line": int(line) if line.isdigit() else 0, "severity": "error", "code": "parse",
                     "message": message or doubtful[path]}]
        found += said
    return found


p.answer(main)
