"""Mails about orders."""

from shop.events import DEFAULT
from shop.orders import OrderCancelled, OrderPlaced


class Mailer:
    """Sends a mail about each order; `send` takes the text."""

    def __init__(self, send, bus=None):
        self._send = send
        bus = bus or DEFAULT
        bus.subscribe(OrderPlaced, self._placed)
        bus.subscribe(OrderCancelled, self._cancelled)

    def _placed(self, event):
        self._send(f"order {event.number} over {event.total} placed")

    def _cancelled(self, event):
        self._send(f"order {event.number} cancelled: {event.reason}")
