from itertools import count, islice

import pytest

from shipping.batches import batches
from shipping.errors import UnshippableItem


def same(weight):
    return weight


def test_fills_batches_in_order():
    assert list(batches([3, 4, 2, 5, 1], 7, same)) == [[3, 4], [2, 5], [1]]


def test_takes_endless_items():
    assert list(islice(batches(count(1), 10, same), 3)) == [[1, 2, 3, 4], [5], [6]]


def test_an_item_that_is_too_heavy_comes_after_its_forerunners():
    given = batches([1, 9], 5, same)
    assert next(given) == [1]
    with pytest.raises(UnshippableItem) as raised:
        next(given)
    assert raised.value.item == 9


def test_a_bad_limit_is_told_at_once():
    with pytest.raises(ValueError):
        batches([1], 0, same)
