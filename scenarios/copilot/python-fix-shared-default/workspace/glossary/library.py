"""A collection of texts."""
from glossary.index import add_text, found_in


class Library:
    """Texts by name, searched by word."""

    def __init__(self):
        self._texts = {}
        self._index = {}

    def add(self, name, text):
        """Take a text in."""
        self._texts[name] = text
        add_text(name, text, self._index)

    def search(self, *words):
        """The texts that have all of the words, by name."""
        return {name: self._texts[name] for name in found_in(self._index, *words)}
