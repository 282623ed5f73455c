"""Matrices of which most entries are zero."""

from collections import defaultdict
from numbers import Number


class Matrix:
    """A matrix that keeps a dict of columns for each row that isn't empty."""

    def __init__(self, rows, columns, entries):
        if min(rows, columns) < 1:
            raise ValueError("a matrix has at least one row and one column")
        self.__shape = rows, columns
        self.__rows = {}
        for (row, column), number in sorted(entries.items()):
            if row not in range(rows) or column not in range(columns):
                raise ValueError(f"no such place: {row}, {column}")
            if number:
                self.__rows.setdefault(row, {})[column] = number

    @staticmethod
    def from_rows(rows):
        if len(set(map(len, rows))) != 1:
            raise ValueError("rows must be of one length")
        return Matrix(len(rows), len(rows[0]), {(r, c): n for r, row in enumerate(rows) for c, n in enumerate(row)})

    @staticmethod
    def identity(size):
        return Matrix(size, size, {(i, i): 1 for i in range(size)})

    shape = property(lambda self: self.__shape)

    def entries(self):
        return {(r, c): n for r, row in self.__rows.items() for c, n in row.items()}

    def to_rows(self):
        height, width = self.shape
        rows = [[0] * width for _ in range(height)]
        for (r, c), n in self.entries().items():
            rows[r][c] = n
        return rows

    def transposed(self):
        return Matrix(*reversed(self.shape), {(c, r): n for (r, c), n in self.entries().items()})

    def __getitem__(self, place):
        row, column = place
        if row not in range(self.shape[0]) or column not in range(self.shape[1]):
            raise IndexError(place)
        return self.__rows.get(row, {}).get(column, 0)

    def __combine(self, other, sign):
        if self.shape != other.shape:
            raise ValueError("the shapes differ")
        total = defaultdict(int, self.entries())
        for place, number in other.entries().items():
            total[place] += sign * number
        return Matrix(*self.shape, total)

    def __add__(self, other):
        return self.__combine(other, 1) if isinstance(other, Matrix) else NotImplemented

    def __sub__(self, other):
        return self.__combine(other, -1) if isinstance(other, Matrix) else NotImplemented

    def __mul__(self, number):
        if isinstance(number, Number):
            return Matrix(*self.shape, {place: n * number for place, n in self.entries().items()})
        return NotImplemented

    def __rmul__(self, number):
        return self * number if isinstance(number, Number) else NotImplemented

    def __neg__(self):
        return -1 * self

    def __matmul__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        if self.shape[1] != other.shape[0]:
            raise ValueError("the shapes don't fit")
        total = defaultdict(int)
        for r, row in self.__rows.items():
            for k, left in row.items():
                for c, right in other.__rows.get(k, {}).items():
                    total[r, c] += left * right
        return Matrix(self.shape[0], other.shape[1], total)

    def __pow__(self, exponent):
        if not isinstance(exponent, int):
            return NotImplemented
        if exponent < 0 or self.shape[0] != self.shape[1]:
            raise ValueError("no such power")
        if exponent == 0:
            return Matrix.identity(self.shape[0])
        half = self ** (exponent // 2) if exponent > 1 else None
        if half is None:
            return self
        return half @ half @ self if exponent % 2 else half @ half

    def __eq__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        return (self.shape, self.__rows) == (other.shape, other.__rows)

    def __hash__(self):
        return hash((self.shape, tuple(self.entries().items())))
