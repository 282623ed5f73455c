"""Reading ledgers."""

import re
from collections import Counter
from datetime import date

from ledger.errors import LedgerError
from ledger.money import AmountError, cents


def read_ledger(text: str) -> dict[str, int]:
    """Return the balance of each account of `text` in cents."""
    totals, mistakes = Counter(), []
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            names, amount = _entry(line)
        except _Mistake as mistake:
            mistakes.append((number, str(mistake)))
            continue
        for depth in range(len(names)):
            totals[":".join(names[: depth + 1])] += amount
    if mistakes:
        raise LedgerError(mistakes)
    return dict(sorted(totals.items()))


class _Mistake(Exception):
    """What is wrong with a line."""


def _entry(line):
    fields = [field.strip() for field in line.split(";")]
    if len(fields) != 3:
        raise _Mistake(f"expected 3 fields, found {len(fields)}")
    day, account, amount = fields
    if not _is_date(day):
        raise _Mistake(f"no such date: {day}")
    names = account.split(":")
    if not all(name.strip() for name in names):
        raise _Mistake(f"no such account: {account}")
    try:
        return names, cents(amount)
    except AmountError as error:
        raise _Mistake(str(error)) from error


def _is_date(text):
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
