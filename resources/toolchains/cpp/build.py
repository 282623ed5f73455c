"""Driver of the action "build": compiles the files named with gcc's warnings, tests without making code; links the
programs (sources with a main) where no source of the workspace is left out. Prints diagnostics as JSON.
"""
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import project as p  # noqa: E402


def defines_main(object_file):
    code, out, error = p.run(["nm", "-P", "--defined-only", object_file])
    if code != 0:
        raise p.Broken("nm: " + error)
    return any(line.startswith("main ") for line in out.splitlines())


def link(objects, folder):
    """What the linker says about each program; `objects`: source to object file."""
    programs = [source for source, made in objects.items() if defines_main(made)]
    shared = [made for source, made in objects.items() if source not in programs]
    found = []
    for source in programs:
        code, _, error = p.run(["g++", "-o", os.path.join(folder, "program"), objects[source], *shared, "-lm", "-pthread"])
        if code != 0:
            lines = [line for line in error.splitlines() if ": in function" not in line and "ld returned" not in line]
            found += [{"file": source, "severity": "error", "code": "link", "message": line.split(": ", 1)[-1] or line}
                      for line in lines[:20] or ["it can't be linked"]]
    return found


def main():
    project = p.Project()
    files = p.given(sys.argv[1:])
    wanted = [path for path in files if p.is_source(path)] or files  # headers come with the sources that include them
    with tempfile.TemporaryDirectory() as folder:
        commands, objects = [], {}
        for number, path in enumerate(wanted):
            how = ["-fsyntax-only"]
            if p.is_source(path) and not p.is_test(path):
                objects[path] = os.path.join(folder, "%d.o" % number)
                how = ["-c", "-o", objects[path]]
            commands.append([p.compiler(project.language(path)), "-O0", "-Wall", "-Wextra",
                             "-fdiagnostics-format=sarif-stderr", *how, *project.flags(path), p.named(path)])
        found = []
        for path, (code, _, error) in zip(wanted, p.run_all(commands)):
            found += p.from_sarif(code, error, path)
        found = [item for item in found if "#pragma once in main file" not in item["message"]]
        whole = {path for path in project.sources if not p.is_test(path)} <= set(wanted)
        if whole and objects and not any(item["severity"] == "error" for item in found):
            found += link(objects, folder)
    return p.distinct(found)


p.answer(main)
