"""What is in the store."""

from contextlib import contextmanager


class OutOfStock(Exception):
    """More was asked for than there is."""

    def __init__(self, item, wanted, available):
        super().__init__(f"{wanted} of {item} wanted, {available} there")
        self.item = item


class _Leave(BaseException):
    pass


class _Handle:
    def roll_back(self):
        leave = _Leave()
        leave.handle = self
        raise leave


class _Once:
    """contextmanager() raises AttributeError where it is entered again; here it is RuntimeError."""

    def __init__(self, manager):
        self._manager = manager

    def __enter__(self):
        if self._manager is None:
            raise RuntimeError("already entered")
        self._running, self._manager = self._manager, None
        return self._running.__enter__()

    def __exit__(self, *how):
        return self._running.__exit__(*how)


class Stock:
    """Quantities of items; an item of which there is none is not listed."""

    def __init__(self, quantities=None):
        self._quantities = dict(quantities or {})
        self._callbacks = []
        self._log = []  # changes that aren't committed
        self._depth = 0
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
        self._callbacks.append(callback)

    def transaction(self):
        """A context manager: what is done inside happens as a whole."""
        return _Once(self._transaction())

    @contextmanager
    def _transaction(self):
        start = len(self._log)
        handle = _Handle()
        self._depth += 1
        try:
            yield handle
        except BaseException as error:
            self._depth -= 1
            while len(self._log) > start:
                item, difference = self._log.pop()
                self._put(item, -difference)
            if isinstance(error, _Leave) and error.handle is handle:
                return
            raise
        self._depth -= 1
        if self._depth == 0:
            self._commit()

    def _put(self, item, difference):
        self._quantities[item] = self.quantity(item) + difference
        if self._quantities[item] == 0:
            del self._quantities[item]

    def _change(self, item, difference):
        self._put(item, difference)
        self._log.append((item, difference))
        if self._depth == 0:
            self._commit()

    def _commit(self):
        log, self._log = self._log, []
        self.journal.extend(log)
        for item in sorted({item for item, _ in log}):
            if sum(d for i, d in log if i == item):
                for callback in self._callbacks:
                    callback(item, self.quantity(item))
