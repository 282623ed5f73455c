"""Calling again what failed."""

import functools
import time

from net.errors import GaveUp


def retry(on, delays, sleep=time.sleep):
    """Return a decorator that calls again after exceptions in `on`."""
    if not isinstance(on, tuple) or not all(isinstance(k, type) and issubclass(k, BaseException) for k in on):
        raise TypeError("on must be a tuple of exception classes")
    delays = list(delays)

    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            attempts = []
            for number in range(len(delays) + 1):
                try:
                    return function(*args, **kwargs)
                except on as error:
                    if getattr(error, "permanent", False):
                        raise
                    attempts.append(error)
                    if number == len(delays):
                        raise GaveUp(attempts) from error
                    sleep(getattr(error, "retry_after", None) or delays[number])
                    wrapper.retries += 1

        wrapper.retries = 0
        return wrapper

    return decorate
