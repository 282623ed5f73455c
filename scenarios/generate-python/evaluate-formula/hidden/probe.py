"""evaluate() in plain values: fractions as texts."""

from fractions import Fraction


def value(formula, variables=None):
    from calc.evaluate import evaluate
    from calc.lexer import CalcError

    given = None if variables is None else {name: Fraction(text) for name, text in variables.items()}
    before = None if given is None else dict(given)
    try:
        found = evaluate(formula, given)
    except CalcError as error:
        return {"message": str(error), "position": error.position}
    if given != before:
        return "the variables were changed"
    return [type(found).__name__, str(found)]


def nested(depth):
    return [value("(" * depth + "1" + ")" * depth), value("-" * depth + "1"), value("abs(" * depth + "-1" + ")" * depth),
            value("2" + "^1" * depth), value("(" * depth)]
