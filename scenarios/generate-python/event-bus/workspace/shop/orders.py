"""Orders and what happens to them."""

from dataclasses import dataclass

from shop.events import publish


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

    def __init__(self):
        self.orders = {}

    def place(self, total):
        """Place an order and return its number."""
        number = len(self.orders) + 1
        publish(OrderPlaced(number, total))
        self.orders[number] = total
        return number

    def cancel(self, number, reason):
        del self.orders[number]
        publish(OrderCancelled(number, reason))
