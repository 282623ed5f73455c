"""What the drivers of this folder share: a workspace's sources, the Mono C# compiler, and what it says."""
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree

SUPPORT = os.path.dirname(os.path.abspath(__file__))
COMPILER = "/usr/lib/mono/4.5/mcs.exe"
FRAMEWORK = [os.path.join(SUPPORT, "nunit", name) for name in ("Attributes.cs", "Assert.cs", "Constraints.cs", "Runner.cs")]
RUNNER = "Touchstone.Testing.Runner"
NOT_SOURCES = {"bin", "obj", "node_modules", "packages"}

# What is no code: comments, texts, characters, directives.
PASSIVE = re.compile(r"""//[^\n]*|/\*.*?(?:\*/|\Z)|(?:\$@|@\$|@)"(?:[^"]|"")*"|\$?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'"""
                     r"""|^[ \t]*\#[^\n]*""", re.DOTALL | re.MULTILINE)
SAID = re.compile(r"^(?:(?P<file>.+)\((?P<line>\d+)(?:,(?P<column>\d+))?\+?(?:,(?P<endLine>\d+),(?P<endColumn>\d+))?\): )?"
                  r"(?P<severity>error|warning) (?P<code>CS\d{4}): (?P<message>.*)$")


class CompilerFailed(Exception):
    """The compiler ended without a word about the code."""


def masked(text):
    """The text with blanks in place of what is no code."""
    return PASSIVE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def read(path):
    """A source's text; UnicodeDecodeError where it is not in UTF-8."""
    with open(path, "rb") as file:
        return file.read().decode("utf-8-sig")


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def sources():
    """The paths of all C# files of the workspace, sorted."""
    found = []
    for folder, folders, files in os.walk("."):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in NOT_SOURCES]
        found += [os.path.relpath(os.path.join(folder, name)) for name in files if name.endswith(".cs")]
    return sorted(path for path in found if os.path.isfile(path))


def encoding_errors(paths):
    """A diagnostic for each file that is not in UTF-8."""
    found = []
    for path in paths:
        try:
            read(path)
        except UnicodeDecodeError as error:
            line = error.object[:error.start].count(b"\n") + 1
            found.append({"file": path, "line": line, "severity": "error", "message": "the file is not in UTF-8"})
        except OSError as error:
            found.append({"file": path, "severity": "error", "message": error.strerror})
    return found


def true_lines(paths):
    """Blanks #line directives, by which code can pass itself off as another file's."""
    for path in paths:
        text = read(path)
        plain = PASSIVE.sub(lambda found: re.sub(r"[^\n]", " ", found.group())
                            if re.match(r"[ \t]*#[ \t]*line\b", found.group()) else found.group(), text)
        if plain != text:
            write(path, plain)


class Project:
    """What project files say of how sources are compiled."""

    def __init__(self):
        self.program = False
        self.arguments = []
        self.no_warnings = []
        for folder, folders, files in os.walk("."):
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in NOT_SOURCES)
            for name in sorted(files):
                if name.endswith(".csproj") or name == "Directory.Build.props":
                    self._read(os.path.join(folder, name))

    def _read(self, path):
        try:
            root = xml.etree.ElementTree.parse(path).getroot()
        except (OSError, xml.etree.ElementTree.ParseError):
            return
        for element in root.iter():
            tag, text = element.tag.rpartition("}")[2], (element.text or "").strip()
            if tag == "OutputType":
                self.program = self.program or text.lower() in ("exe", "winexe")
            elif tag == "DefineConstants":
                self.arguments += ["-define:" + word for word in re.findall(r"[A-Za-z_]\w*", text.replace("$(DefineConstants)", ""))]
            elif tag == "AllowUnsafeBlocks" and text.lower() == "true":
                self.arguments.append("-unsafe")
            elif tag == "CheckForOverflowUnderflow" and text.lower() == "true":
                self.arguments.append("-checked")
            elif tag == "NoWarn":
                self.no_warnings += re.findall(r"(?:CS)?0*(\d+)", text)
            elif tag == "Reference":
                name = element.get("Include", "").split(",")[0].strip()
                if re.fullmatch(r"(System|Microsoft|Mono)[A-Za-z.]*", name) and os.path.exists("/usr/lib/mono/4.5/%s.dll" % name):
                    self.arguments.append("-r:%s.dll" % name)


def has_tests(text):
    return "NUnit.Framework" in text


def compile_sources(arguments, paths, framework=False):
    """What the compiler says of these sources: its diagnostics, and whether it succeeded.

    Names that it could take for options, response files or patterns stand in a folder of their own under plain names."""
    folder, plain, names = None, [], {}
    for path in paths:
        name = "./" + path
        if not re.fullmatch(r"[\w./+ -]+", path, re.ASCII) or "//" in name:
            folder = folder or tempfile.mkdtemp()
            name = os.path.join(folder, "source%d.cs" % len(plain))
            write(name, read(path))
        names[os.path.normpath(name)] = path
        plain.append(name)
    command = ["mono", COMPILER, "-nologo", "-langversion:latest", "-codepage:utf8", "-noconfig", "-lib:/usr/lib/mono/4.5", "-r:System.dll",
               "-r:System.Core.dll", "-r:System.Xml.dll", "-r:System.Numerics.dll"] + arguments + (FRAMEWORK if framework else []) + plain
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    diagnostics = []
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        found = SAID.match(line)
        if not found:
            continue
        said = {key: int(value) if key.endswith(("ine", "olumn")) else value for key, value in found.groupdict().items() if value}
        file = said.get("file", "")
        if file.startswith(SUPPORT):
            if said["severity"] == "warning":
                continue
            said = {key: said[key] for key in ("severity", "code", "message")}
            file = ""
        elif file:
            file = names.get(os.path.normpath(file), file)
        said["file"] = file
        diagnostics.append(said)
    failed = any(said["severity"] == "error" for said in diagnostics)
    if (done.returncode != 0) != failed:
        raise CompilerFailed("mcs ended with %d: %s" % (done.returncode, done.stdout.decode("utf-8", "replace")[-2000:]))
    return diagnostics, not failed


def missing():
    """The tool that is not installed; empty: all are there."""
    if not any(os.path.exists(os.path.join(folder, "mono")) for folder in os.environ.get("PATH", "/usr/bin").split(":")):
        return "mono"
    return "" if os.path.exists(COMPILER) else "mcs"
