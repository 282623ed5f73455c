"""Keeping values for a while."""

from collections import OrderedDict

_ABSENT = object()


class ExpiringCache:
    """A bounded cache whose values expire."""

    def __init__(self, capacity, lifetime, clock):
        if capacity < 1:
            raise ValueError(f"the capacity must be at least 1, found {capacity}")
        self._capacity = capacity
        self._lifetime = lifetime
        self._clock = clock
        self._entries = OrderedDict()  # key to (value, when stored), least recently used first
        self._counts = {"hits": 0, "misses": 0, "evicted": 0}

    def get(self, key, default=None):
        value = self._look_up(key)
        return default if value is _ABSENT else value

    def put(self, key, value):
        self._entries[key] = (value, self._clock())
        self._entries.move_to_end(key)
        if len(self._entries) > self._capacity:
            self._drop_expired()
        if len(self._entries) > self._capacity:
            self._entries.popitem(last=False)
            self._counts["evicted"] += 1

    def get_or_compute(self, key, compute):
        value = self._look_up(key)
        if value is _ABSENT:
            value = compute()
            self.put(key, value)
        return value

    def statistics(self):
        return dict(self._counts)

    def __len__(self):
        self._drop_expired()
        return len(self._entries)

    def __contains__(self, key):
        return key in self._entries and not self._expired(key)

    def _look_up(self, key):
        if key not in self:
            self._counts["misses"] += 1
            return _ABSENT
        self._counts["hits"] += 1
        self._entries.move_to_end(key)
        return self._entries[key][0]

    def _expired(self, key):
        return self._clock() - self._entries[key][1] >= self._lifetime

    def _drop_expired(self):
        for key in [key for key in self._entries if self._expired(key)]:
            del self._entries[key]
