"""What is in the store."""


class OutOfStock(Exception):
    """More was asked for than there is."""

    def __init__(self, item, wanted, available):
        super().__init__(f"{wanted} of {item} wanted, {available} there")


class _Transaction:
    def __init__(self, stock):
        self.stock = stock

    def __enter__(self):
        self.start = len(self.stock.journal)
        return self

    def roll_back(self):
        self.__exit__(None, None, None)

    def __exit__(self, kind, error, traceback):
        while kind and len(self.stock.journal) > self.start:
            item, difference = self.stock.journal[-1]
            self.stock._change(item, -difference)  # which lengthens the journal again


class Stock:
    def __init__(self, quantities=None):
        self._quantities = dict(quantities or {})
        self.journal = []

    def quantity(self, item):
        return self._quantities.get(item, 0)

    def items(self):
        return sorted(self._quantities.items())

    def add(self, item, count=1):
        self._change(item, count)

    def take(self, item, count=1):
        if count > self.quantity(item):
            raise OutOfStock(item, count, self.quantity(item))
        self._change(item, -count)

    def watch(self, callback):
        pass

    def transaction(self):
        return _Transaction(self)

    def _change(self, item, difference):
        self._quantities[item] = self.quantity(item) + difference
        self.journal[-1:] = self.journal[-1:] + [(item, difference)]
