"""Driver of the action "run": compiles the workspace, its tests left out, and runs the program whose Main is in the file named."""
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import mono
import structure


def main():
    file, arguments = os.path.normpath(sys.argv[1]), sys.argv[2:]
    paths = mono.sources()
    wrong = mono.encoding_errors(paths)
    for said in wrong:
        print("%s: %s" % (said["file"], said["message"]), file=sys.stderr)
    if wrong:
        sys.exit(1)
    paths = [path for path in paths if path == file or not mono.has_tests(mono.read(path))]
    program = os.path.join(tempfile.mkdtemp(), "program.exe")
    options = ["-warn:0", "-debug", "-out:" + program] + mono.Project().arguments
    mains = structure.classes_with(mono.read(file), r"\bstatic\b[^;{}()]*\bMain\s*\(")
    if mains:
        options.append("-main:" + mains[0].replace("+", "."))
    said, built = mono.compile_sources(options, paths)
    if not built:
        for item in said:
            print("%s(%s): %s: %s" % (item["file"], item.get("line", 0), item.get("code", ""), item["message"]), file=sys.stderr)
        sys.exit(1)
    os.execvp("mono", ["mono", "--debug", program] + arguments)


main()
