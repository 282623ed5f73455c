"""Addresses of articles."""

import re
import unicodedata


def slugify(title: str, limit: int = 60) -> str:
    """Return `title` in the form that stands in an address."""
    plain = title.lower().replace("ß", "ss").replace("'", "").replace("’", "")
    spread = unicodedata.normalize("NFKD", plain)
    kept = "".join(_plain(character) for character in spread)
    words = kept.split()
    if not words:
        return "untitled"
    slug = words[0][:limit]
    for word in words[1:]:
        if len(slug) + 1 + len(word) > limit:
            break
        slug += "-" + word
    return slug


def _plain(character: str) -> str:
    if re.match(r"[a-z0-9]", character):
        return character
    # Accents and letters without an ASCII form vanish; all else parts words.
    return "" if unicodedata.category(character)[0] in "LM" else " "
