from fractions import Fraction

import pytest

from calc.evaluate import evaluate
from calc.lexer import CalcError


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1 + 2 * 3", 7),
        ("8 / 4 / 2", 1),
        ("-2^2", -4),
        ("2^-1", Fraction(1, 2)),
        ("2^3^2", 512),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("max(1, x, 2)", 5),
        ("y = x * 2; z = y + 1; z / y", Fraction(11, 10)),
    ],
)
def test_values(formula, value):
    assert evaluate(formula, {"x": 5}) == value


@pytest.mark.parametrize(
    ("formula", "message", "position"),
    [
        ("1 +", "expected a value, found the end", 3),
        ("(1", "expected ), found the end", 2),
        ("1 2", "expected an operator, found 2", 2),
        ("max(1 2)", "expected , or ), found 2", 6),
        ("q", "no variable q", 0),
        ("abs(1, 2)", "abs takes 1 arguments, found 2", 0),
        ("1 / (2 - 2)", "division by zero", 2),
        ("2 ^ 0.5", "bad exponent", 2),
    ],
)
def test_mistakes(formula, message, position):
    with pytest.raises(CalcError) as raised:
        evaluate(formula)
    assert (str(raised.value), raised.value.position) == (message, position)
