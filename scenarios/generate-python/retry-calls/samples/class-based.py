"""Calling again what failed."""

import time
from functools import update_wrapper

from net.errors import GaveUp


class _Retrying:
    def __init__(self, function, on, delays, sleep):
        update_wrapper(self, function)
        self._function, self._on, self._delays, self._sleep = function, on, delays, sleep
        self.retries = 0

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return lambda *args, **kwargs: self(instance, *args, **kwargs)

    def __call__(self, *args, **kwargs):
        failures = []
        remaining = list(self._delays)
        while True:
            try:
                return self._function(*args, **kwargs)
            except self._on as failure:
                if getattr(failure, "permanent", False):
                    raise
                failures.append(failure)
                if not remaining:
                    raise GaveUp(failures) from failure
                pause = remaining.pop(0)
                wish = getattr(failure, "retry_after", None)
            self._sleep(pause if wish is None else wish)
            self.retries += 1


def retry(on, delays, sleep=time.sleep):
    """Return a decorator that calls again after exceptions in `on`."""
    if type(on) is not tuple:
        raise TypeError("on must be a tuple")
    for kind in on:
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise TypeError(f"{kind!r} is not an exception class")
    waits = list(delays)
    return lambda function: _Retrying(function, on, waits, sleep)
