import pytest

from shop.shipping import cost


def test_light():
    assert cost(500, "SE", 100) == 450


def test_heavy():
    assert cost(3000, "DK", 100) == 1800


def test_free():
    assert cost(500, "SE", 9000) == 0


def test_express():
    assert cost(500, "JP", 100, express=True) == 3600


@pytest.mark.parametrize("grams", [-5, 50_000])
def test_refused(grams):
    with pytest.raises(ValueError):
        cost(grams, "SE", 100)
