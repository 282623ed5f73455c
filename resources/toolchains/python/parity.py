"""Driver of the action "program" in parity mode: judges a program inside its own process, for
benchmarks whose published verdicts were made that way (HumanEval, CRUXEval and their kin).

stdin: a line "NONCE SECONDS", then the program. One line "NONCE JSON" on file descriptor 3, with
"status" "passed", "timed out" or "failed", and for the last the exception's type and message as
hexadecimal bytes. What the program does in here is what it does there:
- it runs in empty globals, so that __name__ is "builtins"; sys.exit and every other exception fail it
- output is swallowed, reading input raises OSError; what could do damage is None
- after SECONDS a timer raises an exception in it, which it may catch; whoever runs this ends the
  process one second later; a process that ends without an answer counts as timed out
- it starts at the same depth of the stack, so that the same recursion is too deep
A program can cheat in here, as it can there: hence the name. Ending the process or printing is not
enough.
"""
import os
import signal
import sys
from io import StringIO

STACK_DEPTH = 14  # frames below the program's in the benchmark's own evaluator

NO_OS = """kill system putenv remove removedirs rmdir fchdir setuid fork forkpty killpg rename renames
truncate replace unlink fchmod fchown chmod chown chroot lchflags lchmod lchown getcwd chdir""".split()
# imported before anything was disarmed there; the members that are disarmed
EARLY = {"shutil": ("rmtree", "move", "chown"), "subprocess": ("Popen",), "multiprocessing": ()}
NO_MODULES = ("ipdb", "joblib", "resource", "psutil", "tkinter")


class TimeoutException(Exception):
    pass


class Swallow(StringIO):
    """Takes what is written; can't be read."""

    def read(self, *args, **kwargs):
        raise OSError

    readline = readlines = read

    def readable(self, *args, **kwargs):
        return False


class Early:
    """Imports the modules that come early there as they were then: with os still whole."""

    def __init__(self):
        self.os = {name: getattr(os, name, None) for name in NO_OS}

    def find_spec(self, name, path=None, target=None):
        if name not in EARLY:
            return None
        sys.meta_path.remove(self)
        try:
            from importlib.util import find_spec
            spec = find_spec(name)
        finally:
            sys.meta_path.insert(0, self)
        load = spec.loader.exec_module

        def load_early(module):
            vars(os).update(self.os)
            try:
                load(module)
            finally:
                disarm(os, NO_OS)
            disarm(module, EARLY[name])

        spec.loader.exec_module = load_early
        return spec


def disarm(module, names):
    for name in names:
        setattr(module, name, None)


def guard():
    import builtins
    builtins.exit = builtins.quit = builtins.help = None
    os.environ["OMP_NUM_THREADS"] = "1"
    sys.meta_path.insert(0, Early())
    disarm(os, NO_OS)
    for name, members in EARLY.items():
        if name in sys.modules:
            disarm(sys.modules[name], members)
    for name in NO_MODULES:
        sys.modules[name] = None


def ring(number, frame):
    raise TimeoutException("Timed out!")


def judged(program, seconds, timer):
    """Runs the program; ("passed" | "timed out" | "failed", type, message)."""
    try:
        sys.stdin = sys.stdout = sys.stderr = Swallow()
        try:
            timer(signal.ITIMER_REAL, seconds)
            signal.signal(signal.SIGALRM, ring)
            try:
                exec(program, {})
            finally:
                timer(signal.ITIMER_REAL, 0)
        finally:
            sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
        return "passed", "", ""
    except TimeoutException:
        return "timed out", "", ""
    except BaseException as error:
        return "failed", type(error).__name__, f"{error}"


def at_depth(missing, call):
    return call() if missing <= 0 else at_depth(missing - 1, call)


def depth():
    frame, frames = sys._getframe(1), 0
    while frame is not None:
        frame, frames = frame.f_back, frames + 1
    return frames


def main():
    given = b""
    while piece := os.read(0, 1 << 20):
        given += piece
    head, _, program = given.partition(b"\n")
    nonce, seconds = head.split()
    write, end, timer = os.write, os._exit, signal.setitimer
    guard()
    # above this one: at_depth's last, the lambda's and judged's
    answer = at_depth(STACK_DEPTH - depth() - 3,
                      lambda: judged(program.decode("utf-8"), float(seconds), timer))
    status, kind, message = [text.encode("utf-8", "replace")[:2000] for text in answer]
    write(3, b'%s {"status":"%s","type_hex":"%s","message_hex":"%s"}\n' % (
        nonce, status, kind.hex().encode(), message.hex().encode()))
    end(0)


main()
