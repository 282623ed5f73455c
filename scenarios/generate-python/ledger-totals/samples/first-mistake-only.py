"""Reading ledgers."""

from datetime import date

from ledger.errors import LedgerError
from ledger.money import AmountError, cents


def read_ledger(text: str) -> dict[str, int]:
    """Return the balance of each account of `text` in cents."""
    balances = {}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        fields = [f.strip() for f in line.split(";")]
        if len(fields) != 3:
            raise LedgerError([(number, f"expected 3 fields, found {len(fields)}")])
        try:
            date.fromisoformat(fields[0])
        except ValueError:
            raise LedgerError([(number, f"no such date: {fields[0]}")])
        names = fields[1].split(":")
        if not all(names):
            raise LedgerError([(number, f"no such account: {fields[1]}")])
        try:
            amount = cents(fields[2])
        except AmountError as error:
            raise LedgerError([(number, str(error))])
        for i in range(1, len(names) + 1):
            name = ":".join(names[:i])
            balances[name] = balances.get(name, 0) + amount
    return dict(sorted(balances.items()))
