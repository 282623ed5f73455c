import pytest

from shop import events
from shop.events import Bus
from shop.mailer import Mailer
from shop.orders import OrderBook, OrderEvent, OrderPlaced


def test_buses_are_apart():
    one, other = Bus(), Bus()
    seen = []
    one.subscribe(str, seen.append)
    other.publish("x")
    assert seen == []
    one.publish("x")
    assert seen == ["x"]


def test_taking_back():
    bus, seen = Bus(), []
    take_back = bus.subscribe(str, seen.append)
    take_back()
    take_back()
    bus.publish("x")
    assert seen == []


def test_base_classes():
    bus, seen = Bus(), []
    bus.subscribe(OrderEvent, seen.append)
    bus.publish(OrderPlaced(1, 5))
    assert seen == [OrderPlaced(1, 5)]


def test_an_order_stays_when_a_handler_fails():
    bus = Bus()
    bus.subscribe(OrderPlaced, lambda event: 1 // 0)
    book = OrderBook(bus=bus)
    with pytest.raises(ExceptionGroup):
        book.place(10)
    assert book.orders == {1: 10}


def test_the_module_still_works():
    mails = []
    Mailer(mails.append)
    book = OrderBook()
    book.cancel(book.place(7), "too dear")
    assert mails == ["order 1 over 7 placed", "order 1 cancelled: too dear"]
    events.publish("nobody listens")
