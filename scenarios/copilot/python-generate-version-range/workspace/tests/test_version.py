import pytest

from deps.version import Version, parse


def test_numbers_left_out_are_zero():
    assert parse("1.4") == Version(1, 4, 0)


def test_order_is_by_number():
    assert parse("1.10") > parse("1.9")


@pytest.mark.parametrize("text", ["", "1.2.3.4", "1.x", "-1"])
def test_other_text_is_refused(text):
    with pytest.raises(ValueError):
        parse(text)
