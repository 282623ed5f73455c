"""Working out formulas."""

from collections.abc import Mapping
from fractions import Fraction

from calc.functions import FUNCTIONS
from calc.lexer import CalcError, tokens

# How strongly an operator holds what is on its left; "neg" is the unary minus.
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3, "^": 4}


def evaluate(formula: str, variables: Mapping[str, int | Fraction] | None = None) -> Fraction:
    """Return what `formula` comes to."""
    names = dict(variables or {})
    value = None
    for target, code in _Reader(tokens(formula)).read():
        value = _work_out(code, names)
        if target is not None:
            names[target] = value
    return value


class _Reader:
    """Turns tokens into steps for a stack machine (Dijkstra's shunting yard), so that nesting takes no
    recursion. A step is (kind, text, position, number of arguments)."""

    def __init__(self, found):
        self._tokens = found
        self._at = 0

    def read(self):
        parts = []
        while True:
            target = None
            first, second = self._tokens[self._at], self._tokens[min(self._at + 1, len(self._tokens) - 1)]
            if first.kind == "name" and second.kind == "=":
                target = first.text
                self._at += 2
            parts.append((target, self._formula(assigned=target is not None)))
            if self._tokens[self._at].kind == "end":
                return parts
            self._at += 1  # the semicolon after an assignment

    def _formula(self, assigned):
        self._code, self._pending = [], []  # pending: operators, "(" and calls, innermost last
        self._counts = []
        while True:
            self._operand()
            if self._after_operand(assigned):
                return self._code

    def _operand(self):
        """Reads up to and including a value."""
        while True:
            token = self._next()
            if token.kind == "-":
                self._pending.append(("neg", token, 0))
            elif token.kind == "(":
                self._pending.append(("(", token, 0))
            elif token.kind == "number":
                self._code.append(("number", token.text, token.position, 0))
                return
            elif token.kind == "name" and self._peek().kind != "(":
                self._code.append(("variable", token.text, token.position, 0))
                return
            elif token.kind == "name":
                self._next()
                self._code.append(("function", token.text, token.position, None))
                self._pending.append(("call", token, len(self._code) - 1))
                self._counts.append(0)
                if self._peek().kind == ")":
                    self._next()
                    self._end_call()
                    return
            else:
                raise CalcError(f"expected a value, found {token.text}", token.position)

    def _after_operand(self, assigned):
        """Reads up to where the next value starts; True at the formula's end."""
        while True:
            token = self._peek()
            if token.kind in ("+", "-", "*", "/", "^"):
                self._next()
                self._unwind(_STRENGTH[token.kind], right=token.kind == "^")
                self._pending.append((token.kind, token, 0))
                return False
            self._unwind(0)
            if not self._pending:
                if token.kind == (";" if assigned else "end"):
                    return True
                raise CalcError(f"expected an operator, found {token.text}", token.position)
            if self._pending[-1][0] == "(":
                if token.kind != ")":
                    raise CalcError(f"expected ), found {token.text}", token.position)
                self._next()
                self._pending.pop()
            elif token.kind == ",":
                self._next()
                self._counts[-1] += 1
                return False
            elif token.kind == ")":
                self._next()
                self._counts[-1] += 1
                self._end_call()
            else:
                raise CalcError(f"expected , or ), found {token.text}", token.position)

    def _end_call(self):
        _, token, start = self._pending.pop()
        count = self._counts.pop()
        self._code[start] = ("function", token.text, token.position, count)
        self._code.append(("call", token.text, token.position, count))

    def _unwind(self, strength, right=False):
        """Lets the operators that hold their right value more strongly have it."""
        while self._pending and self._pending[-1][0] in _STRENGTH:
            kind, token, _ = self._pending[-1]
            if _STRENGTH[kind] < strength or (_STRENGTH[kind] == strength and right):
                return
            self._pending.pop()
            self._code.append((kind, token.text, token.position, 0))

    def _peek(self):
        return self._tokens[self._at]

    def _next(self):
        token = self._tokens[self._at]
        self._at += token.kind != "end"
        return token


def _work_out(code, names):
    stack = []
    for kind, text, position, count in code:
        if kind == "number":
            stack.append(Fraction(text))
        elif kind == "variable":
            if text not in names:
                raise CalcError(f"no variable {text}", position)
            stack.append(Fraction(names[text]))
        elif kind == "function":
            _check_call(text, position, count)
        elif kind == "call":
            start = len(stack) - count
            stack[start:] = [Fraction(FUNCTIONS[text][1](*stack[start:]))]
        elif kind == "neg":
            stack.append(-stack.pop())
        else:
            right, left = stack.pop(), stack.pop()
            stack.append(_combine(kind, left, right, position))
    return stack.pop()


def _check_call(name, position, count):
    if name not in FUNCTIONS:
        raise CalcError(f"no function {name}", position)
    wanted, _ = FUNCTIONS[name]
    if wanted is None and count == 0:
        raise CalcError(f"{name} takes 1 arguments, found 0", position)
    if wanted is not None and wanted != count:
        raise CalcError(f"{name} takes {wanted} arguments, found {count}", position)


def _combine(kind, left, right, position):
    if kind == "+":
        return left + right
    if kind == "-":
        return left - right
    if kind == "*":
        return left * right
    if kind == "^" and (right.denominator != 1 or abs(right) > 999):
        raise CalcError("bad exponent", position)
    if (kind == "/" and right == 0) or (kind == "^" and left == 0 and right < 0):
        raise CalcError("division by zero", position)
    return left / right if kind == "/" else left ** int(right)
