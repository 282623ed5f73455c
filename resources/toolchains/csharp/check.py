"""Driver of what compiles and runs nothing: check.py syntax|build|mcs|mcs-doc FILE...

Prints a list of diagnostics. "syntax" parses the files named; the others compile the whole workspace, its tests
included, and "mcs-doc" keeps what the compiler says of doc comments.
"""
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import mono

OF_DOCS = {"CS%04d" % code for code in [*range(1569, 1593), 1658, 1710, 1711, 1712, 419]}


def compiled(doc):
    paths = mono.sources()
    wrong = mono.encoding_errors(paths)
    if wrong:
        return wrong
    mono.true_lines(paths)
    project = mono.Project()
    folder = tempfile.mkdtemp()
    arguments = ["-warn:4", "-out:" + os.path.join(folder, "workspace"), "-target:" + ("exe" if project.program else "library")]
    arguments += project.arguments + ["-nowarn:" + code for code in project.no_warnings]
    if doc:
        arguments.append("-doc:" + os.path.join(folder, "workspace.xml"))
    return mono.compile_sources(arguments, paths, any(mono.has_tests(mono.read(path)) for path in paths))[0]


def main():
    what, files = sys.argv[1], sys.argv[2:]
    lacking = mono.missing()
    if lacking:
        print(json.dumps({"missing": lacking}))
        return
    if what == "syntax":
        answer = mono.encoding_errors(files)
        rest = [file for file in files if file not in {wrong["file"] for wrong in answer}]
        mono.true_lines(rest)
        if rest:
            answer += [said for said in mono.compile_sources(["--parse"], rest)[0] if said["severity"] == "error"]
    else:
        answer = compiled(what == "mcs-doc")
    if what == "mcs-doc":
        answer = [said for said in answer if said["severity"] == "error" or said.get("code") in OF_DOCS]
    elif what == "mcs":
        answer = [said for said in answer if said.get("code") not in OF_DOCS]
    print(json.dumps(answer))


main()
