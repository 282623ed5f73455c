"""Working out formulas."""

from collections.abc import Mapping
from fractions import Fraction

from calc.functions import FUNCTIONS
from calc.lexer import CalcError, tokens


def evaluate(formula: str, variables: Mapping[str, int | Fraction] | None = None) -> Fraction:
    """Return what `formula` comes to."""
    raise NotImplementedError
