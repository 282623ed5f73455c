"""Reads the workspace's own configuration of an analyser, as far as it only says what to look for. Whatever loads
code, changes where findings go, or leaves files out is dropped."""
import configparser
import tomllib


def tables(path):
    """The sections of a file as {name: {key: text}}; nothing where it can't be read."""
    try:
        if path.endswith(".toml"):
            with open(path, "rb") as file:
                return flat(tomllib.load(file).get("tool", {}))
        parser = configparser.RawConfigParser(strict=False)
        parser.read(path, encoding="utf-8")
        return {name: dict(parser.items(name)) for name in parser.sections()}
    except (OSError, ValueError, configparser.Error):
        return {}


def text(value):
    if isinstance(value, list):
        return ",".join([str(item) for item in value])
    return str(value)


def flat(table, prefix="tool"):
    """Nested tables of TOML as sections with dotted names; lists of tables are numbered."""
    found = {prefix: {key: text(value) for key, value in table.items() if not nested(value)}}
    for key, value in table.items():
        if isinstance(value, dict):
            found.update(flat(value, prefix + "." + key))
        elif nested(value):
            for number, item in enumerate(value):
                found.update(flat(item, "%s.%s.%d" % (prefix, key, number)))
    return found


def nested(value):
    return isinstance(value, dict) or (isinstance(value, list) and any([isinstance(item, dict) for item in value]))


def first_with(paths, wanted):
    """The sections that are wanted, of the first file that has such."""
    for path in paths:
        found = {name: keys for name, keys in tables(path).items() if wanted(path, name)}
        if any(found.values()):
            return found
    return {}


PYLINT_DROPPED = {
    "init-hook", "load-plugins", "unsafe-load-any-extension", "extension-pkg-allow-list", "extension-pkg-whitelist",
    "output-format", "output", "jobs", "reports", "score", "msg-template", "errors-only", "fail-on", "fail-under",
    "exit-zero", "from-stdin", "recursive", "ignore", "ignore-paths", "ignore-patterns", "ignored-modules",
    "source-roots", "persistent", "clear-cache-post-run", "spelling-dict", "verbose", "limit-inference-results"}


def pylint():
    """Lines of an rc file."""
    sections = first_with(
        ["pylintrc", "pylintrc.toml", ".pylintrc", ".pylintrc.toml", "pyproject.toml", "setup.cfg", "tox.ini"],
        lambda path, name: name.startswith(("pylint", "tool.pylint")) or path in ("pylintrc", ".pylintrc"))
    lines = ["[MAIN]"]
    for keys in sections.values():
        for key, value in keys.items():
            if key.replace("_", "-") not in PYLINT_DROPPED:
                lines.append("%s=%s" % (key, value.replace("\n", "\n    ")))
    return lines


MYPY_DROPPED = {
    "plugins", "python_executable", "no_site_packages", "custom_typing_module", "custom_typeshed_dir", "files",
    "modules", "packages", "exclude", "cache_dir", "sqlite_cache", "incremental", "output", "pretty", "junit_xml",
    "junit_format", "error_summary", "show_error_context", "show_absolute_path", "color_output", "scripts_are_modules",
    "shadow_file", "timing_stats", "line_checking_stats", "pdb", "show_traceback", "raise_exceptions", "verbosity"}


def mypy():
    """Lines of mypy.ini."""
    sections = first_with(["mypy.ini", ".mypy.ini", "pyproject.toml", "setup.cfg"],
                          lambda path, name: name.startswith(("mypy", "tool.mypy")))
    lines = []
    for name, keys in sections.items():
        if name.startswith("tool.mypy.overrides"):
            name = "mypy-" + keys.pop("module", "no_such_module")
        lines.append("[%s]" % name.removeprefix("tool."))
        lines += ["%s=%s" % (key, value.replace("\n", "\n    ")) for key, value in keys.items()
                  if key not in MYPY_DROPPED and not key.endswith("_report")]
    return lines or ["[mypy]"]


FLAKE8_KEPT = {
    "max-line-length", "max-doc-length", "max-complexity", "indent-size", "ignore", "extend-ignore", "select",
    "extend-select", "per-file-ignores", "hang-closing", "builtins", "doctests"}


def flake8():
    """Options for the command line."""
    options = []
    for keys in first_with(["setup.cfg", "tox.ini", ".flake8"], lambda path, name: name == "flake8").values():
        for key, value in keys.items():
            key = key.replace("_", "-")
            if key in ("hang-closing", "doctests"):
                options += ["--" + key] if value.lower() in ("1", "true", "yes", "on") else []
            elif key in FLAKE8_KEPT:
                options.append("--%s=%s" % (key, without_comments(value)))
    return options


def without_comments(value):
    return "\n".join([line.split("#")[0].rstrip() for line in value.splitlines()])
