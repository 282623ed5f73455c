"""An index of the words in texts."""
from glossary.words import words_of


def add_text(name, text, index=None):
    """Note down in an index (word to the names of texts) which words a text has; gives the index back.

    Without an index, a new one is made.
    """
    if index is None:
        index = {}
    for word in words_of(text):
        names = index.setdefault(word, [])
        if name not in names:
            names.append(name)
    return index


def found_in(index, *words):
    """The names of texts that have all of the words, in alphabetical order."""
    found = [set(index.get(word.lower(), ())) for word in words]
    return sorted(set.intersection(*found)) if found else []
