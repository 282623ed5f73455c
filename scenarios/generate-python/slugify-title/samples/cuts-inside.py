"""Addresses of articles."""

import re
import unicodedata


def slugify(title: str, limit: int = 60) -> str:
    """Return `title` in the form that stands in an address."""
    text = title.lower().replace("ß", "ss").replace("'", "").replace("’", "")
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
    if len(slug) > limit:
        slug = slug[:limit].rsplit("-", 1)[0]
    return slug or "untitled"
