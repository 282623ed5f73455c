"""Matrices of which most entries are zero."""

from numbers import Number


class Matrix:
    """A matrix that keeps only what isn't zero."""

    __slots__ = ("_shape", "_entries")

    def __init__(self, rows, columns, entries):
        if rows < 1 or columns < 1:
            raise ValueError(f"a matrix can't be of {rows} by {columns}")
        for row, column in entries:
            if not (0 <= row < rows and 0 <= column < columns):
                raise ValueError(f"({row}, {column}) lies outside of {rows} by {columns}")
        self._shape = (rows, columns)
        self._entries = {place: entries[place] for place in sorted(entries) if entries[place] != 0}

    @classmethod
    def from_rows(cls, rows):
        if not rows or len({len(row) for row in rows}) != 1:
            raise ValueError("expected rows of one length")
        entries = {(r, c): n for r, row in enumerate(rows) for c, n in enumerate(row)}
        return cls(len(rows), len(rows[0]), entries)

    @classmethod
    def identity(cls, size):
        return cls(size, size, {(i, i): 1 for i in range(size)})

    @property
    def shape(self):
        return self._shape

    def entries(self):
        return dict(self._entries)

    def to_rows(self):
        rows, columns = self._shape
        return [[self._entries.get((r, c), 0) for c in range(columns)] for r in range(rows)]

    def transposed(self):
        rows, columns = self._shape
        return Matrix(columns, rows, {(c, r): n for (r, c), n in self._entries.items()})

    def __getitem__(self, place):
        row, column = place
        if not (0 <= row < self._shape[0] and 0 <= column < self._shape[1]):
            raise IndexError(f"({row}, {column}) lies outside of {self._shape}")
        return self._entries.get((row, column), 0)

    def __add__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        if self._shape != other._shape:
            raise ValueError(f"{self._shape} and {other._shape} can't be added")
        total = dict(self._entries)
        for place, number in other._entries.items():
            total[place] = total.get(place, 0) + number
        return Matrix(*self._shape, total)

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other if isinstance(other, Matrix) else NotImplemented

    def __mul__(self, factor):
        if not isinstance(factor, Number):
            return NotImplemented
        return Matrix(*self._shape, {place: n * factor for place, n in self._entries.items()})

    __rmul__ = __mul__

    def __matmul__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        if self._shape[1] != other._shape[0]:
            raise ValueError(f"{self._shape} and {other._shape} can't be multiplied")
        by_row = {}
        for (row, column), number in other._entries.items():
            by_row.setdefault(row, []).append((column, number))
        product = {}
        for (row, middle), number in self._entries.items():
            for column, factor in by_row.get(middle, ()):
                product[row, column] = product.get((row, column), 0) + number * factor
        return Matrix(self._shape[0], other._shape[1], product)

    def __pow__(self, exponent):
        if not isinstance(exponent, int):
            return NotImplemented
        if exponent < 0 or self._shape[0] != self._shape[1]:
            raise ValueError(f"no power {exponent} of a matrix of {self._shape}")
        result, square = None, self
        while exponent:
            if exponent & 1:
                result = square if result is None else result @ square
            exponent >>= 1
            if exponent:
                square = square @ square
        return Matrix.identity(self._shape[0]) if result is None else result

    def __eq__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        return self._shape == other._shape and self._entries == other._entries

    def __hash__(self):
        return hash((self._shape, frozenset(self._entries.items())))
