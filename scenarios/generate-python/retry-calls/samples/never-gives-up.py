"""Calling again what failed."""

import functools
import itertools
import time


def retry(on, delays, sleep=time.sleep):
    """Return a decorator that calls again after exceptions in `on`."""
    pauses = tuple(delays) or (0,)

    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            outcome = None
            for pause in itertools.cycle(pauses):
                try:
                    outcome = outcome or [function(*args, **kwargs)]
                except Exception:
                    wrapper.retries += 1

        wrapper.retries = 0
        return wrapper

    return decorate
