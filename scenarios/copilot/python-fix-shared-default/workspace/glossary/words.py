"""Words of a text."""
import re


def words_of(text):
    """The words, in small letters, in the order of the text."""
    return re.findall(r"[a-z]+", text.lower())
