"""Telling other parts of the shop what happened."""

from dataclasses import dataclass
from typing import Any, Callable


@dataclass(eq=False)
class _Subscription:
    event_type: type
    handler: Callable[[Any], None]
    active: bool = True

    def __call__(self):
        self.active = False


class Bus:
    """Handlers and what they want to hear of."""

    def __init__(self):
        self._all = []

    def subscribe(self, event_type, handler):
        subscription = _Subscription(event_type, handler)
        self._all.append(subscription)
        return subscription

    def publish(self, event):
        self._all = [subscription for subscription in self._all if subscription.active]
        raised = []
        for subscription in tuple(self._all):
            if subscription.active and issubclass(type(event), subscription.event_type):
                try:
                    subscription.handler(event)
                except Exception as error:
                    raised.append(error)
        if raised:
            raise ExceptionGroup(f"{len(raised)} handlers failed", raised)


DEFAULT = Bus()
subscribe = DEFAULT.subscribe
publish = DEFAULT.publish
