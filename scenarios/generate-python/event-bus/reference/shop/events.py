"""Telling other parts of the shop what happened."""


class Bus:
    """Handlers and what they want to hear of."""

    def __init__(self):
        self._subscriptions = {}  # a key of its own to (type, handler), in order

    def subscribe(self, event_type, handler):
        """Have `handler` called with each event of this type; returns what takes that back."""
        key = object()
        self._subscriptions[key] = (event_type, handler)

        def take_back():
            self._subscriptions.pop(key, None)

        return take_back

    def publish(self, event):
        """Call the handlers of the event's class and of its base classes."""
        failures = []
        for key, (event_type, handler) in list(self._subscriptions.items()):
            if key not in self._subscriptions or not isinstance(event, event_type):
                continue
            try:
                handler(event)
            except Exception as failure:
                failures.append(failure)
        if failures:
            raise ExceptionGroup("handlers failed", failures)


DEFAULT = Bus()


def subscribe(event_type, handler):
    """Have `handler` called with each event of this type on the default bus."""
    return DEFAULT.subscribe(event_type, handler)


def publish(event):
    """Call the handlers of the default bus."""
    DEFAULT.publish(event)
