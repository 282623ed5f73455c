"""Driver of the action "tokens": prints {"tokens": [[text, line], …]} of the file named, or {"error"} where it can't be
parsed. Comments and docstrings are left out; the ends of statements and of blocks are tokens. A block that shares the
line of its head is told like any other, and one that held nothing but a docstring like one that holds "pass"."""
import ast
import io
import json
import sys
import tokenize

LEFT_OUT = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER, tokenize.TYPE_COMMENT}
NAMED = {tokenize.NEWLINE: "NEWLINE", tokenize.INDENT: "INDENT", tokenize.DEDENT: "DEDENT"}


def is_text(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


class Places:
    """What the tree knows and tokens don't; places are (line, column in bytes)."""

    def __init__(self, tree):
        self.docstrings = {}  # where one begins to where it ends
        self.alone = set()  # where those begin that are all of their block
        self.blocks = set()  # where blocks begin
        for node in ast.walk(tree):
            for part in ("body", "orelse", "finalbody"):
                block = getattr(node, part, None)
                if isinstance(block, list) and block and not isinstance(node, ast.Module):
                    self.blocks.add(self.begin(block[0]))
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                if node.body and is_text(node.body[0]):
                    text = node.body[0].value
                    self.docstrings[text.lineno, text.col_offset] = (text.end_lineno, text.end_col_offset)
                    if len(node.body) == 1 and not isinstance(node, ast.Module):
                        self.alone.add((text.lineno, text.col_offset))

    @staticmethod
    def begin(node):
        first = min([node] + getattr(node, "decorator_list", []), key=lambda item: (item.lineno, item.col_offset))
        return first.lineno, first.col_offset


def tokens_of(source):
    places, found = Places(ast.parse(source)), []
    skipped_to, after_docstring, opened = (0, 0), False, 0
    for token in tokenize.tokenize(io.BytesIO(source).readline):
        if token.type in LEFT_OUT:
            continue
        line, place = token.start[0], (token.start[0], len(token.line[:token.start[1]].encode("utf-8")))
        if place < skipped_to:
            continue
        if after_docstring and (token.type == tokenize.NEWLINE or token.string == ";"):
            after_docstring = False
            if token.type == tokenize.NEWLINE and opened:
                found += [["DEDENT", line]] * opened
                opened = 0
            continue
        if place in places.blocks and found and found[-1][0] == ":" and token.type not in NAMED:
            found += [["NEWLINE", line], ["INDENT", line]]
            opened += 1
        if place in places.docstrings and token.type == tokenize.STRING:
            skipped_to, after_docstring = places.docstrings[place], True
            if place in places.alone:
                found += [["pass", line], ["NEWLINE", line]]
            continue
        found.append([NAMED.get(token.type, token.string), line])
        if token.type == tokenize.NEWLINE:
            found += [["DEDENT", line]] * opened
            opened = 0
    return found


def main():
    try:
        with open(sys.argv[1], "rb") as source:
            answer = {"tokens": tokens_of(source.read())}
    except (SyntaxError, ValueError, MemoryError, RecursionError, tokenize.TokenError) as error:
        answer = {"error": "%s" % (error or type(error).__name__)}
    print(json.dumps(answer))


main()
