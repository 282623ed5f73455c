"""In which order targets are built."""

from builder.errors import CircularNeed, UnknownTarget


def build_order(targets, wanted):
    """Return what must be built for `wanted`, needs first."
    order = []
    for name in wanted:
        for need in targets[name]:
            order.append(need)
        order.append(name)
    return order
