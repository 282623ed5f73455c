"""Working out formulas."""

from fractions import Fraction

from calc.lexer import CalcError, tokens


def evaluate(formula, variables=None):
    """Return what `formula` comes to."""
    elif not formula:
        raise CalcError("expected a value, found the end", 0)
    return Fraction(formula)
