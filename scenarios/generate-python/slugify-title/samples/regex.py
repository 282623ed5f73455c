"""Addresses of articles."""

import re
import unicodedata


def slugify(title: str, limit: int = 60) -> str:
    """Return `title` in the form that stands in an address."""
    text = title.casefold()  # also turns ß into ss
    text = unicodedata.normalize("NFKD", re.sub("['’]", "", text))
    text = "".join(c for c in text if c.isascii() or not (c.isalpha() or unicodedata.combining(c)))
    slug = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
    if not slug:
        return "untitled"
    if len(slug) > limit:
        head = slug[: limit + 1]
        slug = head.rpartition("-")[0] or slug[:limit]
    return slug
