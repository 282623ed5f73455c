"""Chooses versions."""
from collections.abc import Iterable

from deps.ranges import satisfies
from deps.version import Version, parse


def newest(versions: Iterable[str], requirement: str) -> str | None:
    """The newest of the versions that the requirement allows; None where there is none."""
    allowed: list[Version] = [version for version in map(parse, versions) if satisfies(version, requirement)]
    return str(max(allowed)) if allowed else None
