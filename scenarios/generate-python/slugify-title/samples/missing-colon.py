"""Addresses of articles."""

import re
import unicodedata


def slugify(title: str, limit: int = 60) -> str
    """Return `title` in the form that stands in an address."""
    text = unicodedata.normalize("NFKD", title.lower())
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-") or "untitled"
