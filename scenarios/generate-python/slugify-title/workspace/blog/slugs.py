"""Addresses of articles."""


def slugify(title: str, limit: int = 60) -> str:
    """Return `title` in the form that stands in an address."""
    raise NotImplementedError
