"""Telling other parts of the shop what happened."""

_handlers = {}


def subscribe(event_type, handler):
    """Have `handler` called with each event of this type."""
    _handlers.setdefault(event_type, []).append(handler)


def publish(event):
    """Call the handlers of the event's type."""
    for handler in _handlers.get(type(event), []):
        handler(event)
