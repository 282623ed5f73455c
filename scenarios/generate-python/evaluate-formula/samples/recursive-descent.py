"""Working out formulas."""

from collections.abc import Mapping
from fractions import Fraction

from calc.functions import FUNCTIONS
from calc.lexer import CalcError, tokens


def evaluate(formula: str, variables: Mapping[str, int | Fraction] | None = None) -> Fraction:
    """Return what `formula` comes to."""
    names = dict(variables or {})
    parser = _Parser(tokens(formula))
    program = parser.program()
    for name, work_out in program[:-1]:
        names[name] = work_out(names)
    return Fraction(program[-1][1](names))


class _Parser:
    """Each method reads a part and returns a function of the names that works it out."""

    def __init__(self, found):
        self.found, self.at = found, 0

    @property
    def token(self):
        return self.found[self.at]

    def take(self):
        self.at += 1
        return self.found[self.at - 1]

    def program(self):
        parts = []
        while self.token.kind == "name" and self.found[self.at + 1].kind == "=":
            name = self.take().text
            self.take()
            parts.append((name, self.sum()))
            if self.token.kind != ";":
                self.fail("an operator")
            self.take()
        parts.append((None, self.sum()))
        if self.token.kind != "end":
            self.fail("an operator")
        return parts

    def fail(self, what):
        raise CalcError(f"expected {what}, found {self.token.text}", self.token.position)

    def sum(self):
        left = self.product()
        while self.token.kind in "+-":
            left = _binary(self.take(), left, self.product())
        return left

    def product(self):
        left = self.signed()
        while self.token.kind in "*/":
            left = _binary(self.take(), left, self.signed())
        return left

    def signed(self):
        if self.token.kind != "-":
            return self.power()
        self.take()
        value = self.signed()
        return lambda names: -value(names)

    def power(self):
        base = self.value()
        if self.token.kind != "^":
            return base
        return _binary(self.take(), base, self.signed())

    def value(self):
        token = self.token
        if token.kind == "number":
            self.take()
            return lambda names: Fraction(token.text)
        if token.kind == "name":
            self.take()
            return self.call(token) if self.token.kind == "(" else _variable(token)
        if token.kind != "(":
            self.fail("a value")
        self.take()
        inner = self.sum()
        if self.token.kind != ")":
            self.fail(")")
        self.take()
        return inner

    def call(self, name):
        self.take()
        arguments = []
        if self.token.kind != ")":
            arguments.append(self.sum())
            while self.token.kind == ",":
                self.take()
                arguments.append(self.sum())
            if self.token.kind != ")":
                self.fail(", or )")
        self.take()
        return _call(name, arguments)


def _variable(token):
    def work_out(names):
        if token.text not in names:
            raise CalcError(f"no variable {token.text}", token.position)
        return Fraction(names[token.text])

    return work_out


def _call(name, arguments):
    def work_out(names):
        if name.text not in FUNCTIONS:
            raise CalcError(f"no function {name.text}", name.position)
        count, function = FUNCTIONS[name.text]
        if (count is None and not arguments) or (count is not None and count != len(arguments)):
            raise CalcError(f"{name.text} takes {1 if count is None else count} arguments, found {len(arguments)}", name.position)
        return Fraction(function(*[argument(names) for argument in arguments]))

    return work_out


def _binary(token, left, right):
    def work_out(names):
        a, b = left(names), right(names)
        if token.kind == "+":
            return a + b
        if token.kind == "-":
            return a - b
        if token.kind == "*":
            return a * b
        if token.kind == "^" and (b.denominator != 1 or not -999 <= b <= 999):
            raise CalcError("bad exponent", token.position)
        try:
            return a / b if token.kind == "/" else a ** int(b)
        except ZeroDivisionError:
            raise CalcError("division by zero", token.position) from None

    return work_out
