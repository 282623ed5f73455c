"""Version numbers such as 1.4.2."""
from typing import NamedTuple


class Version(NamedTuple):
    """Three numbers; compares as versions do."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def parse(text: str) -> Version:
    """Read a version of one to three numbers; those that are not there are 0.

    Raises ValueError for anything else.
    """
    parts = text.strip().split(".")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(f"not a version: {text!r}")
    numbers = [int(part) for part in parts]
    return Version(*numbers, *[0] * (3 - len(numbers)))
