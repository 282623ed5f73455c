"""Keeping values for a while."""


class ExpiringCache:
    """A bounded cache whose values expire."""

    def __init__(self, capacity, lifetime, clock):
        self._capacity, self._lifetime, self._clock = capacity, lifetime, clock
        self._entries = {}

    def _purge(self):
        now = self._clock()
        self._entries = {k: e for k, e in self._entries.items() if now - e[1] < self._lifetime}

    def get(self, key, default=None):
        self._purge()
        return self._entries.get(key, (default, 0))[0]

    def put(self, key, value):
        while len(self._entries) >= self._capacity:
            self._purge()  # until something has expired
        self._entries[key] = (value, self._clock())

    def get_or_compute(self, key, compute):
        if key not in self:
            self.put(key, compute())
        return self._entries[key][0]

    def statistics(self):
        return {"hits": 0, "misses": 0, "evicted": 0}

    def __len__(self):
        self._purge()
        return len(self._entries)

    def __contains__(self, key):
        self._purge()
        return key in self._entries
