"""Parts of long lists."""
from gallery.links import link


def page_count(total, size):
    """How many pages of a size there are; an empty list has one, which is empty."""
    if size < 1:
        raise ValueError("a page has room for one item at least")
    return total // size + 1


def page(items, number, size):
    """The items of a page, counted from 1; a page that there isn't raises IndexError."""
    if not 1 <= number <= page_count(len(items), size):
        raise IndexError(f"there is no page {number}")
    return items[(number - 1) * size:number * size]


def links(total, number, size):
    """Links to the page before and the one after, as far as there are such."""
    found = []
    if number > 1:
        found.append(link("previous", number - 1, size))
    if number < page_count(total, size):
        found.append(link("next", number + 1, size))
    return found
