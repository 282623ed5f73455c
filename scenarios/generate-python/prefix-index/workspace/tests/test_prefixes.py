import pytest

from search.prefixes import PrefixIndex


@pytest.fixture
def index():
    index = PrefixIndex()
    for word, weight in [("Paris", 5), ("Parma", 3), ("park", 3), ("Oslo", 9)]:
        index.add(word, weight)
    return index


def test_the_heaviest_first(index):
    assert index.suggest("pAr") == ["Paris", "park", "Parma"]
    assert index.suggest("par", count=1) == ["Paris"]
    assert index.suggest("x") == []


def test_weights_add_up(index):
    index.add("park", 7)
    assert list(index) == ["park", "Oslo", "Paris", "Parma"]


def test_removing(index):
    index.remove("Paris")
    assert "Paris" not in index and len(index) == 3
    with pytest.raises(KeyError):
        index.remove("paris")


def test_longest_prefix(index):
    index.add("par")
    assert index.longest_prefix("PARKING") == "park"
    assert index.longest_prefix("parsnip") == "par"
    assert index.longest_prefix("pa") is None


def test_weights_are_positive(index):
    with pytest.raises(ValueError):
        index.add("x", 0)
