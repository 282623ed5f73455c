"""Working out formulas."""

from collections.abc import Mapping
from fractions import Fraction

from calc.functions import FUNCTIONS
from calc.lexer import CalcError, tokens


def evaluate(formula: str, variables: Mapping[str, int | Fraction] | None = None) -> Fraction:
    """Return what `formula` comes to."""
    names = dict(variables or {})
    parts = _run(_Parser(tokens(formula)).program())
    for name, tree in parts:
        value = _run(_value(tree, names))
        if name is not None:
            names[name] = value
    return value


def _run(generator):
    """Runs generators that yield the generators whose results they want."""
    stack, result = [generator], None
    while stack:
        try:
            stack.append(stack[-1].send(result))
            result = None
        except StopIteration as done:
            stack.pop()
            result = done.value
    return result


class _Parser:
    def __init__(self, found):
        self.found, self.at = found, 0

    def peek(self, ahead=0):
        return self.found[min(self.at + ahead, len(self.found) - 1)]

    def take(self):
        token = self.peek()
        self.at += 1
        return token

    def expected(self, what):
        token = self.peek()
        return CalcError(f"expected {what}, found {token.text}", token.position)

    def program(self):
        parts = []
        while True:
            name = None
            if self.peek().kind == "name" and self.peek(1).kind == "=":
                name = self.take().text
                self.take()
            parts.append((name, (yield self.binary(("+", "-")))))
            if self.peek().kind != ("end" if name is None else ";"):
                raise self.expected("an operator")
            if name is None:
                return parts
            self.take()

    def binary(self, operators):
        deeper = (lambda: self.binary(("*", "/"))) if "+" in operators else self.unary
        left = yield deeper()
        while self.peek().kind in operators:
            operator = self.take()
            left = (operator, left, (yield deeper()))
        return left

    def unary(self):
        signs = 0
        while self.peek().kind == "-":
            self.take()
            signs += 1
        operand = yield self.atom()
        if self.peek().kind == "^":
            operator = self.take()
            operand = (operator, operand, (yield self.unary()))
        return ("negative", operand) if signs % 2 else operand

    def atom(self):
        token = self.peek()
        if token.kind == "number":
            return (self.take(),)
        if token.kind == "name":
            self.take()
            if self.peek().kind != "(":
                return (token,)
            self.take()
            arguments = []
            while self.peek().kind != ")" or arguments:
                arguments.append((yield self.binary(("+", "-"))))
                if self.peek().kind == ")":
                    break
                if self.peek().kind != ",":
                    raise self.expected(", or )")
                self.take()
            self.take()
            return ("call", token, arguments)
        if token.kind != "(":
            raise self.expected("a value")
        self.take()
        inner = yield self.binary(("+", "-"))
        if self.peek().kind != ")":
            raise self.expected(")")
        self.take()
        return inner


def _value(tree, names):
    head = tree[0]
    if head == "negative":
        return -(yield _value(tree[1], names))
    if head == "call":
        return (yield _called(tree[1], tree[2], names))
    if head.kind == "number":
        return Fraction(head.text)
    if head.kind == "name":
        if head.text not in names:
            raise CalcError(f"no variable {head.text}", head.position)
        return Fraction(names[head.text])
    left = yield _value(tree[1], names)
    right = yield _value(tree[2], names)
    if head.kind == "^":
        if right.denominator > 1 or abs(right) > 999:
            raise CalcError("bad exponent", head.position)
        if right < 0 and left == 0:
            raise CalcError("division by zero", head.position)
        return left ** int(right)
    if head.kind == "/" and right == 0:
        raise CalcError("division by zero", head.position)
    return {"+": left.__add__, "-": left.__sub__, "*": left.__mul__, "/": left.__truediv__}[head.kind](right)


def _called(name, arguments, names):
    if name.text not in FUNCTIONS:
        raise CalcError(f"no function {name.text}", name.position)
    wanted, function = FUNCTIONS[name.text]
    fits = len(arguments) > 0 if wanted is None else len(arguments) == wanted
    if not fits:
        raise CalcError(f"{name.text} takes {1 if wanted is None else wanted} arguments, found {len(arguments)}", name.position)
    values = []
    for argument in arguments:
        values.append((yield _value(argument, names)))
    return Fraction(function(*values))
