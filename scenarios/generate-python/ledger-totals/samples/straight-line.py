"""Reading ledgers."""

from datetime import datetime

from ledger.errors import LedgerError
from ledger.money import AmountError, cents


def read_ledger(text: str) -> dict[str, int]:
    """Return the balance of each account of `text` in cents."""
    balances = {}
    mistakes = []
    for index, line in enumerate(text.splitlines()):
        if line.strip() == "" or line.lstrip()[0] == "#":
            continue
        message = None
        fields = list(map(str.strip, line.split(";")))
        if len(fields) != 3:
            message = "expected 3 fields, found %d" % len(fields)
        elif not is_day(fields[0]):
            message = "no such date: " + fields[0]
        elif "" in map(str.strip, fields[1].split(":")):
            message = "no such account: " + fields[1]
        else:
            try:
                amount = cents(fields[2])
            except AmountError as error:
                message = error.args[0]
        if message is not None:
            mistakes.append((index + 1, message))
            continue
        account = fields[1]
        while account:
            balances[account] = balances.get(account, 0) + amount
            account = account.rpartition(":")[0]
    if mistakes:
        raise LedgerError(mistakes)
    return {name: balances[name] for name in sorted(balances)}


def is_day(text):
    try:
        return datetime.strptime(text, "%Y-%m-%d").strftime("%Y-%m-%d") == text
    except ValueError:
        return False
