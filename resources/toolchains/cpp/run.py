"""Driver of the action "run": compiles a program's source, with those of the workspace that have no main of their own
and are no tests, and becomes the program. Exit code 1 and the compiler's words where that fails.
"""
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import project as p  # noqa: E402


def main():
    project = p.Project()
    program = p.given(sys.argv[1:2])[0]
    sources = [program] + [path for path in project.sources if path != program and not p.is_test(path)]
    folder = tempfile.mkdtemp()
    objects = [os.path.join(folder, "%d.o" % number) for number in range(len(sources))]
    done = p.run_all([[p.compiler(project.language(path)), "-O1", "-w", "-c", "-o", made, *project.flags(path), p.named(path)]
                      for path, made in zip(sources, objects)])
    errors = [error for code, _, error in done if code != 0]
    if not errors:
        mains = [made for made in objects[1:] if " T main" in p.run(["nm", made])[1]]
        target = os.path.join(folder, "program")
        code, _, error = p.run(["g++", "-o", target, *[made for made in objects if made not in mains], "-lm", "-pthread"])
        errors = [error] if code != 0 else []
    if errors:
        sys.exit("".join(errors))
    os.execv(target, [program, *sys.argv[2:]])


try:
    main()
except p.Missing as tool:
    sys.exit("%s is not installed" % tool)
