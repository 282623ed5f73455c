"""Working out formulas."""

from collections.abc import Mapping
from fractions import Fraction

from calc.functions import FUNCTIONS
from calc.lexer import CalcError, tokens


def evaluate(formula: str, variables: Mapping[str, int | Fraction] | None = None) -> Fraction:
    """Return what `formula` comes to."""
    names = {name: function for name, (_, function) in FUNCTIONS.items()}
    names.update({name: Fraction(value) for name, value in (variables or {}).items()})
    *assignments, last = formula.split(";")
    try:
        for assignment in assignments:
            name, _, rest = assignment.partition("=")
            names[name.strip()] = eval(_python(rest), {"__builtins__": {}, "Fraction": Fraction}, names)
        return Fraction(eval(_python(last), {"__builtins__": {}, "Fraction": Fraction}, names))
    except ZeroDivisionError:
        raise CalcError("division by zero", formula.find("/")) from None
    except SyntaxError:
        raise CalcError("expected a value, found the end", len(formula)) from None
    except NameError as error:
        raise CalcError(f"no variable {error.name}", formula.find(error.name)) from None


def _python(part):
    out = []
    for token in tokens(part)[:-1]:
        if token.kind == "number":
            out.append(f"Fraction('{token.text}')")
        else:
            out.append("**" if token.kind == "^" else token.text)
    return " ".join(out)
