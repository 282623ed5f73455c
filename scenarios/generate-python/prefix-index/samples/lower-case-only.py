"""Suggesting words while somebody types."""

from bisect import bisect_left, insort
from collections.abc import Iterator


class PrefixIndex:
    """Words with weights, found by how they start."""

    def __init__(self):
        self._weights = {}
        self._keys = []

    def add(self, word: str, weight: int = 1) -> None:
        if not word or weight <= 0:
            raise ValueError("bad word or weight")
        if word not in self._weights:
            insort(self._keys, (word.lower(), word))  # "ß" and "SS" are not the same for lower()
        self._weights[word] = self._weights.get(word, 0) + weight

    def remove(self, word: str) -> None:
        del self._weights[word]
        self._keys.remove((word.lower(), word))

    def suggest(self, prefix: str, count: int = 10) -> list[str]:
        prefix = prefix.lower()
        at = bisect_left(self._keys, (prefix, ""))
        found = []
        while at < len(self._keys) and self._keys[at][0].startswith(prefix):
            found.append(self._keys[at][1])
            at += 1
        return sorted(found, key=lambda w: (-self._weights[w], w.lower(), w))[: max(0, count)]

    def longest_prefix(self, text: str) -> str | None:
        text = text.lower()
        for length in range(len(text), 0, -1):
            same = [w for w in self.suggest(text[:length], len(self)) if w.lower() == text[:length]]
            if same:
                return same[0]
        return None

    def __len__(self) -> int:
        return len(self._weights)

    def __contains__(self, word: str) -> bool:
        return word in self._weights

    def __iter__(self) -> Iterator[str]:
        return iter(self.suggest("", len(self)))
