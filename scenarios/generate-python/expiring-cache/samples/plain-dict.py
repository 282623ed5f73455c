"""Keeping values for a while."""


class ExpiringCache:
    """A bounded cache whose values expire.

    A dict keeps its keys in order of insertion, so a key is used by inserting it again.
    """

    def __init__(self, capacity, lifetime, clock):
        if capacity < 1:
            raise ValueError("capacity must be positive")
        self.capacity, self.lifetime, self.clock = capacity, lifetime, clock
        self.values = {}
        self.deadlines = {}
        self.hits = self.misses = self.evicted = 0

    def _purge(self):
        now = self.clock()
        gone = [key for key, deadline in self.deadlines.items() if deadline <= now]
        for key in gone:
            del self.values[key], self.deadlines[key]

    def __len__(self):
        self._purge()
        return len(self.values)

    def __contains__(self, key):
        self._purge()
        return key in self.values

    def get(self, key, default=None):
        if key in self:
            self.hits += 1
            value = self.values.pop(key)
            self.values[key] = value
            return value
        self.misses += 1
        return default

    def put(self, key, value):
        self._purge()
        self.values.pop(key, None)
        if len(self.values) == self.capacity:
            oldest = next(iter(self.values))
            del self.values[oldest], self.deadlines[oldest]
            self.evicted += 1
        self.values[key] = value
        self.deadlines[key] = self.clock() + self.lifetime

    def get_or_compute(self, key, compute):
        marker = object()
        value = self.get(key, marker)
        if value is marker:
            value = compute()
            self.put(key, value)
        return value

    def statistics(self):
        return {"hits": self.hits, "misses": self.misses, "evicted": self.evicted}
