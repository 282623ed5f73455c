import pytest

from store.orders import fulfil, fulfil_all
from store.stock import OutOfStock, Stock


def test_a_whole_order_or_nothing():
    stock = Stock({"nut": 5, "bolt": 1})
    assert not fulfil(stock, {"nut": 3, "bolt": 2})
    assert stock.items() == [("bolt", 1), ("nut", 5)]
    assert stock.journal == []
    assert fulfil(stock, {"nut": 5, "bolt": 1})
    assert stock.items() == []
    assert stock.journal == [("nut", -5), ("bolt", -1)]


def test_nested():
    stock = Stock({"nut": 5})
    assert fulfil_all(stock, [{"nut": 3}, {"nut": 3}, {"nut": 2}]) == [0, 2]
    assert stock.journal == [("nut", -3), ("nut", -2)]


def test_the_outer_one_fails():
    stock = Stock({"nut": 5})
    with pytest.raises(OutOfStock):
        with stock.transaction():
            with stock.transaction():
                stock.take("nut", 5)
            stock.take("nut")
    assert stock.quantity("nut") == 5


def test_rolling_back():
    stock = Stock()
    with stock.transaction() as t:
        stock.add("nut")
        t.roll_back()
        raise AssertionError("not reached")
    assert stock.items() == []


def test_watching():
    stock, seen = Stock(), []
    stock.watch(lambda item, quantity: seen.append((item, quantity)))
    stock.add("nut", 2)
    with stock.transaction():
        stock.add("screw")
        stock.add("bolt")
        stock.take("screw")
    assert seen == [("nut", 2), ("bolt", 1)]
