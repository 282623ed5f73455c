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
        raise ValueError(f"the limit must be positive, found {limit}")
    return _batches(items, limit, weigh)


def _batches(items, limit, weigh):
    batch, total = [], 0
    for item in items:
        weight = weigh(item)
        fits_alone = 0 <= weight <= limit
        if batch and (not fits_alone or total + weight > limit):
            yield batch
            batch, total = [], 0
        if not fits_alone:
            raise UnshippableItem(item, f"it weighs {weight}, the limit is {limit}")
        batch.append(item)
        total += weight
        if total == limit:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
