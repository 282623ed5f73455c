"""Splitting shipments into batches."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def batches(
    items: Iterable[Item], limit: float, weigh: Callable[[Item], float]
) -> Iterator[list[Item]]:
    """Give consecutive `items` in lists that weigh at most `limit`."""
    raise NotImplementedError
