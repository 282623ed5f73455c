import pytest

from gallery.pages import links, page, page_count


def test_last_page_is_shorter():
    assert page(list("abcdefg"), 3, 3) == ["g"]


def test_exact_pages():
    assert page_count(12, 4) == 4


def test_no_such_page():
    with pytest.raises(IndexError):
        page(list("abc"), 3, 2)


def test_links_in_the_middle():
    assert len(links(20, 2, 4)) == 2
