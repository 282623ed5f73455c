from shop.shipping import cost


def test_zones():
    for country in ("SE", "DK", "JP"):
        cost(1000, country, 100)


def test_weights():
    for grams in (1001, 2000, 20_000):
        cost(grams, "SE", 100)


def test_free():
    cost(500, "SE", 5000, express=True)


def test_refused():
    for grams in (0, 20_001):
        try:
            cost(grams, "SE", 100)
        except ValueError:
            pass
