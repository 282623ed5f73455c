"""Orders and what happens to them."""

from dataclasses import dataclass

from shop import events


@dataclass(frozen=True)
class OrderEvent:
    number: int


@dataclass(frozen=True)
class OrderPlaced(OrderEvent):
    total: int


@dataclass(frozen=True)
class OrderCancelled(OrderEvent):
    reason: str


class OrderBook:
    """The orders of a shop by their number."""

    def __init__(self, *, bus=None):
        self._bus = events.DEFAULT if bus is None else bus
        self.orders = {}

    def place(self, total):
        """Place an order and return its number."""
        number = len(self.orders) + 1
        self.orders[number] = total
        self._bus.publish(OrderPlaced(number, total))
        return number

    def cancel(self, number, reason):
        del self.orders[number]
        self._bus.publish(OrderCancelled(number, reason))
