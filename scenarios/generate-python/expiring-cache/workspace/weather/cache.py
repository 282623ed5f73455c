"""Keeping values for a while."""


class ExpiringCache:
    """A bounded cache whose values expire."""

    def __init__(self, capacity, lifetime, clock):
        raise NotImplementedError
