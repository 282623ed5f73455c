"""Keeping values for a while."""

from collections import OrderedDict


class ExpiringCache:
    """A bounded cache whose values expire."""

    def __init__(self, capacity, lifetime, clock):
        self._entries = OrderedDict()
        self._counts = {"hits": 0, "misses": 0, "evicted": 0]

    def get(self, key, default=None):
        return self._entries.get(key, default)
