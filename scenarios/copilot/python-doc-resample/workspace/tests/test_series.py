import pytest

from signals.series import resample


def test_means():
    assert resample([0, 1, 4], [1.0, 3.0, 5.0], 2) == [(0, 2.0), (4, 5.0)]


def test_fill():
    assert resample([0, 4], [1.0, 5.0], 2, fill=0.0) == [(0, 1.0), (2, 0.0), (4, 5.0)]


def test_unknown_method():
    with pytest.raises(LookupError):
        resample([], [], 1, method="mode")
