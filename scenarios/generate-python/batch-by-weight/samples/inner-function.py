"""Splitting shipments into batches."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from shipping import errors

Item = TypeVar("Item")


def batches(
    items: Iterable[Item], limit: float, weigh: Callable[[Item], float]
) -> Iterator[list[Item]]:
    """Give consecutive `items` in lists that weigh at most `limit`."""
    if not limit > 0:
        raise ValueError("limit must be positive")

    def generate():
        room = limit
        pending = []
        for item in items:
            weight = weigh(item)
            refused = weight < 0 or weight > limit
            if (refused or weight > room) and pending:
                yield pending
                pending, room = [], limit
            if refused:
                raise errors.UnshippableItem(item, "too heavy" if weight > 0 else "negative weight")
            pending.append(item)
            room -= weight
            if not room:
                yield pending
                pending, room = [], limit
        if pending:
            yield pending

    return generate()
