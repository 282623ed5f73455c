import unittest

from shop.shipping import cost


class TestCost(unittest.TestCase):
    def test_zones(self):
        self.assertEqual([cost(1, country, 0) for country in ("SE", "FI", "US")], [450, 900, 1800])

    def test_weights(self):
        prices = [cost(grams, "NO", 0) for grams in (999, 1000, 1001, 2000, 2001)]
        self.assertEqual(prices, [900, 900, 1350, 1350, 1800])

    def test_heaviest(self):
        self.assertEqual(cost(20_000, "SE", 0), 450 + 19 * 225)

    def test_refused(self):
        for grams in (0, 20_001):
            with self.subTest(grams), self.assertRaises(ValueError):
                cost(grams, "SE", 0)

    def test_free(self):
        self.assertEqual([cost(1, "SE", value) for value in (4999, 5000, 5001)], [450, 0, 0])
        self.assertEqual(cost(1, "US", 5000), 1800)

    def test_express(self):
        self.assertEqual(cost(1, "US", 0, express=True), 3600)
        self.assertEqual(cost(1, "SE", 0, express=True), 1000)
        self.assertEqual(cost(1, "SE", 6000, express=True), 1000)
