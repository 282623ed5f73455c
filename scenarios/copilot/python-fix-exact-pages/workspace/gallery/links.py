"""Addresses of pages."""


def link(name, number, size):
    """The address of a page, with the name of the link behind it."""
    return f"?page={number}&size={size}#{name}"
