"""Reading ledgers."""

from ledger.errors import LedgerError
from ledger.money import AmountError, cents


def read_ledger(text: str) -> dict[str, int]:
    """Return the balance of each account of `text` in cents."""
    balances = {}
    for number, line in enumerate(text.splitlines(), start=1):
        fields = [field.strip() for field in line.split(";")]
        try:
            amount = cents(fields[2])
        for name in
