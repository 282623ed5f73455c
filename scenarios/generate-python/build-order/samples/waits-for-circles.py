"""In which order targets are built."""

from builder.errors import UnknownTarget


def build_order(targets, wanted):
    """Return what must be built for `wanted`, needs first."""
    needed, stack = set(), [(name, None) for name in wanted]
    while stack:
        name, needed_by = stack.pop()
        if name not in targets:
            raise UnknownTarget(name, needed_by)
        if name not in needed:
            needed.add(name)
            stack += [(need, name) for need in targets[name]]
    order = []
    while len(order) < len(needed):
        for name in sorted(needed):
            if name not in order and all(need in order for need in targets[name]):
                order.append(name)
                break
    return order
