"""What formulas may call."""

import math
from fractions import Fraction

# name to (number of arguments, None for one or more; the function)
FUNCTIONS = {
    "abs": (1, abs),
    "floor": (1, lambda x: Fraction(math.floor(x))),
    "round": (2, lambda x, digits: Fraction(round(x, int(digits)))),
    "min": (None, lambda *numbers: min(numbers)),
    "max": (None, lambda *numbers: max(numbers)),
    "pi": (0, lambda: Fraction(355, 113)),
}
