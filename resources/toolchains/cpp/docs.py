"""Driver of the action "docs": docs.py NPM FILE prints what docs.mjs finds, with what clang's parser of doc comments calls
malformed as problems. That something documented is not there, or is there and not documented, is no problem of form.
"""
import json
import os
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import project as p  # noqa: E402

OF_CONTENT = re.compile(r"not found in the function declaration|returning void|not attached to|template parameter .* not found")


def malformed(project, file):
    code, _, error = p.run([p.compiler(project.language(file), "clang"), "-fsyntax-only", "-fno-caret-diagnostics",
                            "-fno-color-diagnostics", *p.DOC_WARNINGS, *project.flags(file), p.named(file)])
    if code < 0:
        raise p.Broken("clang ended with %d: %s" % (code, error[-2000:]))
    return [item for item in p.from_lines(0, error, file)
            if item["file"] == file and item["severity"] == "warning" and not OF_CONTENT.search(item["message"])]


def main():
    npm, file = sys.argv[1], p.given(sys.argv[2:])[0]
    project = p.Project()
    sources = []  # where the functions that a header declares are defined
    if p.ending(file) in p.HEADERS:
        sources = [path for path in project.sources if not p.is_test(path)]
    with tempfile.TemporaryDirectory() as folder:
        grammar = "tree-sitter-" + ("c" if project.language(file) == "c" else "cpp")
        copy = p.for_tree_sitter(project, file, folder)[1]
        code, out, error = p.run([*p.NODE, os.path.join(HERE, "docs.mjs"), npm, grammar, copy, *sources])
    try:
        answer = json.loads(out)
    except ValueError:
        raise p.Broken("docs.mjs ended with %d: %s" % (code, error[-2000:])) from None
    documented = [symbol["doc"] for symbol in answer.get("symbols", []) if symbol["doc"]]
    if documented:
        for item in malformed(project, file):
            for doc in documented:
                if doc["line"] <= item["line"] <= doc["endLine"]:
                    doc["problems"].append({key: item[key] for key in ("line", "column", "code", "message")})
    return answer


p.answer(main)
