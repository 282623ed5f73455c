"""What is in the store."""

from contextlib import contextmanager


class OutOfStock(Exception):
    """More was asked for than there is."""

    def __init__(self, item, wanted, available):
        super().__init__(f"{wanted} of {item} wanted, {available} there")
        self.item = item


class _RollBack(BaseException):
    pass


class Stock:
    """Quantities of items; an item of which there is none is not listed."""

    def __init__(self, quantities=None):
        self._quantities = dict(quantities or {})
        self._watchers = []
        self._pending = None
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
        self._watchers.append(callback)

    def transaction(self):
        return self._transaction()

    @contextmanager
    def _transaction(self):
        outer, self._pending = self._pending, []
        before = dict(self._quantities)

        class Handle:
            def roll_back(self):
                raise _RollBack

        try:
            yield Handle()
        except BaseException as error:
            self._quantities, self._pending = before, outer
            if isinstance(error, _RollBack):
                return
            raise
        changes, self._pending = self._pending, outer
        # An inner transaction's changes are written down even if the outer one fails later.
        self._commit(changes, before)

    def _change(self, item, difference):
        before = dict(self._quantities)
        quantity = self.quantity(item) + difference
        if quantity:
            self._quantities[item] = quantity
        else:
            del self._quantities[item]
        if self._pending is None:
            self._commit([(item, difference)], before)
        else:
            self._pending.append((item, difference))

    def _commit(self, changes, before):
        self.journal += changes
        for item in sorted({item for item, _ in changes}):
            if before.get(item, 0) != self.quantity(item):
                for watcher in self._watchers:
                    watcher(item, self.quantity(item))
