"""Which versions a requirement allows."""
import re

from deps.version import Version, parse


def satisfies(version: Version, requirement: str) -> bool:
    """Tell whether a version is one that a requirement allows.

    A requirement is clauses with commas between them, all of which must hold; an empty one allows everything.
    A clause is an operator and a version, with or without spaces around both:

    - `>=`, `>`, `<=`, `<`, `==`, `!=` compare with the version. Numbers that it leaves out are 0.
    - `==1.4.*` and `!=1.4.*` (or `1.*`) look at the numbers before the star only.
    - `~=1.4.2` allows 1.4.2 and what is later, but below 1.5; `~=1.4` allows 1.4 and later, but below 2.
      `~=` needs two numbers at least.

    Anything else raises ValueError, also where an earlier clause has settled the answer.
    """
    verdicts = []
    for clause in requirement.split(",") if requirement.strip() else []:
        match = CLAUSE.fullmatch(clause.strip())
        if match is None:
            raise ValueError(f"not a clause: {clause!r}")
        low, high = _bounds(*match.groups())
        inside = low <= version < high
        verdicts.append(inside != (match[1] == "!="))
    return all(verdicts)


CLAUSE = re.compile(r"(~=|==|!=|>=|<=|>|<)\s*([0-9]+(?:\.[0-9]+){0,2})(\.\*)?")
ENDLESS = (float("inf"),)


def _after(numbers):
    """The first version behind all that begin with these numbers."""
    return (*numbers[:-1], numbers[-1] + 1)


def _bounds(sign, text, star):
    """A clause as the versions from one to below another."""
    numbers = [int(part) for part in text.split(".")]
    if star and (sign not in ("==", "!=") or len(numbers) == 3):
        raise ValueError(f"no star fits {sign}{text}")
    if sign == "~=" and len(numbers) == 1:
        raise ValueError(f"~={text} needs two numbers")
    exact = parse(text)
    if sign == "~=":
        return exact, _after(numbers[:-1])
    if sign in ("==", "!="):
        return exact, _after(numbers if star else exact)
    return {">=": (exact, ENDLESS), ">": (_after(exact), ENDLESS), "<": ((), exact), "<=": ((), _after(exact))}[sign]
