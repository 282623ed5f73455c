"""What is in the store."""


class OutOfStock(Exception):
    """More was asked for than there is."""

    def __init__(self, item, wanted, available):
        super().__init__(f"{wanted} of {item} wanted, {available} there")
        self.item = item


class Stock:
    """Quantities of items; an item of which there is none is not listed."""

    def __init__(self, quantities=None):
        self._quantities = dict(quantities or {})
        self.journal = []

    def quantity(self, item):
        return self._quantities.get(item, 0)

    def items(self):
        """Items and quantities in order of names."""
        return sorted(self._quantities.items())

    def add(self, item, count=1):
        if count < 1:
            raise ValueError(f"expected a positive count, found {count}")
        self._change(item, count)

    def take(self, item, count=1):
        if count < 1:
            raise ValueError(f"expected a positive count, found {count}")
        if count > self.quantity(item):
            raise OutOfStock(item, count, self.quantity(item))
        self._change(item, -count)

    def watch(self, callback):
        """Have callback(item, quantity) called after changes."""
        raise NotImplementedError

    def transaction(self):
        """A context manager: what is done inside happens as a whole."""
        raise NotImplementedError

    def _change(self, item, difference):
        quantity = self.quantity(item) + difference
        if quantity:
            self._quantities[item] = quantity
        else:
            del self._quantities[item]
        self.journal.append((item, difference))
