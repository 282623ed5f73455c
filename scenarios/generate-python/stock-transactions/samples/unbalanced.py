"""What is in the store."""


class OutOfStock(Exception):
    """More was asked for than there is."""


class Stock:
    def __init__(self, quantities=None):
        self._quantities = dict(quantities or {})
        self.journal = []

    def transaction(self):
        return _Transaction(self))

    def quantity(self, item):
        return self._quantities.get(item, 0)
