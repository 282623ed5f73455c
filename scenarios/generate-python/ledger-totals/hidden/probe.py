"""read_ledger() in plain values."""


def balances(text):
    """The accounts in the order of the dict, with their cents; or the mistakes."""
    from ledger.errors import LedgerError
    from ledger.reader import read_ledger

    try:
        found = read_ledger(text)
    except LedgerError as error:
        return {"mistakes": [list(mistake) for mistake in error.mistakes]}
    return {"type": type(found).__name__, "balances": [[name, amount] for name, amount in found.items()]}
