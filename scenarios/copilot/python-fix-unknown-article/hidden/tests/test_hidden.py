import pytest

from stock.catalogue import Article, Catalogue
from stock.orders import Line, UnknownArticle, total, weight

CATALOGUE = Catalogue([Article("a", "A", 250, 10), Article("b", "B", 100, 20), Article("free", "F", 0, 5)])


def test_total_of_any_iterable():
    assert total((Line(number, 2) for number in "ab"), CATALOGUE) == 700
    assert total([], CATALOGUE) == 0
    assert total([Line("free", 3)], CATALOGUE) == 0


@pytest.mark.parametrize("amount", [0, 1])
def test_unknown_article(amount):
    with pytest.raises(UnknownArticle) as caught:
        total([Line("a", 1), Line("zzz", amount)], CATALOGUE)
    assert caught.value.args == ("zzz",)


def test_lookup_is_as_before():
    assert CATALOGUE.find("zzz") is None
    assert weight([Line("a", 1), Line("zzz", 9)], CATALOGUE) == 10
