"""What is in the store."""


class OutOfStock(Exception):
    """More was asked for than there is."""

    def __init__(self, item, wanted, available):
        super().__init__(f"{wanted} of {item} wanted, {available} there")
        self.item = item


class _RolledBack(BaseException):
    """Leaves the with-statements up to that of `transaction`."""

    def __init__(self, transaction):
        self.transaction = transaction


class _Transaction:
    """What a with-statement does to a stock. Begun ones stand in the stock's stack, outermost first."""

    def __init__(self, stock):
        self._stock = stock
        self._entered = False

    def __enter__(self):
        if self._entered:
            raise RuntimeError("a transaction can be entered once only")
        self._entered = True
        self.quantities = dict(self._stock._quantities)
        self.pending = []
        self._stock._open.append(self)
        return self

    def roll_back(self):
        raise _RolledBack(self)

    def __exit__(self, kind, error, traceback):
        stock = self._stock
        stock._open.pop()
        if kind is not None:
            stock._quantities = self.quantities
            return isinstance(error, _RolledBack) and error.transaction is self
        if stock._open:
            stock._open[-1].pending += self.pending
        else:
            stock._commit(self.pending, self.quantities)
        return False


class Stock:
    """Quantities of items; an item of which there is none is not listed."""

    def __init__(self, quantities=None):
        self._quantities = dict(quantities or {})
        self._watchers = []
        self._open = []
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
        self._watchers.append(callback)

    def transaction(self):
        """A context manager: what is done inside happens as a whole."""
        return _Transaction(self)

    def _change(self, item, difference):
        before = dict(self._quantities)
        quantity = self.quantity(item) + difference
        if quantity:
            self._quantities[item] = quantity
        else:
            del self._quantities[item]
        if self._open:
            self._open[-1].pending.append((item, difference))
        else:
            self._commit([(item, difference)], before)

    def _commit(self, changes, before):
        self.journal += changes
        for item in sorted({item for item, _ in changes}):
            if self.quantity(item) != before.get(item, 0):
                for watcher in self._watchers:
                    watcher(item, self.quantity(item))
