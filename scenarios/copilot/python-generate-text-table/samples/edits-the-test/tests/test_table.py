from report.table import render


def test_prices():
    assert render([], []) == ""
