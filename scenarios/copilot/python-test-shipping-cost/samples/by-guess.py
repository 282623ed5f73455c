import pytest

from shop.shipping import cost


@pytest.mark.parametrize("country, price", [("SE", 450), ("DK", 900), ("JP", 1800)])
def test_up_to_a_kilogram_costs_what_the_zone_costs(country, price):
    assert cost(1000, country, 100) == price


@pytest.mark.parametrize("grams, price", [(1001, 675), (2000, 675), (2001, 675), (20_000, 4725)])
def test_each_kilogram_begun_adds_half(grams, price):
    assert cost(grams, "SE", 100) == price


def test_free_at_home_from_fifty():
    assert cost(5000, "SE", 5000) == 0
    assert cost(500, "SE", 4999) == 450
    assert cost(500, "DK", 9000) == 900


def test_express_doubles_and_costs_ten_at_least():
    assert cost(500, "JP", 100, express=True) == 3600
    assert cost(500, "SE", 100, express=True) == 1000
    assert cost(500, "SE", 5000, express=True) == 1000


@pytest.mark.parametrize("grams", [0, -1, 20_001])
def test_no_such_parcel(grams):
    with pytest.raises(ValueError):
        cost(grams, "SE", 100)
