"""Words of a text."""


def longest_word(text: str) -> str:
    """Return the longest word of a text, the first of several; "" where there is none."""
    return max(text.split(), key=len, default="")
