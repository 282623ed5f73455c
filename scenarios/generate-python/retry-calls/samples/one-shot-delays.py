"""Calling again what failed."""

import functools
import time

from net.errors import GaveUp


def retry(on, delays, sleep=time.sleep):
    """Return a decorator that calls again after exceptions in `on`."""
    if not isinstance(on, tuple) or not all(isinstance(k, type) and issubclass(k, BaseException) for k in on):
        raise TypeError("on must be a tuple of exception classes")

    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            attempts = []
            pauses = iter(delays)  # an iterator is empty from the second call on
            while True:
                try:
                    return function(*args, **kwargs)
                except on as error:
                    if getattr(error, "permanent", False):
                        raise
                    attempts.append(error)
                    pause = next(pauses, None)
                    if pause is None:
                        raise GaveUp(attempts) from error
                    wish = getattr(error, "retry_after", None)
                    sleep(pause if wish is None else wish)
                    wrapper.retries += 1

        wrapper.retries = 0
        return wrapper

    return decorate
