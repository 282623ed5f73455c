"""Taking orders out of the store."""

from store.stock import OutOfStock


def fulfil(stock, order):
    """Take the whole order, a dict of item to count, or nothing; says whether it was taken."""
    try:
        with stock.transaction():
            for item, count in order.items():
                stock.take(item, count)
    except OutOfStock:
        return False
    return True


def fulfil_all(stock, orders):
    """Take as many of the orders as can be had; the numbers of those that were taken."""
    with stock.transaction():
        return [number for number, order in enumerate(orders) if fulfil(stock, order)]
