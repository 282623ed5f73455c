"""Splitting formulas into tokens."""

import re
from dataclasses import dataclass


class CalcError(ValueError):
    """A formula that can't be worked out; `position` is an index in it."""

    def __init__(self, message, position):
        super().__init__(message)
        self.position = position


@dataclass(frozen=True)
class Token:
    """kind: "number", "name", "end", or the character itself for operators and brackets."""

    kind: str
    text: str
    position: int


_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<sign>[-+*/^(),;=])|(?P<bad>\S)|$)", re.ASCII)


def tokens(formula: str) -> list[Token]:
    """The tokens of `formula`; the last is of kind "end"."""
    found = []
    at = 0
    while True:
        match = _TOKEN.match(formula, at)
        kind = match.lastgroup
        if kind is None:
            found.append(Token("end", "the end", len(formula)))
            return found
        text, start = match[kind], match.start(kind)
        if kind == "bad":
            raise CalcError(f"unknown character {text}", start)
        found.append(Token(text if kind == "sign" else kind, text, start))
        at = match.end()
