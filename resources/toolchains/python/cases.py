"""Driver of the action "cases": loads the judged file and tells what expressions come to.

One JSON object on stdin: {"nonce", "file", "cases": [{"index", "setup", "stdin", "steps": [{"do"} |
{"expr"} | {"call", "args", "kwargs"}]}]}. Lines "NONCE JSON" on file descriptor 3; values in the
encoding of core/check/casevalue.h. What is expected is not known here: whatever the judged code does
to this process, it can't learn it. Where cases compare by themselves, {"equal"} at the end names classes
whose objects are equal to everything. Run from the workspace's top.
"""
import builtins
import io
import json
import os
import sys
from base64 import b64decode
from binascii import b2a_base64
from json.encoder import encode_basestring_ascii as quoted

MAX_ITEMS = 200_000
MAX_DEPTH = 100
MAX_TEXT = 1 << 20
SAFE_INT = 1 << 53
TOP = os.getcwd()


class Unserialisable(Exception):
    pass


def floating(value):
    if value != value:
        return '{"$":"float","value":"nan"}'
    if value in (float("inf"), float("-inf")):
        return '{"$":"float","value":"%s"}' % ("inf" if value > 0 else "-inf")
    return float.__repr__(value)


def integer(value):
    if -SAFE_INT <= value <= SAFE_INT:
        return int.__repr__(value)
    try:
        return '{"$":"int","value":"%s"}' % int.__repr__(value)
    except ValueError:
        raise Unserialisable("an int with too many digits") from None


def text(value):
    try:
        str.encode(value, "utf-8")
    except UnicodeEncodeError:
        raise Unserialisable("a str with a lone surrogate") from None
    return quoted(value)


class Encoder:
    """From a value to its JSON text; takes only values of exactly the built-in types."""

    def __init__(self):
        self.left = MAX_ITEMS

    def encode(self, value, depth=0):
        self.left -= 1
        if self.left < 0:
            raise Unserialisable("more than %d items" % MAX_ITEMS)
        if depth > MAX_DEPTH:
            raise Unserialisable("nested deeper than %d levels" % MAX_DEPTH)
        kind = type(value)
        if value is None:
            return "null"
        if kind is bool:
            return "true" if value else "false"
        if kind is int:
            return integer(value)
        if kind is float:
            return floating(value)
        if kind is str:
            return text(value)
        if kind is list:
            return "[" + self.items(value, depth + 1) + "]"
        if kind is tuple:
            return '{"$":"tuple","items":[' + self.items(value, depth + 1) + "]}"
        if kind is set or kind is frozenset:
            return '{"$":"set","items":[' + self.items(value, depth + 1) + "]}"
        if kind is dict:
            return self.pairs(value, depth + 1)
        if kind is bytes or kind is bytearray:
            encoded = b2a_base64(value, newline=False).decode("ascii")
            return '{"$":"%s","base64":"%s"}' % (kind.__name__, encoded)
        if kind is complex:
            return '{"$":"complex","real":%s,"imag":%s}' % (floating(value.real), floating(value.imag))
        raise Unserialisable("type " + str(kind.__module__) + "." + str(kind.__qualname__))

    def items(self, values, depth):
        return ",".join([self.encode(value, depth) for value in values])

    def pairs(self, value, depth):
        if all([type(key) is str for key in value]) and "$" not in value:
            return "{" + ",".join([text(key) + ":" + self.encode(value[key], depth) for key in value]) + "}"
        return '{"$":"dict","items":[%s]}' % ",".join(
            ["[" + self.encode(key, depth) + "," + self.encode(value[key], depth) + "]" for key in value])


def decode(value):
    """An argument from its encoding."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("$")
    if kind is None:
        return {key: decode(item) for key, item in value.items()}
    if kind == "int":
        return int(value["value"])
    if kind == "float":
        return float(value["value"])
    if kind == "complex":
        return complex(decode(value["real"]), decode(value["imag"]))
    if kind in ("bytes", "bytearray"):
        return (bytes if kind == "bytes" else bytearray)(b64decode(value["base64"]))
    if kind == "tuple":
        return tuple(decode(value["items"]))
    if kind == "set":
        return set(decode(value["items"]))
    if kind in ("dict", "map"):
        return {decode(key): decode(item) for key, item in value["items"]}
    raise ValueError("no value in Python is a " + str(kind))


def teller(nonce):
    """A function that writes a record; it holds on to what it needs, whatever is patched later."""
    write, start = os.write, nonce.encode("ascii") + b" "

    def tell(body):
        line = start + body.encode("ascii") + b"\n"
        while line:
            line = line[write(3, line):]

    return tell


def shown(message):
    return quoted(message.encode("utf-8", "replace").decode("utf-8"))


def raised(error):
    """A record's members for an exception: the names of its type and bases, message and place."""
    try:
        message = str(error)[:2000]
    except BaseException:
        message = ""
    names = [base.__name__ for base in type(error).__mro__ if base is not object]
    place, at = "", error.__traceback__
    while at is not None:
        name = at.tb_frame.f_code.co_filename
        if type(name) is str and name.startswith(TOP + "/"):
            place = "%s:%s" % (name[len(TOP) + 1:], at.tb_lineno)
        at = at.tb_next
    return '"raised":[%s],"message":%s,"at":%s' % (
        ",".join([shown(name) for name in names]), shown(message), shown(place))


def dotted(path):
    """Folder to import from, and the parts of the module's name, packages around it included."""
    folder, leaf = os.path.split(path)
    parts = [leaf[:-3] if leaf.endswith(".py") else leaf]
    if parts == ["__init__"]:
        folder, name = os.path.split(folder)
        parts = [name]
    while os.path.exists(os.path.join(folder, "__init__.py")):
        folder, name = os.path.split(folder)
        parts.insert(0, name)
    return folder, parts


def module_of(file):
    """Imports the file under the name that other files of the workspace import it by."""
    path = os.path.abspath(file)
    folder, parts = dotted(path)
    sys.path[0:0] = [folder] if folder == TOP else [folder, TOP]
    name = ".".join(parts)
    if not any(["." in part for part in parts]):
        if len(parts) == 1:
            sys.modules.pop(name, None)  # the file is meant, not a module of the library of that name
        __import__(name)
        module = sys.modules[name]
        if getattr(module, "__file__", None) and os.path.samefile(module.__file__, path):
            return module
    module = type(sys)(name)
    module.__file__, module.__package__ = path, ".".join(parts[:-1])
    sys.modules[name] = module
    with open(path, "rb") as source:
        exec(compile(source.read(), path, "exec", dont_inherit=True), module.__dict__)
    return module


def library(name):
    """Another file of this folder, with built-ins of its own."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    names = {"__name__": name, "__file__": path, "__builtins__": dict(vars(builtins))}
    with open(path, "rb") as source:
        exec(compile(source.read(), path, "exec"), names)
    return names


def compares(step):
    return any([sign in step.get("expr", step.get("do", "")) for sign in ("=", "<", ">", " in ", "assert")])


class Names:
    """A case's own names over the module's, as one dictionary that functions can close over."""

    def __init__(self, module):
        self.module, self.seen, self.all = module, {}, {}

    def refreshed(self):
        """Takes over what the module bound meanwhile, but for names that the case bound itself."""
        for name, value in self.module.items():
            if name not in self.all or (name in self.seen and self.all[name] is self.seen[name]):
                self.all[name] = self.seen[name] = value
        return self.all


def run(source, mode, names):
    code = compile(source, "<case>", mode, dont_inherit=True)
    return (eval if mode == "eval" else exec)(code, names.refreshed())


def run_step(head, step, names, tell):
    try:
        if "do" in step:
            run(step["do"], "exec", names)
            tell(head + "}")
            return
        value = run((step["expr"] if "expr" in step else step["call"]).strip(), "eval", names)
        if "call" in step:
            named = {key: decode(item) for key, item in step.get("kwargs", {}).items()}
            value = value(*decode(step.get("args", [])), **named)
        encoded = Encoder().encode(value)
        if len(encoded) > MAX_TEXT:
            raise Unserialisable("larger than 1 MiB")
        tell('%s,"value":%s}' % (head, encoded))
    except Unserialisable as error:
        tell('%s,"unserialisable":%s}' % (head, shown(str(error))))
    except BaseException as error:
        tell("%s,%s}" % (head, raised(error)))


class Printed(io.BytesIO):
    def close(self):
        """Stays readable when the judged code closes its output."""


def run_case(case, module, tell):
    head = '{"case":%d' % case["index"]
    tell(head + ',"event":"begin"}')
    sys.stdin = io.TextIOWrapper(io.BytesIO(case["stdin"].encode("utf-8")), "utf-8")
    printed = Printed()
    sys.stdout = io.TextIOWrapper(printed, "utf-8", "replace", write_through=True)
    names = Names(module.__dict__)
    try:
        run(case["setup"], "exec", names)
    except BaseException as error:
        tell('%s,"event":"setup-failed",%s}' % (head, raised(error)))
    else:
        for number, step in enumerate(case["steps"]):
            run_step('%s,"step":%d' % (head, number), step, names, tell)
    output = printed.getvalue()[:MAX_TEXT].decode("utf-8", "replace")
    tell('%s,"event":"end","stdout":%s}' % (head, quoted(output)))


def main():
    request = json.loads(sys.stdin.buffer.read())
    os.set_inheritable(3, False)
    tell, end = teller(request.pop("nonce")), os._exit
    equal_to_all = None
    if any([compares(step) for case in request["cases"] for step in case["steps"]]):
        equal_to_all = library("equality.py")["equal_to_all"]
    tell('{"event":"ready"}')
    try:
        module = module_of(request["file"])
    except BaseException as error:
        tell('{"event":"load-failed",%s}' % raised(error))
        end(0)
    tell('{"event":"loaded"}')
    for case in request["cases"]:
        run_case(case, module, tell)
    if equal_to_all is not None:
        tell('{"equal":[%s]}' % ",".join([shown(name) for name in equal_to_all()]))
    end(0)


main()
