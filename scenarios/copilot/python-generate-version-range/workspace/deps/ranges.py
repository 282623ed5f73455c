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
    raise NotImplementedError
