"""Finds notes by their words."""
from collections import defaultdict


class Search:
    """Numbers of notes by word."""

    def __init__(self) -> None:
        self._numbers: dict[str, set[int]] = defaultdict(set)

    def learn(self, number: int, text: str, **_: object) -> None:
        """Note down a note's words."""
        for word in text.lower().split():
            self._numbers[word].add(number)

    def forget(self, number: int, text: str, **_: object) -> None:
        """Strike a note's words out."""
        for word in text.lower().split():
            self._numbers[word].discard(number)

    def find(self, word: str) -> list[int]:
        """Numbers of the notes that have a word."""
        return sorted(self._numbers[word.lower()])
