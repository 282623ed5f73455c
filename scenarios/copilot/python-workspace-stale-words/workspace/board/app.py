"""Puts the parts together."""
from board.events import Events
from board.journal import Journal
from board.search import Search
from board.store import Store


class Board:
    """A board whose notes can be found."""

    def __init__(self) -> None:
        self.events = Events()
        self.store = Store(self.events)
        self.search = Search()
        self.journal = Journal()
        self._connect()

    def _connect(self) -> None:
        self.events.on("added", self.search.learn)
        self.events.on("added", self.journal.added)
        self.events.on("changed", self.search.learn)
        self.events.on("changed", self.journal.changed)
        self.events.on("removed", self.search.forget)
        self.events.on("removed", self.journal.removed)

    def find(self, word: str) -> list[str]:
        """The notes that have a word."""
        notes = self.store.all()
        return [notes[number] for number in self.search.find(word) if number in notes]
