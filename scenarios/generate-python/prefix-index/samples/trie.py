"""Suggesting words while somebody types."""

from collections.abc import Iterator


class _Node:
    __slots__ = ("children", "words")

    def __init__(self):
        self.children = {}
        self.words = {}  # as written to weight


class PrefixIndex:
    """Words with weights, found by how they start: a tree with a node for each letter."""

    def __init__(self):
        self._root = _Node()
        self._count = 0

    def _node(self, text):
        node = self._root
        for letter in text:
            node = node.children.get(letter)
            if node is None:
                return None
        return node

    def add(self, word: str, weight: int = 1) -> None:
        if word == "" or weight <= 0:
            raise ValueError("a word needs letters and a positive weight")
        node = self._root
        for letter in word.casefold():
            node = node.children.setdefault(letter, _Node())
        self._count += word not in node.words
        node.words[word] = node.words.get(word, 0) + weight

    def remove(self, word: str) -> None:
        node = self._node(word.casefold())
        if node is None or word not in node.words:
            raise KeyError(word)
        del node.words[word]
        self._count -= 1

    def suggest(self, prefix: str, count: int = 10) -> list[str]:
        start = self._node(prefix.casefold())
        found, nodes = [], [start] if start else []
        while nodes:
            node = nodes.pop()
            found += node.words.items()
            nodes += node.children.values()
        found.sort(key=lambda item: (-item[1], item[0].lower(), item[0]))
        return [word for word, _ in found[: max(0, count)]]

    def longest_prefix(self, text: str) -> str | None:
        node, best = self._root, None
        for letter in text.casefold():
            node = node.children.get(letter)
            if node is None:
                break
            if node.words:
                best = min(node.words, key=lambda w: (-node.words[w], w.lower(), w))
        return best

    def __len__(self) -> int:
        return self._count

    def __contains__(self, word: str) -> bool:
        node = self._node(word.casefold())
        return node is not None and word in node.words

    def __iter__(self) -> Iterator[str]:
        return iter(self.suggest("", self._count))
