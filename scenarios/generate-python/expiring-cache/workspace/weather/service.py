"""Forecasts, asked for as rarely as possible."""

import time

from weather.cache import ExpiringCache


class ForecastService:
    """Remembers what `fetch` answered for ten minutes."""

    def __init__(self, fetch, clock=time.monotonic):
        self._fetch = fetch
        self._cache = ExpiringCache(capacity=100, lifetime=600, clock=clock)

    def forecast(self, place):
        return self._cache.get_or_compute(place, lambda: self._fetch(place))
