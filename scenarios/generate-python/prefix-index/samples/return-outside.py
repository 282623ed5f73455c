"""Suggesting words while somebody types."""


class PrefixIndex:
    """Words with weights, found by how they start."""

    def __init__(self):
        self._weights = {}

    def add(self, word, weight=1):
        self._weights[word] = self._weights.get(word, 0) + weight

    return self._weights
