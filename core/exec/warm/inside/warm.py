"""The warm interpreter: runs scripts in clones of itself, each confined to namespaces of its own.

Started by the warm executor inside a sandbox as `python3 FLAGS warm.py LIBRARY SCRIPT...`, with
its control socket as standard input. LIBRARY is its native half (core/exec/warm/inside); each
SCRIPT is one of ours that is kept compiled. A clone runs its script as `python3 FLAGS SCRIPT`
would: what a program can see of a fresh interpreter is what it sees here.
"""

import sys

FRESH = {name: value for name, value in globals().items() if name.startswith("__")}
FRESH_MODULES = {name.partition(".")[0] for name in sys.modules}
FLAGGED = sys.argv[1:]

import _imp
import atexit
import gc
import os
import random
import stat
from _weakref import ref
from importlib.machinery import ModuleSpec, SourceFileLoader

# What scripts commonly import. Only modules whose import changes nothing that another module or a
# program can see, and that keep no state a clone should not share (`random` is seeded anew in every
# clone). Every one costs each clone a little: what few scripts need, they import themselves.
COMMON = """
    base64 binascii bisect collections copy datetime functools heapq io itertools json math operator
    re signal string time typing
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
    module = type(sys)("__main__")
    names = module.__dict__
    names.clear()
    names.update(FRESH, __file__=path, __loader__=SourceFileLoader("__main__", path))
    if "__annotations__" in FRESH:
        names["__annotations__"] = {}
    names["__doc__"] = None
    sys.modules["__main__"] = module
    return names


def loader(path, status):
    def load():
        kept = compiled.get(path)
        if kept and kept[0] == identity(status):
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
                native.report_unraisable(exception, stream)
            status = 120
    return status


def finish():
    """The visible part of finalising an interpreter, in its order, without freeing what is shared.

    Objects of the script get their `__del__` called; what the interpreter had before the script
    stays as it is, since nobody can see it go.
    """
    threading = sys.modules.get("threading")
    if threading is not None:
        try:
            threading._shutdown()
        except BaseException as exception:
            native.report_unraisable(exception, threading)
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
        if isinstance(sys.modules[name], type(sys)):
            living.append(ref(sys.modules[name]))
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


def adopt_environment(entries):
    wanted = dict(entry.split(b"=", 1) for entry in entries)
    for name in list(os.environb):
        if name not in wanted:
            del os.environb[name]
    for name, value in wanted.items():
        if os.environb.get(name) != value:
            os.environb[name] = value


def sample(argv, environment):
    """In a clone that is confined already: what to run, for runScript() in the native half.

    `argv` is a list of bytes; `environment` is one, too, or None where it is the interpreter's own.
    """
    argv = [os.fsdecode(argument) for argument in argv]
    atexit._clear()  # of the call that we are in
    try:
        if environment is not None:
            adopt_environment(environment)
        random.seed()  # its own hook after a fork
        position = 1
        while argv[position][0] == "-":
            position += 1
        path = os.path.abspath(argv[position])
        status = os.stat(path)
        if stat.S_ISREG(status.st_mode):
            sys.orig_argv = argv
            sys.argv = argv[position:]
            if not sys.flags.safe_path:
                sys.path[0] = os.path.dirname(os.path.realpath(path))
            return [loader(path, status), main_module(path), exit_status, finish]
    except (OSError, ValueError, IndexError):
        pass
    os.execvp(argv[0], argv)  # the interpreter itself says what is wrong


def settle():
    """Makes what the interpreter has cheap to clone: see `immortalise` in the native half."""
    gc.collect()
    fresh = native.immortalise(gc.get_objects())
    while fresh:
        fresh = native.immortalise(gc.get_referents(*fresh))
    gc.freeze()


def address_bytes():
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


fresh_bytes = address_bytes()
native = _imp.create_dynamic(ModuleSpec("touchstone_warm", None, origin=FLAGGED[0]))
import_common()
compiled = keep_compiled(FLAGGED[1:])
last_of_ours = next(reversed(sys.modules))
own_modules = sorted({name.partition(".")[0] for name in sys.modules} - FRESH_MODULES)
settle()
# Called when this script is over, in the main thread's state with no frame below: a sample has its
# whole recursion limit, and hears of its signals, which only that state does.
atexit.register(native.serve, sample, max(0, address_bytes() - fresh_bytes), own_modules)
