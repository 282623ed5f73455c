import pytest

from ledger.errors import LedgerError
from ledger.reader import read_ledger

LEDGER = """\
# March
2024-03-01 ; Assets:Cash ; 100.00
2024-03-02 ; Expenses:Food:Bread ; 2.50

2024-03-02 ; Assets:Cash ; -2.50
"""


def test_balances_with_those_above():
    assert read_ledger(LEDGER) == {
        "Assets": 9750,
        "Assets:Cash": 9750,
        "Expenses": 250,
        "Expenses:Food": 250,
        "Expenses:Food:Bread": 250,
    }


def test_names_in_order():
    balances = read_ledger("2024-01-01;B;1\n2024-01-01;A:Z;1\n")
    assert list(balances) == ["A", "A:Z", "B"]


def test_every_mistake_is_listed():
    with pytest.raises(LedgerError) as raised:
        read_ledger("2024-02-30;A;1\n2024-02-01;A;1\n2024-02-01;A::B;x\nnonsense\n")
    assert raised.value.mistakes == [
        (1, "no such date: 2024-02-30"),
        (3, "no such account: A::B"),
        (4, "expected 3 fields, found 1"),
    ]
