"""Driver of the analysers: analyse.py gcc|clang|clang-doc|clang-tidy|cppcheck FILES… prints diagnostics as JSON. The
configuration is this folder's own. A file that does not compile gives errors as findings.
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import project as p  # noqa: E402

WARNINGS = ["-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-Wformat=2", "-Wimplicit-fallthrough"]
OF_GCC = ["-Wduplicated-cond", "-Wduplicated-branches", "-Wlogical-op"]
OF_CPP = ["-Wnon-virtual-dtor", "-Woverloaded-virtual"]


def by_gcc(project, path):
    language = project.language(path)
    make = ["-O1", "-c", "-o", os.devnull] if p.is_source(path) else ["-fsyntax-only"]  # some warnings need -O1
    return [p.compiler(language), *WARNINGS, *OF_GCC, *(OF_CPP if language == "c++" else []), *make,
            "-fdiagnostics-format=sarif-stderr", *project.flags(path), p.named(path)]


def clang(project, path, warnings):
    return [p.compiler(project.language(path), "clang"), "-fsyntax-only", "-fno-caret-diagnostics",
            "-fno-color-diagnostics", "-ferror-limit=0", *warnings, *project.flags(path), p.named(path)]


def by_clang(project, path):
    return clang(project, path, WARNINGS + (OF_CPP if project.language(path) == "c++" else []))


def by_clang_doc(project, path):
    return clang(project, path, p.DOC_WARNINGS)


def by_clang_tidy(project, path):
    return ["clang-tidy-19", "--quiet", "--config-file=" + os.path.join(HERE, "clang-tidy.yaml"),
            "--header-filter=^%s/" % os.getcwd(), p.named(path), "--", "-w", *project.flags(path)]


def by_cppcheck(project, path):
    language = project.language(path)
    standard = project.standards[language].replace("gnu2x", "gnu23").replace("gnu", "c", 1)
    includes = [item for item in project.includes if not item.startswith("-")]
    return ["cppcheck", "--quiet", "--enable=warning,style,performance,portability", "--library=posix", "--error-exitcode=0",
            "--suppress=useStlAlgorithm", "--suppress=unusedStructMember",  # matters of taste; wrong for headers alone
            "--template={file}:{line}:{column}: {severity}: {message} [{id}]", "--template-location=",
            "--language=" + language, "--std=" + standard, *["-I" + folder for folder in includes], p.named(path)]


def from_cppcheck(code, text, source):
    """Its severities as ours: style, performance and portability are warnings."""
    for name in ("style", "performance", "portability"):
        text = text.replace(": %s: " % name, ": warning: ")
    if code == 0:
        return p.from_lines(0, text, source)
    raise p.Broken("cppcheck ended with %d: %s" % (code, text[-2000:]))


TOOLS = {"gcc": (by_gcc, p.from_sarif), "clang": (by_clang, p.from_lines), "clang-doc": (by_clang_doc, p.from_lines),
         "clang-tidy": (by_clang_tidy, p.from_lines), "cppcheck": (by_cppcheck, from_cppcheck)}
ABOUT_US = ("pragma-once-outside-header", "#pragma once in main file")  # a header was read by itself


def main():
    project = p.Project()
    command, read = TOOLS[sys.argv[1]]
    files = p.given(sys.argv[2:])
    found = []
    for path, (code, out, error) in zip(files, p.run_all([command(project, path) for path in files])):
        found += read(code, out + error if sys.argv[1] != "gcc" else error, path)
    return p.distinct([item for item in found if not any(text in item["code"] + item["message"] for text in ABOUT_US)])


p.answer(main)
