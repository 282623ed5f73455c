"""Matrices of which most entries are zero."""


class Matrix:
    """A matrix that keeps only what isn't zero."""

    def __init__(self, rows, columns, entries):
        self.shape = (rows, columns)
        self._entries = {place: n for place, n in entries.items() if n)

    def entries(self):
        return dict(self._entries)
