"""Tells those who want to know."""
from collections import defaultdict
from collections.abc import Callable

Listener = Callable[..., None]


class Events:
    """Listeners by topic."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = defaultdict(list)

    def on(self, topic: str, listener: Listener) -> None:
        """Have a listener called whenever a topic comes up."""
        self._listeners[topic].append(listener)

    def tell(self, topic: str, **about: object) -> None:
        """Call the topic's listeners, in the order in which they came."""
        for listener in list(self._listeners[topic]):
            listener(**about)
