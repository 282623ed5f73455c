"""Calling again what failed."""

import functools
import time

from net.errors import GaveUp


def retry(on, delays, sleep=time.sleep):
    """Return a decorator that calls again after exceptions in `on`."""
    if not isinstance(on, tuple) or not all(_is_exception_class(kind) for kind in on):
        raise TypeError(f"expected a tuple of exception classes, found {on!r}")
    delays = tuple(delays)

    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            attempts = []
            for delay in (*delays, None):
                try:
                    return function(*args, **kwargs)
                except on as error:
                    if getattr(error, "permanent", False) is True:
                        raise
                    attempts.append(error)
                if delay is None:
                    break
                asked_for = getattr(attempts[-1], "retry_after", None)
                sleep(delay if asked_for is None else asked_for)
                wrapper.retries += 1
            raise GaveUp(attempts) from attempts[-1]

        wrapper.retries = 0
        return wrapper

    return decorate


def _is_exception_class(kind):
    return isinstance(kind, type) and issubclass(kind, BaseException)
