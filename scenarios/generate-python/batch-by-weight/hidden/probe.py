"""Shows how batches() takes its items; every answer is made of plain values."""

import itertools


def _batches():
    from shipping.batches import batches

    return batches


def all_batches(items, limit):
    """The batches, then what ended them."""
    from shipping.errors import UnshippableItem

    found = []
    try:
        for batch in _batches()(iter(items), limit, lambda item: item):
            found.append(list(batch))
    except UnshippableItem as error:
        found.append(["unshippable", error.item])
    return found


def taken_before(items, limit, asked):
    """How many items had been taken after each of the first `asked` batches."""
    taken = 0

    def counted():
        nonlocal taken
        for item in itertools.chain(items, itertools.repeat(1)):
            taken += 1
            yield item

    given = _batches()(counted(), limit, lambda item: item)
    counts = [taken]
    for _ in range(asked):
        next(given)
        counts.append(taken)
    return counts


def weighings(items, limit):
    """What was weighed, in order."""
    weighed = []

    def weigh(item):
        weighed.append(item)
        return len(item)

    list(_batches()(items, limit, weigh))
    return weighed


def told_at_once(limit):
    """The name of what batches() raises before any batch is asked for."""
    try:
        _batches()([1], limit, lambda item: item)
    except ValueError:
        return "ValueError"
    except Exception as error:
        return type(error).__name__
    return None
