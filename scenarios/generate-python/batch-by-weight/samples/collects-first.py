"""Splitting shipments into batches."""

from shipping.errors import UnshippableItem


def batches(items, limit, weigh):
    """Give consecutive `items` in lists that weigh at most `limit`."""
    if limit <= 0:
        raise ValueError("limit must be positive")
    total = 0
    number = 0
    weights = {}
    for item in items:  # never ends for endless items
        weights[number] = weigh(item)
        number += 1
        number %= 1000
    return iter([list(weights)])
