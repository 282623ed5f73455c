"""A workspace in C and C++ as the drivers of this folder see it: which files are sources, tests and headers, how each is
compiled, and what the compilers say. Run from the workspace's top; nothing of the workspace's build system is run, but
for the standard that CMakeLists.txt names.
"""
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import urllib.parse

C_SOURCES = {".c"}
CPP_SOURCES = {".cc", ".cpp", ".cxx", ".c++", ".C"}
HEADERS = {".h", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp", ".tpp"}
ROOTS = {"include", "inc", "src", "lib"}  # folders that includes are written relative to
TEST = re.compile(r"(^|/)(test_[^/]*|[^/]*_tests?|[^/]*Tests?)\.(c|cc|cpp|cxx|c\+\+|C)$")  # as toolchain.json has it
MOST_FILES = 20_000
DOC_WARNINGS = ["-Wno-everything", "-Wdocumentation", "-Wdocumentation-pedantic", "-Wno-documentation-deprecated-sync"]


NODE = ["node", "--liftoff-only"]  # compiles a grammar quickly, not well: it is used once


class Missing(Exception):
    """A tool is not installed."""


class Broken(Exception):
    """A tool did not do its work."""


def ending(path):
    return os.path.splitext(path)[1]


def is_source(path):
    return ending(path) in C_SOURCES | CPP_SOURCES


def is_test(path):
    return TEST.search(path) is not None


def given(arguments):
    """Paths as the drivers know them: relative, without ./ before them."""
    return [os.path.normpath(path) for path in arguments]


def named(path):
    """A path that no tool takes for an option or for a file of options."""
    return path if os.path.isabs(path) else "./" + path


class Project:
    def __init__(self):
        self.sources, self.headers = [], []
        folders = set()
        for folder, below, files in os.walk("."):
            below[:] = sorted(name for name in below if not name.startswith(".") and not re.match("(cmake-)?build", name))
            here = os.path.normpath(folder)
            if os.path.basename(here) in ROOTS:
                folders.add(here)
            for name in sorted(files):
                path = os.path.normpath(os.path.join(folder, name))
                if os.path.islink(path) or not os.path.isfile(path):
                    continue
                if is_source(path):
                    self.sources.append(path)
                elif ending(path) in HEADERS:
                    self.headers.append(path)
                    folders.add(here)
            if len(self.sources) + len(self.headers) > MOST_FILES:
                raise Broken("there are more than %d sources" % MOST_FILES)
        # -I only for what is meant to be included so: a header named string.h elsewhere must not hide the system's
        self.includes = ["-iquote", "."]
        for folder in sorted(folders):
            self.includes += ["-I" if os.path.basename(folder) in ROOTS else "-iquote", named(folder)]
        self.plain_c = not any(ending(path) in CPP_SOURCES and not is_test(path) for path in self.sources) and any(
            ending(path) in C_SOURCES for path in self.sources)
        self.standards = {"c": "gnu17", "c++": "gnu++20"}
        try:
            with open("CMakeLists.txt", encoding="utf-8", errors="replace") as file:
                text = file.read(1 << 20)
        except OSError:
            text = ""
        if found := re.search(r"^[^#\n]*\bCMAKE_CXX_STANDARD\s+(11|14|17|20|23|26)\b", text, re.M):
            self.standards["c++"] = "gnu++" + found[1]
        if found := re.search(r"^[^#\n]*\bCMAKE_C_STANDARD\s+(90|99|11|17|23)\b", text, re.M):
            self.standards["c"] = "gnu" + {"23": "2x"}.get(found[1], found[1])

    def language(self, path):
        """ "c" or "c++"; a header .h is what the workspace's sources are."""
        return "c" if ending(path) in C_SOURCES or (ending(path) == ".h" and self.plain_c) else "c++"

    def flags(self, path):
        """What any compiler is told about a file."""
        language = self.language(path)
        return ["-x", language, "-std=" + self.standards[language], *self.includes]


def compiler(language, family="gcc"):
    if family == "clang":
        return "clang-19" if language == "c" else "clang++-19"
    return "gcc" if language == "c" else "g++"


def run(argv):
    """Runs a tool to its end; (exit code, stdout, stderr)."""
    try:
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except FileNotFoundError:
        raise Missing({"g++": "gcc", "nm": "gcc", "clang++-19": "clang-19"}.get(argv[0], argv[0])) from None
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def run_all(commands):
    """Runs tools two at a time; their results in the order of the commands."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, commands))


# A tree of syntax has no place for a bracket that only one of two languages sees: of such directives nothing is left but
# blanks, and extern "C" is there for both.
GUARD = (r"^[ \t]*#[ \t]*if(?:def[ \t]+|[ \t]+defined[ \t]*\(?[ \t]*)__cplusplus\b[^\n]*\n"
         r"\s*%s[^\n]*\n[ \t]*#[ \t]*endif[^\n]*$")
DIRECTIVE = re.compile(r"^[ \t]*#[^\n]*", re.M)
OPENS, CLOSES = re.compile(GUARD % r'extern\s+"C"\s*\{', re.M), re.compile(GUARD % r"\}", re.M)


def unguarded(text):
    if len(OPENS.findall(text)) != len(CLOSES.findall(text)):
        return text
    for guard in (OPENS, CLOSES):
        text = guard.sub(lambda match: DIRECTIVE.sub(lambda line: " " * len(line[0]), match[0]), text)
    return text


def for_tree_sitter(project, path, folder):
    """The description of the file's language for tree.mjs, and a copy of the file, in a folder, that its parser can read."""
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        text = file.read()
    copy = os.path.join(folder, "%d%s" % (len(os.listdir(folder)), ending(path)))
    with open(copy, "w", encoding="utf-8", newline="") as file:
        file.write(unguarded(text))
    name = "tree-c.json" if project.language(path) == "c" else "tree.json"
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), name), copy


def inside(path):
    """A path as the workspace has it; None: it lies elsewhere."""
    path = os.path.relpath(path)
    return None if path == ".." or path.startswith("../") else path


REGION = {"line": "startLine", "column": "startColumn", "endLine": "endLine", "endColumn": "endColumn"}


def from_sarif(code, text, source):
    """What gcc said by -fdiagnostics-format=sarif-stderr about a source, as diagnostics. What it says about the
    system's headers stays out, but for errors, which then are the source's."""
    start = text.find("{")
    try:
        log = json.JSONDecoder().raw_decode(text[start:])[0] if start >= 0 else {}
        results = log["runs"][0]["results"] if log else []
    except (ValueError, LookupError):
        raise Broken("gcc gave no SARIF: " + text[:2000]) from None
    for result in results:
        if result.get("ruleId") == "fatal error":  # such have no level
            result.update(level="error", ruleId="error")
    if code != 0 and not any(result.get("level") == "error" for result in results):
        raise Broken("gcc ended with %d: %s" % (code, text[-2000:]))
    found = []
    for result in results:
        severity = result.get("level", "warning")
        if severity not in ("error", "warning"):
            continue
        place = (result.get("locations") or [{}])[0].get("physicalLocation", {})
        file = inside(urllib.parse.unquote(place.get("artifactLocation", {}).get("uri", source)))
        region = place.get("region", {}) if file else {}
        if not file and severity != "error":
            continue
        item = {"file": file or source, "severity": severity, "code": result.get("ruleId", ""),
                "message": result["message"]["text"] or severity}
        for key, name in REGION.items():
            if isinstance(region.get(name), int):
                item[key] = region[name]
        found.append(item)
    return found


LINE = re.compile(r"^(?P<file>[^\n]+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>fatal error|error|warning): "
                  r"(?P<message>.*?)(?: \[(?P<code>[^][]+)\])?$", re.M)


def from_lines(code, text, source):
    """What clang and its tools said line by line about a source."""
    found = []
    for match in LINE.finditer(text):
        file = inside(match["file"])
        severity = match["severity"].removeprefix("fatal ")
        if not file and severity != "error":
            continue
        found.append({"file": file or source, "severity": severity, "code": match["code"] or severity, "message": match["message"],
                      **({"line": int(match["line"]), "column": int(match["column"])} if file else {})})
    if code != 0 and not any(item["severity"] == "error" for item in found):
        raise Broken("it ended with %d: %s" % (code, text[-2000:]))
    return found


def distinct(found):
    """Each finding once: a header is read with every source that includes it."""
    seen = {json.dumps(item, sort_keys=True): item for item in found}
    return sorted(seen.values(), key=lambda item: (item["file"], item.get("line", 0), item.get("column", 0)))


def answer(work):
    """Prints what `work` gives as JSON, or which tool is missing; ends with 1, and nothing printed, where one broke."""
    try:
        print(json.dumps(work()))
    except Missing as tool:
        print(json.dumps({"missing": str(tool)}))
    except Broken as what:
        sys.exit(str(what))
