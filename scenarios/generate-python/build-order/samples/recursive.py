"""In which order targets are built."""

from collections.abc import Iterable, Mapping

from builder.errors import CircularNeed, UnknownTarget


def build_order(targets: Mapping[str, Iterable[str]], wanted: Iterable[str]) -> list[str]:
    """Return what must be built for `wanted`, needs first."""
    order, path = [], []

    def visit(name, needed_by):
        if name not in targets:
            raise UnknownTarget(name, needed_by)
        if name in path:
            circle = path[path.index(name):]
            first = circle.index(min(circle))
            raise CircularNeed(circle[first:] + circle[: first + 1])
        if name in order:
            return
        path.append(name)
        for need in sorted(targets[name]):
            visit(need, name)
        path.pop()
        order.append(name)

    for name in sorted(wanted):
        visit(name, None)
    return order
