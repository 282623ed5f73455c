"""Calling again what failed."""

import functools
import time


def retry(on, delays, sleep=time.sleep):
    """Return a decorator that calls again after exceptions in `on`."""
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            for delay in delays:
                try:
                    return function(*args, **kwargs)
                sleep(delay)
        return wrapper
    return decorate
