"""Orders and what happens to them."""

from dataclasses import dataclass

from shop.events import DEFAULT


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

    def __init__(self, bus=None):
        self.orders = {}
        self._publish = (bus or DEFAULT).publish

    def place(self, total):
        """Place an order and return its number."""
        number = len(self.orders) + 1
        self.orders[number] = total
        self._publish(OrderPlaced(number, total))
        return number

    def cancel(self, number, reason):
        del self.orders[number]
        self._publish(OrderCancelled(number, reason))
