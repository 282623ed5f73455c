"""Reading ledgers."""

from collections import defaultdict
from datetime import date

from ledger.errors import LedgerError
from ledger.money import AmountError, cents


def read_ledger(text: str) -> dict[str, int]:
    """Return the balance of each account of `text` in cents."""
    balances, mistakes = defaultdict(int), []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        fields = [f.strip() for f in line.split(";")]
        if len(fields) != 3:
            mistakes.append((number, f"expected 3 fields, found {len(fields)}"))
            continue
        day, account, amount = fields
        try:
            date.fromisoformat(day)  # takes 20240301 and 2024-W10-5 too
        except ValueError:
            mistakes.append((number, f"no such date: {day}"))
            continue
        names = account.split(":")
        if not all(name.strip() for name in names):
            mistakes.append((number, f"no such account: {account}"))
            continue
        try:
            value = cents(amount)
        except AmountError as error:
            mistakes.append((number, str(error)))
            continue
        for i in range(1, len(names) + 1):
            balances[":".join(names[:i])] += value
    if mistakes:
        raise LedgerError(mistakes)
    return dict(sorted(balances.items()))
