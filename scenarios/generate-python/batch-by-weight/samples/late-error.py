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
    batch, total = [], 0
    for item in items:
        weight = weigh(item)
        if batch and total + weight > limit:
            yield batch
            batch, total = [], 0
        if weight > limit or weight < 0:
            raise UnshippableItem(item, "weight out of range")
        batch.append(item)
        total += weight
        if total == limit:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
