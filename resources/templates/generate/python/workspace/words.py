"""Words of a text."""


def longest_word(text: str) -> str:
    """Return the longest word of a text, the first of several; "" where there is none."""
    raise NotImplementedError
