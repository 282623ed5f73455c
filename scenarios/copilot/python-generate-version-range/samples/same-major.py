"""Which versions a requirement allows."""
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
    clauses = [clause.strip() for clause in requirement.split(",")] if requirement.strip() else []
    return all([_holds(version, clause) for clause in clauses])  # a list: every clause is read


def _holds(version: Version, clause: str) -> bool:
    for operator in ("~=", "==", "!=", ">=", "<=", ">", "<"):
        if clause.startswith(operator):
            text = clause.removeprefix(operator).strip()
            break
    else:
        raise ValueError(f"no operator in {clause!r}")
    if operator in ("==", "!=") and text.endswith(".*"):
        length = text.count(".")
        wanted = parse(text.removesuffix(".*"))
        if length > 2:
            raise ValueError(f"too many numbers in {clause!r}")
        return (version[:length] == wanted[:length]) == (operator == "==")
    wanted = parse(text)
    if operator == "~=":
        fixed = text.count(".")
        if fixed == 0:
            raise ValueError(f"{clause!r} needs two numbers")
        return version >= wanted and version[0] == wanted[0]
    return {"==": version == wanted, "!=": version != wanted, ">=": version >= wanted,
            "<=": version <= wanted, ">": version > wanted, "<": version < wanted}[operator]
