import pytest

from weather.cache import ExpiringCache
from weather.service import ForecastService


class FakeClock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return FakeClock()


def test_values_expire(clock):
    cache = ExpiringCache(2, 10, clock)
    cache.put("a", 1)
    clock.now = 9.5
    assert cache.get("a") == 1
    clock.now = 10
    assert cache.get("a") is None
    assert len(cache) == 0


def test_the_least_recently_used_goes(clock):
    cache = ExpiringCache(2, 10, clock)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.get("a")
    cache.put("c", 3)
    assert "b" not in cache
    assert cache.get("a") == 1
    assert cache.statistics() == {"hits": 2, "misses": 0, "evicted": 1}


def test_the_service_asks_once(clock):
    asked = []
    service = ForecastService(lambda place: asked.append(place) or "rain", clock)
    assert [service.forecast("Oslo"), service.forecast("Oslo")] == ["rain", "rain"]
    assert asked == ["Oslo"]
