"""Keeping values for a while."""

from collections import OrderedDict


class ExpiringCache:
    """A bounded cache whose values expire."""

    def __init__(self, capacity, lifetime, clock):
        if capacity < 1:
            raise ValueError("capacity must be positive")
        self._capacity, self._lifetime, self._clock = capacity, lifetime, clock
        self._entries = OrderedDict()
        self._counts = {"hits": 0, "misses": 0, "evicted": 0}

    def _purge(self):
        now = self._clock()
        for key in [k for k, (_, stored) in self._entries.items() if now - stored >= self._lifetime]:
            del self._entries[key]

    def get(self, key, default=None):
        self._purge()
        if key not in self._entries:
            self._counts["misses"] += 1
            return default
        self._counts["hits"] += 1
        self._entries.move_to_end(key)
        return self._entries[key][0]

    def put(self, key, value):
        self._purge()
        self._entries[key] = (value, self._clock())
        self._entries.move_to_end(key)
        if len(self._entries) > self._capacity:
            self._entries.popitem(last=False)
            self._counts["evicted"] += 1

    def get_or_compute(self, key, compute):
        value = self.get(key)
        if value is None:  # a stored None is computed again
            value = compute()
            self.put(key, value)
        return value

    def statistics(self):
        return dict(self._counts)

    def __len__(self):
        self._purge()
        return len(self._entries)

    def __contains__(self, key):
        self._purge()
        return key in self._entries
