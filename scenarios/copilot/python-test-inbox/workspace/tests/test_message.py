from tests.samples import message


def test_preview_is_cut():
    assert message("abcdef").preview(4) == "abc…"


def test_preview_of_what_fits():
    assert message("abcd").preview(4) == "abcd"
