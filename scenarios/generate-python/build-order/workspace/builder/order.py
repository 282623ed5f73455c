"""In which order targets are built."""

from collections.abc import Iterable, Mapping

from builder.errors import CircularNeed, UnknownTarget


def build_order(targets: Mapping[str, Iterable[str]], wanted: Iterable[str]) -> list[str]:
    """Return what must be built for `wanted`, needs first."""
    raise NotImplementedError
