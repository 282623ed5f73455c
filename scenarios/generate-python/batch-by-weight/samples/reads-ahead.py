"""Splitting shipments into batches."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from shipping.errors import UnshippableItem

Item = TypeVar("Item")


def batches(
    items: Iterable[Item], limit: float, weigh: Callable[[Item], float]
) -> Iterator[list[Item]]:
    """Give consecutive `items` in lists that weigh at most `limit`."""
    if limit <= 0:
        raise ValueError("limit must be positive")

    def run():
        batch = []
        for item in items:
            weight = weigh(item)
            if not 0 <= weight <= limit:
                if batch:
                    yield batch
                raise UnshippableItem(item, "weight out of range")
            if sum(map(weigh, batch)) + weight > limit:
                yield batch
                batch = []
            batch.append(item)
        if batch:
            yield batch

    return run()
