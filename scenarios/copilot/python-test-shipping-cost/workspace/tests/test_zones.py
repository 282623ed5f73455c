import pytest

from shop.zones import zone_of


@pytest.mark.parametrize("country, zone", [("SE", "home"), ("dk", "near"), ("JP", "far")])
def test_zones(country, zone):
    assert zone_of(country) == zone
