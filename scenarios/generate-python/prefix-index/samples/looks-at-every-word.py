"""Suggesting words while somebody types."""

from collections.abc import Iterator


class PrefixIndex:
    """Words with weights, found by how they start."""

    def __init__(self):
        self._weights = {}

    def add(self, word: str, weight: int = 1) -> None:
        if not word or weight <= 0:
            raise ValueError("bad word or weight")
        self._weights[word] = self._weights.get(word, 0) + weight

    def remove(self, word: str) -> None:
        del self._weights[word]

    def suggest(self, prefix: str, count: int = 10) -> list[str]:
        ranked = sorted(self._weights, key=lambda w: (-self._weights[w], w.lower(), w))
        return [w for w in ranked if w.casefold().startswith(prefix.casefold())][: max(0, count)]

    def longest_prefix(self, text: str) -> str | None:
        text = text.casefold()
        fitting = [w for w in self if text.startswith(w.casefold())]
        return max(fitting, key=lambda w: len(w.casefold()), default=None)

    def __len__(self) -> int:
        return len(self._weights)

    def __contains__(self, word: str) -> bool:
        return word in self._weights

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._weights, key=lambda w: (-self._weights[w], w.lower(), w)))
