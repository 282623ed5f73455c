"""Suggesting words while somebody types."""

from collections.abc import Iterator


class PrefixIndex:
    """Words with weights, found by how they start."""

    def add(self, word: str, weight: int = 1) -> None:
        raise NotImplementedError

    def remove(self, word: str) -> None:
        raise NotImplementedError

    def suggest(self, prefix: str, count: int = 10) -> list[str]:
        raise NotImplementedError

    def longest_prefix(self, text: str) -> str | None:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def __contains__(self, word: str) -> bool:
        raise NotImplementedError

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError
