from deps.resolve import newest

VERSIONS = ["1.2.0", "1.10.1", "1.9.0", "2.0.0"]


def test_newest_of_all():
    assert newest(VERSIONS, "") == "2.0.0"


def test_newest_below():
    assert newest(VERSIONS, ">=1.2, <2") == "1.10.1"


def test_newest_compatible():
    assert newest(VERSIONS, "~=1.9.0") == "1.9.0"


def test_none_fits():
    assert newest(VERSIONS, ">2") is None
