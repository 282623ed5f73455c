"""Carries out a script of cache operations and tells what each returned."""


class _Clock:
    now = 0

    def __call__(self):
        return self.now


def script(capacity, lifetime, steps):
    """Each step is [name, arguments…]; "at" sets the clock. What raised is told by its type."""
    from weather.cache import ExpiringCache

    clock = _Clock()
    try:
        cache = ExpiringCache(capacity, lifetime, clock)
    except Exception as error:
        return type(error).__name__
    return [_step(cache, clock, *step) for step in steps]


def _step(cache, clock, name, *arguments):
    if name == "at":
        clock.now = arguments[0]
        return None
    if name == "len":
        return len(cache)
    if name == "in":
        return arguments[0] in cache
    try:
        if name == "compute":
            key, value = arguments
            return cache.get_or_compute(key, lambda: value)
        if name == "fail":
            return cache.get_or_compute(arguments[0], lambda: 1 // 0)
        found = getattr(cache, name)(*arguments)
    except Exception as error:
        return type(error).__name__
    return dict(found) if name == "statistics" else found
