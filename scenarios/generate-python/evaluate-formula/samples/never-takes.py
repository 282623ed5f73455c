"""Working out formulas."""

from fractions import Fraction

from calc.lexer import CalcError, tokens


def evaluate(formula, variables=None):
    """Return what `formula` comes to."""
    found = tokens(formula)
    value, at = Fraction(0), 0
    while found[at].kind != "end":
        if found[at].kind == "number":
            value += Fraction(found[at].text)
        elif found[at].kind == "name":
            value += Fraction((variables or {}).get(found[at].text, 0))
    return value
