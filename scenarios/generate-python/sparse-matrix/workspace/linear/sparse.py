"""Matrices of which most entries are zero."""


class Matrix:
    """A matrix that keeps only what isn't zero."""

    def __init__(self, rows, columns, entries):
        raise NotImplementedError
