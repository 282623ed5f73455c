"""Suggesting words while somebody types."""

import heapq
from bisect import bisect_left, insort
from collections.abc import Iterator


class PrefixIndex:
    """Words with weights, found by how they start."""

    def __init__(self):
        self._weights: dict[str, int] = {}
        self._sorted: list[tuple[str, str]] = []  # (casefolded, as written), always in order

    def add(self, word: str, weight: int = 1) -> None:
        if not word:
            raise ValueError("an empty word can't be found")
        if weight <= 0:
            raise ValueError(f"the weight must be positive, found {weight}")
        if word not in self._weights:
            insort(self._sorted, (word.casefold(), word))
        self._weights[word] = self._weights.get(word, 0) + weight

    def remove(self, word: str) -> None:
        del self._weights[word]
        del self._sorted[bisect_left(self._sorted, (word.casefold(), word))]

    def suggest(self, prefix: str, count: int = 10) -> list[str]:
        prefix = prefix.casefold()
        found = []
        for at in range(bisect_left(self._sorted, (prefix,)), len(self._sorted)):
            folded, word = self._sorted[at]
            if not folded.startswith(prefix):
                break
            found.append(word)
        return heapq.nsmallest(max(count, 0), found, key=self._rank)

    def longest_prefix(self, text: str) -> str | None:
        text = text.casefold()
        for length in range(len(text), 0, -1):
            start = bisect_left(self._sorted, (text[:length],))
            same = []
            while start < len(self._sorted) and self._sorted[start][0] == text[:length]:
                same.append(self._sorted[start][1])
                start += 1
            if same:
                return min(same, key=self._rank)
        return None

    def __len__(self) -> int:
        return len(self._weights)

    def __contains__(self, word: str) -> bool:
        return word in self._weights

    def __iter__(self) -> Iterator[str]:
        return iter(self.suggest("", len(self)))

    def _rank(self, word):
        return -self._weights[word], word.lower(), word
