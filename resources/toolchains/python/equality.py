"""Finds objects of the judged code that are equal to everything, or more and less than a number at one time: an
assertion that compares with such a one holds whatever is right. Loaded by the drivers before the judged code, with
built-ins of its own, so that what is patched later is not what works here.
"""
import gc
import os
import sys

get_objects, modules, own_modules = gc.get_objects, sys.modules, sys.builtin_module_names
COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
HEAP_TYPE = 1 << 9
MAX_INSTANCES = 1000
# what came with the interpreter, and the drivers
TRUSTED = (os.path.dirname(os.__file__) + "/", "/usr/lib/python3/", "/usr/local/lib/", os.path.dirname(__file__) + "/",
           "<frozen")


class Something:
    """Equal to nothing that has its senses: every attribute of it is like none that there was."""

    def __init__(self, *given):
        self.nobody_has_this = object()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return object()


class Number(Something, int):
    pass


def probes():
    number = Number(int.from_bytes(os.urandom(7), "big") + (1 << 57))
    return Something(), number


def holds(compare, one, other):
    try:
        return True if compare(one, other) else False
    except BaseException:
        return False


def is_equal_to_all(value):
    something, number = probes()
    for probe in (something, number):
        if holds(lambda a, b: a == b, value, probe) or holds(lambda a, b: not a != b, value, probe):
            return True
    return holds(lambda a, b: a < b, value, number) and holds(lambda a, b: a > b, value, number)


def source_of(cls, name):
    """The file that a method came from; empty where nobody knows."""
    code = getattr(vars(cls)[name], "__code__", None)
    file = code.co_filename if code is not None else ""
    if not file or file.startswith("<") and not file.startswith("<frozen"):
        file = getattr(modules.get(cls.__module__), "__file__", None) or file
    return file if type(file) is str else ""


def is_judged(cls, exempt):
    if not cls.__flags__ & HEAP_TYPE or cls.__module__ in own_modules:
        return False
    files = [source_of(cls, name) for name in COMPARISONS if name in vars(cls)]
    return any([not file.startswith(TRUSTED) and os.path.abspath(file) not in exempt for file in files])


def all_classes():
    """By id: a metaclass may have a say in what its classes are equal to."""
    seen, rest = {}, [object]
    while rest:
        for cls in type.__subclasses__(rest.pop()):
            if id(cls) not in seen:
                seen[id(cls)] = cls
                rest.append(cls)
    return seen


BASES = (object, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, type)
kept = {}


def keep(phase, info):
    if phase == "start":
        for base in BASES:
            for cls in type.__subclasses__(base):
                kept.setdefault(id(cls), cls)


def watch():
    """Keeps classes that nobody needs any more until they were looked at."""
    gc.callbacks.append(keep)


def fresh(cls):
    """An object of the class that no code of it has seen."""
    for base in cls.__mro__:
        if base.__flags__ & HEAP_TYPE:
            continue
        try:
            return type.__new__(cls, "probe", (), {}) if base is type else base.__new__(cls)
        except BaseException:
            return None


def equal_to_all(exempt=()):
    """The names of such classes. `exempt`: absolute paths of files that are not judged."""
    judged = {key: cls for key, cls in all_classes().items() if is_judged(cls, exempt)}
    if not judged:
        return []
    found = {key: cls for key, cls in judged.items() if is_equal_to_all(fresh(cls))}
    counts = dict.fromkeys(judged, 0)
    for value in get_objects():
        key = id(type(value))
        if key in counts and key not in found and counts[key] < MAX_INSTANCES:
            counts[key] += 1
            if is_equal_to_all(value):
                found[key] = judged[key]
    return sorted([f"{cls.__module__}.{cls.__qualname__}" for cls in found.values()])
