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
# every clone). Every one costs each clone a little: what few scripts need, they import themselves.
COMMON = """
    abc ast base64 binascii bisect builtins codecs collections collections.abc contextlib copy
    dataclasses datetime enum functools heapq inspect io itertools json keyword linecache math
    numbers operator random re reprlib signal string struct textwrap threading time token tokenize
    traceback types typing warnings weakref
""".split()


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


def main_module(path):
    module = types.ModuleType("__main__")
    names = module.__dict__
    names.clear()
    names.update(FRESH, __file__=path, __loader__=SourceFileLoader("__main__", path))
    if "__annotations__" in FRESH:
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


def entries_of(function):
    entry, number = function(0), 0
    while entry is not None:
        yield entry
        number += 1
        entry = function(number)


def adopt_environment():
    wanted = dict(entry.split(b"=", 1) for entry in entries_of(native.environmentEntry))
    if wanted == os.environb._data:
        return
    for name in list(os.environb):
        if name not in wanted:
            del os.environb[name]
    for name, value in wanted.items():
        if os.environb.get(name) != value:
            os.environb[name] = value


def sample():
    """In a clone that is confined already: what to run, for runScript() in the native half."""
    argv = [os.fsdecode(argument) for argument in entries_of(native.argument)]
    try:
        adopt_environment()
        position = 1
        while argv[position][0] == "-":
            position += 1
        path = os.path.abspath(argv[position])
        if stat.S_ISREG(os.stat(path).st_mode):
            sys.orig_argv = argv
            sys.argv = argv[position:]
            if not sys.flags.safe_path:
                sys.path[0] = os.path.dirname(os.path.realpath(path))
            return [loader(path), main_module(path), exit_status, finish]
    except (OSError, ValueError, IndexError):
        pass
    os.execvp(argv[0], argv)  # the interpreter itself says what is wrong


def settle():
    """Makes what the interpreter has cheap to clone: see `immortalise` in the native half."""
    seen = set()
    objects = gc.get_objects()
    while objects:
        fresh = [each for each in objects if id(each) not in seen]
        seen.update(map(id, fresh))
        native.immortalise(fresh)
        objects = gc.get_referents(*fresh)
    del fresh, objects, seen
    gc.collect()
    gc.freeze()


def load_native(path):
    library = ctypes.PyDLL(path)
    library.serve.argtypes = [ctypes.py_object, ctypes.c_ulong]
    library.serve.restype = None
    library.immortalise.argtypes = [ctypes.py_object]
    library.immortalise.restype = None
    library.reportUnraisable.argtypes = [ctypes.py_object, ctypes.py_object]
    library.reportUnraisable.restype = None
    for function in (library.argument, library.environmentEntry):
        function.argtypes = [ctypes.c_int]
        function.restype = ctypes.c_char_p
    return library


def address_bytes():
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


fresh_bytes = address_bytes()
native = load_native(FLAGGED[0])
import_common()
compiled = keep_compiled(FLAGGED[1:])
last_of_ours = next(reversed(sys.modules))
settle()
native.serve(sample, max(0, address_bytes() - fresh_bytes))
os._exit(0)
