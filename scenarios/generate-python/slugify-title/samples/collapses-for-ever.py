"""Addresses of articles."""

import unicodedata


def slugify(title: str, limit: int = 60) -> str:
    """Return `title` in the form that stands in an address."""
    text = unicodedata.normalize("NFKD", title.lower().replace("ß", "ss"))
    slug = "".join(c if c.isalnum() and c.isascii() else "-" for c in text)
    while "-" in slug[:1] or "--" in slug:
        slug = slug.replace("--", "-").strip()
    while slug.endswith("-"):
        slug.rstrip("-")
    return slug[:limit] or "untitled"
