import pytest

from gallery.pages import links, page, page_count


@pytest.mark.parametrize("total, size, pages", [
    (0, 5, 1), (1, 5, 1), (4, 5, 1), (5, 5, 1), (6, 5, 2), (10, 5, 2), (11, 5, 3), (3, 1, 3), (100, 7, 15)])
def test_count(total, size, pages):
    assert page_count(total, size) == pages


def test_no_size():
    with pytest.raises(ValueError):
        page_count(3, 0)


def test_pages():
    items = list(range(9))
    assert [page(items, number, 3) for number in (1, 2, 3)] == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    with pytest.raises(IndexError):
        page(items, 4, 3)
    assert page([], 1, 3) == []


def test_links():
    assert links(9, 3, 3) == ["?page=2&size=3#previous"]
    assert links(9, 1, 3) == ["?page=2&size=3#next"]
    assert links(0, 1, 3) == []
