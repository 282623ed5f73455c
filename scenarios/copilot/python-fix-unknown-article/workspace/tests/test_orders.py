from stock.catalogue import Article, Catalogue
from stock.orders import Line, total, weight

CATALOGUE = Catalogue([Article("b1", "bolt", 20, 5), Article("n1", "nut", 10, 3)])


def test_total() -> None:
    assert total([Line("b1", 10), Line("n1", 5)], CATALOGUE) == 250


def test_weight_passes_over_what_is_unknown() -> None:
    assert weight([Line("b1", 2), Line("x", 2)], CATALOGUE) == 10
