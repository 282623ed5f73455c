"""Driver of the analysers: a tool's name and files as arguments; prints what it finds as a list of diagnostics, or
{"missing": tool}. Nothing of the workspace is executed, see guard.py, and of its configuration only that counts which
says what to look for, see configuration.py. A tool that breaks down makes this end with exit code 1, unless it did so
over a file that no Python can be read from: then what is wrong with it is found. Run from the workspace's top."""
import gc
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings

TOP = os.getcwd()
SUPPORT = os.path.dirname(os.path.abspath(__file__))


class Broken(Exception):
    """The tool did not do its work."""


class Missing(Exception):
    """The tool is not there."""


def library(name):
    """Another file of this folder."""
    spec = importlib.util.spec_from_file_location("touchstone_" + name, os.path.join(SUPPORT, name + ".py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def relative(path):
    path = os.path.abspath(path)
    return path[len(TOP) + 1:] if path.startswith(TOP + "/") else path


def finding(file, line, column, code, severity, message, end_line=0, end_column=0):
    found = {"file": relative(file), "severity": severity, "code": code or "", "message": message}
    for key, value in (("line", line), ("column", column), ("endLine", end_line), ("endColumn", end_column)):
        if value and value > 0:
            found[key] = value
    return found


def roots():
    """Folders that modules of the workspace are imported from."""
    return [TOP] + [folder for folder in (TOP + "/src",) if os.path.isdir(folder)]


def written(lines, suffix):
    with tempfile.NamedTemporaryFile("w", suffix=suffix, delete=False, encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return file.name


PYLINT_SEVERITY = {"fatal": "error", "error": "error", "warning": "warning", "refactor": "note", "convention": "note",
                   "info": "note"}


def pylint(files, configuration):
    from pylint.lint import Run
    from pylint.reporters.json_reporter import JSON2Reporter
    rules = written(configuration.pylint(), ".rc")
    sys.path += roots()  # for what it reads; imports pass the workspace by
    output = io.StringIO()
    arguments = ["--rcfile", rules, "--load-plugins=pylint.extensions.docparams", "--jobs=1", "--persistent=n",
                 "--score=n", "--reports=n", "--clear-cache-post-run=n"]
    Run(arguments + ["--"] + files, reporter=JSON2Reporter(output), exit=False)
    found = json.loads(output.getvalue())["messages"]
    for item in found:
        if item["messageId"] in ("F0002", "E0015", "E0013"):  # it broke down, or did not understand an option
            raise Broken(item["message"])
    return [finding(item["path"] or item["absolutePath"], item["line"], item["column"] + 1, item["messageId"],
                    PYLINT_SEVERITY[item["type"]], "%s (%s)" % (item["message"], item["symbol"]), item["endLine"],
                    (item["endColumn"] or -1) + 1) for item in found if item["messageId"] != "R0022"]


def flake8(files, configuration):
    from flake8.main.application import Application
    report = tempfile.NamedTemporaryFile(suffix=".txt", delete=False).name
    shape = "%(row)d\t%(col)d\t%(code)s\t%(path)s\t%(text)s"
    app = Application()
    app.run(["--isolated", "--jobs=1", "--format=" + shape, "--output-file=" + report,
             *configuration.flake8(), *files])
    if app.catastrophic_failure:
        raise Broken("flake8 gave up")
    found = []
    with open(report, encoding="utf-8", errors="replace") as lines:
        for line in lines.read().split("\n"):
            if line:
                row, column, code, path, message = line.split("\t", 4)
                severity = "error" if code.startswith("E9") else "warning"
                found.append(finding(path, int(row), int(column), code, severity, message))
    return found


# of modules that it does not take: a name of the library's, the same file twice
MYPY_REFUSAL = re.compile(r'mypy: "([^"]+)" shadows library module .*|([^:{]+\.py):(?:(\d+):)?(?:\d+:)? error: (.*)')


def mypy(files, configuration):
    from mypy import api
    os.environ["MYPYPATH"] = ":".join(roots()[1:])
    rules = written(configuration.mypy(), ".ini")
    output, errors, code = api.run(
        ["--config-file", rules, "--cache-dir=/dev/null", "--output=json", "--no-error-summary",
         "--no-color-output", "--", *files])
    lines = output.splitlines()
    items = [json.loads(line) for line in lines if line.startswith("{")]
    refused = [found for found in map(MYPY_REFUSAL.match, errors.splitlines() + lines) if found] if code == 2 else []
    items += [{"file": found[1] or found[2], "line": int(found[3] or 0), "column": -1, "code": "misc",
               "severity": "error", "message": found[4] or found[0]} for found in refused]
    if code not in (0, 1, 2) or (code == 2 and not any([item["severity"] == "error" for item in items])):
        raise Broken(output + errors)
    return [finding(item["file"], item["line"], item["column"] + 1, item["code"], item["severity"], item["message"])
            for item in items if item["severity"] == "error"]


def pydocstyle(files, _):
    from pydocstyle import Error, check
    from pydocstyle.config import ConfigurationParser
    sys.argv = ["pydocstyle", "--match=.*", "--match-dir=.*", *files]
    chosen = ConfigurationParser()
    chosen.parse()
    found = []
    for name, codes, ignored, properties, self_only in chosen.get_files_to_check():
        for item in check((name,), select=codes, ignore_decorators=ignored, property_decorators=properties,
                          ignore_self_only_init=self_only):
            if not isinstance(item, Error):
                raise item
            found.append(finding(item.filename, item.line, 0, item.code, "warning",
                                 item.short_desc + (" (%s)" % item.context if item.context else "")))
    return found


def pyright(files, _):
    program = os.path.join(os.environ["TOUCHSTONE_NPM"], "node_modules/pyright/index.js")
    if not os.path.exists(program):
        raise Missing
    # the interpreter that it asks for its folders is not to see modules of the workspace
    environment = dict(os.environ, PYTHONSAFEPATH="1", PYTHONNOUSERSITE="1", NODE_OPTIONS="")
    done = subprocess.run(["node", program, "--outputjson", "--pythonpath", sys.executable, *files],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, check=False)
    answer = json.loads(done.stdout)
    if done.returncode not in (0, 1) or answer["summary"]["filesAnalyzed"] < 1:
        raise Broken(done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace"))
    found = []
    for item in answer["generalDiagnostics"]:
        start, end = item["range"]["start"], item["range"]["end"]
        severity = {"information": "note"}.get(item["severity"], item["severity"])
        found.append(finding(item["file"], start["line"] + 1, start["character"] + 1, item.get("rule", "syntax"),
                             severity, item["message"], end["line"] + 1, end["character"] + 1))
    return found


def unreadable(files):
    """What is wrong with files that Python can't be read from."""
    found = []
    for file in files:
        try:
            with open(file, "rb") as source:
                compile(source.read(), file, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            found.append(finding(file, getattr(error, "lineno", 0), getattr(error, "offset", 0), "syntax-error", "error",
                                 getattr(error, "msg", None) or str(error) or type(error).__name__))
    return found


def main():
    tool, files = sys.argv[1], sys.argv[2:]
    warnings.simplefilter("ignore")
    gc.set_threshold(200_000, 30, 30)
    sys.setrecursionlimit(20_000)  # of long expressions
    answers, sys.stdout = sys.stdout, sys.stderr
    guard, configuration = library("guard"), library("configuration")
    guard.install()
    try:
        if tool != "pyright" and importlib.util.find_spec(tool) is None:
            raise Missing
        found = globals()[tool](files, configuration) if files else []
        broken = {item["file"] for item in found if item["severity"] == "error"}
        found += [item for item in unreadable(files) if item["file"] not in broken]  # what it overlooked
    except Missing:
        found = {"missing": tool}
    except (Exception, SystemExit) as error:
        found = unreadable(files)
        if not found:
            print("%s broke down: %s: %s" % (tool, type(error).__name__, error), file=sys.stderr)
            sys.exit(1)
    answers.write(json.dumps(found) + "\n")
    answers.flush()
    os._exit(0)


main()
