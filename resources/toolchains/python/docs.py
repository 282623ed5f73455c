"""Driver of the action "docs": prints {"symbols": …} of the file named, what is to be documented and what is said
about it, or {"error"} where it can't be parsed; {"missing": "docstring-parser"} where that is not installed."""
import ast
import builtins
import importlib.util
import json
import os
import sys

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = FUNCTIONS + (ast.ClassDef, ast.Lambda)
ENUMS = {"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}
TABLES = {"NamedTuple", "TypedDict"}


def docstring_class():
    """Of the file beside this one."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "docstrings.py")
    spec = importlib.util.spec_from_file_location("docstrings", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Docstring


def last_name(node):
    """b of a.b, a of a[x] and a()."""
    while isinstance(node, (ast.Call, ast.Subscript)):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def decorators(node):
    return [last_name(item) for item in node.decorator_list]


def is_text(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def own_nodes(node):
    """All nodes of a body, but for those of functions and classes in it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, SCOPES):
            yield from own_nodes(child)


class Raised:
    """Finds the exceptions that a function raises itself and does not catch."""

    def __init__(self, classes):
        self.classes = classes  # those of the file, by name

    def ancestors(self, name, depth=0):
        found = {name}
        if name in self.classes and depth < 20:
            for base in self.classes[name].bases:
                found |= self.ancestors(last_name(base), depth + 1)
        elif isinstance(getattr(builtins, name, None), type):
            found |= {base.__name__ for base in getattr(builtins, name).__mro__}
        else:
            found |= {"Exception", "BaseException"}
        return found

    @staticmethod
    def types(node):
        """The names in an except clause; all exceptions where it has none."""
        if node is None:
            return ["BaseException"]
        return [last_name(item) for item in (node.elts if isinstance(node, ast.Tuple) else [node])]

    def of(self, function):
        body = [node for node in function.body if not is_text(node)]
        if len(body) == 1 and isinstance(body[0], ast.Raise) and last_name(body[0].exc) == "NotImplementedError":
            return []  # a stub
        self.made = {target.id: last_name(node.value) for node in own_nodes(function) if isinstance(node, ast.Assign)
                     and isinstance(node.value, ast.Call) for target in node.targets if isinstance(target, ast.Name)}
        found = {}
        for name, line in self.within(function.body, [], None):
            found.setdefault(name, line)
        return [{"type": name, "line": line} for name, line in found.items()]

    def within(self, nodes, caught, handler):
        for node in nodes:
            if isinstance(node, ast.Raise):
                for name in self.raised(node, handler):
                    if not caught or not self.ancestors(name) & set(caught):
                        yield name, node.lineno
            elif isinstance(node, (ast.Try, ast.TryStar)):
                names = [name for item in node.handlers for name in self.types(item.type)]
                yield from self.within(node.body, caught + names, handler)
                for item in node.handlers:
                    yield from self.within(item.body, caught, item)
                yield from self.within(node.orelse + node.finalbody, caught, handler)
            elif isinstance(node, (ast.With, ast.AsyncWith)):
                calls = [item.context_expr for item in node.items if last_name(item.context_expr) == "suppress"]
                names = [last_name(one) for call in calls if isinstance(call, ast.Call) for one in call.args]
                yield from self.within(node.body, caught + names, handler)
            elif isinstance(node, ast.Match):
                for case in node.cases:
                    yield from self.within(case.body, caught, handler)
            elif not isinstance(node, SCOPES):
                yield from self.within(getattr(node, "body", []) + getattr(node, "orelse", []), caught, handler)

    def raised(self, node, handler):
        name = last_name(node.exc)
        if handler and (node.exc is None or (isinstance(node.exc, ast.Name) and name == handler.name)):
            return self.types(handler.type) if handler.type is not None else []
        name = self.made.get(name, name) if isinstance(node.exc, ast.Name) else name
        return [name] if name[:1].isupper() or isinstance(getattr(builtins, name, None), type) else []


def parameters(function, is_method):
    given = function.args
    names = given.posonlyargs + given.args
    if is_method and names and "staticmethod" not in decorators(function):
        names = names[1:]
    names = names + [given.vararg] * bool(given.vararg) + given.kwonlyargs + [given.kwarg] * bool(given.kwarg)
    return [{"name": item.arg, "line": item.lineno} for item in names]


def fields(node):
    """Of a class whose constructor is made from them."""
    if "dataclass" not in decorators(node) and not TABLES & {last_name(base) for base in node.bases}:
        return []
    return [{"name": item.target.id, "line": item.lineno} for item in node.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)]


def returns(function):
    """Whether it gives a value, by its annotation, else by its statements."""
    if function.returns is not None:
        shown = ast.unparse(function.returns).strip("'\"").split(".")[-1]
        return shown not in ("None", "NoReturn", "Never")
    return any([isinstance(node, (ast.Yield, ast.YieldFrom)) or (
        isinstance(node, ast.Return) and node.value is not None
        and not (isinstance(node.value, ast.Constant) and node.value.value is None)) for node in own_nodes(function)])


class Reader:
    """Makes the answer for one file."""

    def __init__(self, source, docstring):
        self.tree = ast.parse(source)
        self.lines = source.decode("utf-8", "replace").splitlines()
        self.docstring = docstring
        self.raised = Raised({node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)})
        self.symbols = []
        self.walk(self.tree.body, "", None, True)

    def walk(self, nodes, prefix, owner, public):
        for number, node in enumerate(nodes):
            if isinstance(node, FUNCTIONS):
                if not {"setter", "deleter", "overload"} & set(decorators(node)):
                    self.symbols.append(self.function(node, prefix, owner, public, nodes[:number]))
                self.walk(node.body, prefix + node.name + ".", None, False)
            elif isinstance(node, ast.ClassDef):
                symbol = self.shared(node, prefix, public, nodes[:number])
                self.symbols.append(symbol)
                first = len(self.symbols)
                self.walk(node.body, prefix + node.name + ".", node, symbol["public"])
                self.complete(symbol, node, self.symbols[first:])
            else:
                for part in ("body", "orelse", "finalbody"):
                    self.walk(getattr(node, part, []), prefix, owner, public)
                for handler in getattr(node, "handlers", []):
                    self.walk(handler.body, prefix, owner, public)

    def shared(self, node, prefix, public, before):
        return {"name": prefix + node.name, "line": self.begin(node), "endLine": node.end_lineno,
                "public": public and not node.name.startswith("_"), "doc": self.doc(node, before)}

    @staticmethod
    def begin(node):
        return min([node.lineno] + [item.lineno for item in node.decorator_list])

    def function(self, node, prefix, owner, public, before):
        symbol = self.shared(node, prefix, public, before)
        kind = "function" if owner is None else "constructor" if node.name == "__init__" else "method"
        symbol.update(kind=kind, parameters=parameters(node, owner is not None), returns=returns(node),
                      raises=self.raised.of(node))
        doc = symbol["doc"]
        if doc and doc["returns"]:
            if not symbol["returns"] and doc["returns"]["text"].startswith("None"):
                doc["returns"] = None  # says what is so
        elif {"property", "cached_property"} & set(decorators(node)):
            symbol["returns"] = False  # what it is, not what it returns, is to be said
        return symbol

    def complete(self, symbol, node, members):
        """A class's constructor is documented by either of them."""
        bases = {last_name(base) for base in node.bases}
        symbol.update(kind="enum" if bases & ENUMS else "interface" if "Protocol" in bases else "class", parameters=[],
                      returns=False, raises=[])
        constructor = next((item for item in members if item["name"] == symbol["name"] + ".__init__"), None)
        own = constructor is not None and constructor["doc"] is not None
        if constructor is not None:
            constructor["public"] = own and symbol["public"]
        told = symbol["doc"] is not None and symbol["doc"]["parameters"]
        if constructor is not None and (not own or told):
            symbol.update(parameters=constructor["parameters"], raises=constructor["raises"])
        elif constructor is None and told:
            symbol["parameters"] = fields(node)

    def doc(self, node, before):
        if node.body and is_text(node.body[0]):
            return self.told(node.body[0].value, True)
        for item in node.body[1:]:
            if is_text(item):
                return self.told(item.value, False)
        if before[1:] and is_text(before[-1]) and not isinstance(before[-2], (ast.Assign, ast.AnnAssign)):
            return self.told(before[-1].value, False)
        first = node.body[0] if node.body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.JoinedStr):  # is no docstring
            text = "".join([item.value if isinstance(item, ast.Constant) else "{}" for item in first.value.values])
            return self.answer(self.docstring(text), first.lineno, first.end_lineno, False)
        return self.comment(self.begin(node) - 1, -1) or self.comment(node.lineno + 1, 1)

    def comment(self, line, step):
        """Comments that look like documentation, from a line up or down."""
        taken = []
        while 0 < line <= len(self.lines) and self.lines[line - 1].lstrip().startswith("#"):
            taken.append(line)
            line += step
        taken.sort()
        text = "\n".join([self.lines[at - 1].lstrip().lstrip("#").removeprefix(" ") for at in taken])
        said = self.docstring(text) if taken else None
        return self.answer(said, taken[0], taken[-1], False) if said and said.found else None

    def told(self, node, placed):
        return self.answer(self.docstring(node.value), node.lineno, node.end_lineno, placed)

    @staticmethod
    def answer(said, first, last, placed):
        def at(items):
            return [dict(item, line=min(first + item["line"], last)) for item in items]
        return {"line": first, "endLine": last, "text": said.text, "placed": placed, "conventions": said.conventions,
                "summary": said.summary, "parameters": at(said.parameters),
                "returns": at([said.returns])[0] if said.returns else None, "raises": at(said.raises),
                "problems": at(said.problems)}


def main():
    try:
        docstring = docstring_class()
    except ImportError:
        print(json.dumps({"missing": "docstring-parser"}))
        return
    try:
        with open(sys.argv[1], "rb") as source:
            answer = {"symbols": Reader(source.read(), docstring).symbols}
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        answer = {"error": "%s" % (error or type(error).__name__)}
    print(json.dumps(answer))


main()
