"""Driver of the action "symbols": prints {"symbols": [{"name", "signature", "definition", "body"}]} of
the file named, or {"error"} where it can't be parsed. Lines count from 1; a body leaves the docstring
out; [0, 0] where the body shares a line with the head."""
import ast
import json
import sys


def signature(node):
    """Name, parameters and result as text that does not depend on how they were laid out."""
    if isinstance(node, ast.ClassDef):
        bases = [ast.unparse(item) for item in node.bases + node.keywords]
        return "class %s(%s)" % (node.name, ", ".join(bases)) if bases else "class %s" % node.name
    kind = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    result = " -> " + ast.unparse(node.returns) if node.returns else ""
    return "%s %s(%s)%s" % (kind, node.name, ast.unparse(node.args), result)


def body(node):
    """Lines of the body without the docstring; after it, where there is nothing else."""
    first, last = node.body[0], node.body[-1]
    if first.lineno == node.lineno:
        return [0, 0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        rest = node.body[1:]
        if not rest:
            return [first.end_lineno + 1, first.end_lineno]
        start = begin(rest[0])
        return [start, last.end_lineno] if start > first.end_lineno else [0, 0]
    return [begin(first), last.end_lineno]


def begin(node):
    """The first line, decorators included."""
    return min([node.lineno] + [item.lineno for item in getattr(node, "decorator_list", [])])


def walk(nodes, prefix, found):
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            name = prefix + node.name
            found.append({"name": name, "signature": signature(node),
                          "definition": [begin(node), node.end_lineno], "body": body(node)})
            walk(node.body, name + ".", found)
        else:
            for part in ("body", "orelse", "finalbody"):
                walk(getattr(node, part, []), prefix, found)
            for handler in getattr(node, "handlers", []):
                walk(handler.body, prefix, found)


def main():
    file = sys.argv[1]
    try:
        with open(file, "rb") as source:
            tree = ast.parse(source.read(), file)
        found = []
        walk(tree.body, "", found)
        print(json.dumps({"symbols": found}))
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        print(json.dumps({"error": "%s" % (error or type(error).__name__)}))


main()
