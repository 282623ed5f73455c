"""The warm interpreter: runs scripts in clones of itself, each confined to namespaces of its own.

Started by the warm executor inside a sandbox as `python3 FLAGS warm.py LIBRARY SCRIPT...`, with
its control socket as standard input. LIBRARY is its native half (core/exec/warm/inside); each
SCRIPT is one of ours that is kept compiled. A clone runs its script as `python3 FLAGS SCRIPT`
would: what a program can see of a fresh interpreter is what it sees here.
"""

import sys

FRESH = {name: value for name, value in globals().items() if name.startswith("__")}
FLAGGED = sys.argv[1:]

import atexit
import ctypes
import gc
import os
import stat
import threading
import types
import weakref
from importlib.machinery import SourceFileLoader

# What scripts commonly import. Only modules whose import changes nothing that another module or a
# program can see, and that keep no state a clone should not share (`random` seeds itself anew in
# every clone).
COMMON = """
    abc argparse array ast base64 bisect builtins calendar cmath codecs collections
    collections.abc contextlib copy csv dataclasses datetime decimal difflib enum errno fnmatch
    fractions functools glob hashlib heapq html importlib inspect io itertools json keyword linecache
    locale math numbers operator pathlib pickle platform pprint queue random re reprlib secrets
    selectors shlex shutil signal statistics string subprocess tempfile textwrap threading time
    token tokenize traceback types typing unicodedata unittest uuid warnings weakref zlib
""".split()

CONTROL = 0
OVER, SAMPLE, COLLECTOR = range(3)


def keep_compiled(paths):
    """Code of each script that can be read and compiled, with what tells whether it changed."""
    compiled = {}
    for path in paths:
        try:
            with open(path, "rb") as file:
                code = compile(file.read(), path, "exec", dont_inherit=True)
                compiled[path] = (identity(os.fstat(file.fileno())), code)
        except (OSError, SyntaxError, ValueError):
            pass  # whoever runs it is told
    return compiled


def identity(status):
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def import_common():
    for name in COMMON:
        try:
            __import__(name)
        except ImportError:
            pass


def receive(descriptor, count):
    parts = bytearray()
    while len(parts) < count:
        part = os.read(descriptor, min(count - len(parts), 1 << 20))
        if not part:
            os._exit(1)  # the harness let go of this request
        parts += part
    return bytes(parts)


def unpack(descriptor, files):
    """Writes the tree into the working directory; False when the quota is too small for it."""
    made = {""}
    try:
        for path, mode, size in files:
            folder = path.rpartition("/")[0]
            if folder not in made:
                os.makedirs(folder, exist_ok=True)
                made.add(folder)
            content = receive(descriptor, size)
            if mode == "symlink":
                os.symlink(content, os.fsencode(path))
                continue
            permissions = 0o755 if mode == "executable" else 0o644
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, permissions)
            while content:
                content = content[os.write(file, content):]
            os.close(file)
    except OSError as problem:
        return problem
    return None


def main_module(path):
    module = types.ModuleType("__main__")
    names = module.__dict__
    names.clear()
    names.update(FRESH, __file__=path, __loader__=SourceFileLoader("__main__", path))
    names["__annotations__"] = {}
    names["__doc__"] = None
    sys.modules["__main__"] = module
    return names


def loader(path):
    def load():
        kept = compiled.get(path)
        if kept and kept[0] == identity(os.stat(path)):
            return kept[1]
        with open(path, "rb") as file:
            return compile(file.read(), path, "exec", dont_inherit=True)

    return load


def exit_status(exception):
    """What the interpreter exits with on this SystemExit; prints what it prints."""
    code = exception.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF if -(1 << 63) <= code < 1 << 63 else 0xFF
    if sys.stderr is not None:
        sys.stderr.write(str(code))
        sys.stderr.write("\n")
    return 1


def flush_streams():
    status = 0
    for stream, reported in ((sys.stdout, True), (sys.stderr, False)):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except BaseException as exception:
            if reported:
                native.reportUnraisable(exception, stream)
            status = 120
    return status


def finish():
    """The visible part of finalising an interpreter, in its order, without freeing what is shared.

    Objects of the script get their `__del__` called; what the interpreter had before the script
    stays as it is, since nobody can see it go.
    """
    try:
        threading._shutdown()
    except BaseException as exception:
        native.reportUnraisable(exception, threading)
    atexit._run_exitfuncs()
    status = flush_streams()
    collect_garbage()
    drop_modules()
    return flush_streams() or status


def drop_modules():
    """Lets go of every module that the script brought, which are the last in sys.modules."""
    names = []
    for name in reversed(sys.modules):
        if name == last_of_ours:
            break
        names.append(name)
    names.append("__main__")
    living = []
    for name in names:
        if isinstance(sys.modules[name], types.ModuleType):
            living.append(weakref.ref(sys.modules[name]))
        sys.modules[name] = None
    sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
    collect_garbage()
    for reference in living:
        module = reference()
        if module is not None:
            clear_module(module.__dict__)
        del module


def collect_garbage():
    """A full collection, without its side effect (emptying free lists) where one of the young
    generations is a full one, since nothing is in the oldest."""
    gc.collect(2 if gc.get_objects(2) else 1)


def clear_module(names):
    """As the interpreter clears a module that something still holds."""
    for name in list(names):
        if name[:1] == "_" and name[1:2] != "_":
            names[name] = None
    for name in list(names):
        if name != "__builtins__":
            names[name] = None


class Request:
    """What a sample is about: a length in 8 digits, then that many bytes of NUL-separated UTF-8."""

    def __init__(self, descriptor):
        text = receive(descriptor, int(receive(descriptor, 8))).decode()
        fields = iter(text.split("\0"))
        self.folder = next(fields)
        self.script = int(next(fields))  # its position in argv
        self.argv = [next(fields) for _ in range(int(next(fields)))]
        self.environment = [next(fields).split("=", 1) for _ in range(int(next(fields)))]
        self.files = [
            (next(fields), next(fields), int(next(fields))) for _ in range(int(next(fields)))
        ]


def sample():
    descriptor = native.requestSocket()
    request = Request(descriptor)
    os.chdir("/work")
    problem = unpack(descriptor, request.files)
    if problem is not None:
        native.refuse(problem.errno or 0)
    for name, value in request.environment:
        os.environ[name] = value
    if request.folder:
        os.chdir(request.folder)
    failed = native.confine()
    if failed:
        os._exit(1)
    argv = request.argv
    script = argv[request.script]
    path = script if script[:1] == "/" else os.path.abspath(script)
    if not is_plain(path):
        os.execvp(argv[0], argv)  # the interpreter itself says what is wrong
    sys.orig_argv = argv
    sys.argv = argv[request.script:]
    if not sys.flags.safe_path:
        sys.path[0] = os.path.dirname(os.path.realpath(path))
    native.run(loader(path), main_module(path), exit_status, finish)


def is_plain(path):
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def load_native(path):
    library = ctypes.PyDLL(path)
    library.run.argtypes = [ctypes.py_object] * 4
    library.reportUnraisable.argtypes = [ctypes.py_object] * 2
    return library


def serve():
    failed = native.setUp(CONTROL)
    if failed:
        sys.exit(f"warm interpreter: {os.strerror(failed)}")
    gc.collect()
    gc.freeze()
    if native.serve(CONTROL) == SAMPLE:
        sample()
    os._exit(1)


native = load_native(FLAGGED[0])
import_common()
compiled = keep_compiled(FLAGGED[1:])
last_of_ours = next(reversed(sys.modules))
serve()
