"""Mistakes in ledgers."""


class LedgerError(ValueError):
    """A ledger that can't be read; `mistakes` lists (line number, message)."""

    def __init__(self, mistakes):
        self.mistakes = list(mistakes)
        lines = "; ".join(f"line {number}: {message}" for number, message in self.mistakes)
        super().__init__(f"{len(self.mistakes)} mistakes: {lines}")
