from report.columns import Column
from report.table import render


def test_prices():
    rows = [{"name": "bolt", "price": 0.5}, {"name": "nut", "price": 12.0}]
    assert render(rows, [Column("name"), Column("price", "right")]) == (
        "name  price\n"
        "----  -----\n"
        "bolt   0.50\n"
        "nut   12.00")
