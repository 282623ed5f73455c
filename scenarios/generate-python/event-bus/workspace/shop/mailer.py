"""Mails about orders."""

from shop.events import subscribe
from shop.orders import OrderCancelled, OrderPlaced


class Mailer:
    """Sends a mail about each order; `send` takes the text."""

    def __init__(self, send):
        self._send = send
        subscribe(OrderPlaced, self._placed)
        subscribe(OrderCancelled, self._cancelled)

    def _placed(self, event):
        self._send(f"order {event.number} over {event.total} placed")

    def _cancelled(self, event):
        self._send(f"order {event.number} cancelled: {event.reason}")
