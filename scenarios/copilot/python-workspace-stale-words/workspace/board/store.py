"""Keeps notes."""
from board.events import Events


class Store:
    """Notes by number."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._notes: dict[int, str] = {}
        self._last = 0

    def add(self, text: str) -> int:
        """Put a note up; its number."""
        self._last += 1
        self._notes[self._last] = text
        self._events.tell("added", number=self._last, text=text)
        return self._last

    def change(self, number: int, text: str) -> None:
        """Write a note anew."""
        before = self._notes[number]
        self._notes[number] = text
        self._events.tell("changed", number=number, text=text, before=before)

    def remove(self, number: int) -> None:
        """Take a note down."""
        text = self._notes.pop(number)
        self._events.tell("removed", number=number, text=text)

    def all(self) -> dict[int, str]:
        """A copy of the notes."""
        return dict(self._notes)
