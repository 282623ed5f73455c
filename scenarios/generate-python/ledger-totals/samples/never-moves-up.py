"""Reading ledgers."""

from ledger.money import cents


def read_ledger(text: str) -> dict[str, int]:
    """Return the balance of each account of `text` in cents."""
    balances = {}
    for line in text.splitlines():
        if not line.strip() or line.strip().startswith("#"):
            continue
        _, account, amount = (field.strip() for field in line.split(";"))
        while account:
            balances[account] = balances.get(account, 0) + cents(amount)
            parent, _, _ = account.rpartition(":")
    return dict(sorted(balances.items()))
