"""Fetching pages."""

import time

from net.errors import NetError
from net.retry import retry


class Client:
    def __init__(self, transport, sleep=time.sleep):
        self._transport = transport
        self.get = retry(on=(NetError,), delays=[0.5, 1, 2], sleep=sleep)(self._get)

    def _get(self, path, *, headers=None):
        """Return the body of `path`."""
        return self._transport(path, headers or {})
