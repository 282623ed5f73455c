"""Matrices of which most entries are zero."""

from numbers import Number


class Matrix:
    """A matrix that keeps only what isn't zero."""

    def __init__(self, rows, columns, entries):
        if rows < 1 or columns < 1:
            raise ValueError("bad shape")
        if any(not (0 <= r < rows and 0 <= c < columns) for r, c in entries):
            raise ValueError("an entry lies outside")
        self.shape = (rows, columns)
        self._entries = {place: n for place, n in sorted(entries.items()) if n != 0}

    @classmethod
    def from_rows(cls, rows):
        if not rows or any(len(row) != len(rows[0]) for row in rows):
            raise ValueError("rows differ in length")
        return cls(len(rows), len(rows[0]), {(r, c): n for r, row in enumerate(rows) for c, n in enumerate(row)})

    @classmethod
    def identity(cls, size):
        return cls(size, size, {(i, i): 1 for i in range(size)})

    def entries(self):
        return dict(self._entries)

    def to_rows(self):
        return [[self._entries.get((r, c), 0) for c in range(self.shape[1])] for r in range(self.shape[0])]

    def transposed(self):
        return Matrix(self.shape[1], self.shape[0], {(c, r): n for (r, c), n in self._entries.items()})

    def __getitem__(self, place):
        row, column = place
        if not (0 <= row < self.shape[0] and 0 <= column < self.shape[1]):
            raise IndexError(place)
        return self._entries.get(place, 0)

    def _raw(self, entries):
        """Skips the checks; sums that came to zero stay in."""
        matrix = Matrix(*self.shape, {})
        matrix._entries = dict(sorted(entries.items()))
        return matrix

    def __add__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        if self.shape != other.shape:
            raise ValueError("shapes differ")
        places = self._entries.keys() | other._entries.keys()
        return self._raw({p: self._entries.get(p, 0) + other._entries.get(p, 0) for p in places})

    def __sub__(self, other):
        return self + (-other) if isinstance(other, Matrix) else NotImplemented

    def __neg__(self):
        return self * -1

    def __mul__(self, number):
        if not isinstance(number, Number):
            return NotImplemented
        return self._raw({p: n * number for p, n in self._entries.items()})

    __rmul__ = __mul__

    def __matmul__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        if self.shape[1] != other.shape[0]:
            raise ValueError("shapes don't fit")
        rows = {}
        for (r, c), n in other._entries.items():
            rows.setdefault(r, {})[c] = n
        product = {}
        for (r, k), n in self._entries.items():
            for c, m in rows.get(k, {}).items():
                product[r, c] = product.get((r, c), 0) + n * m
        return Matrix(self.shape[0], other.shape[1], product)

    def __pow__(self, exponent):
        if not isinstance(exponent, int):
            return NotImplemented
        if exponent < 0 or self.shape[0] != self.shape[1]:
            raise ValueError("no such power")
        result = Matrix.identity(self.shape[0])
        square = self
        while exponent:
            if exponent % 2:
                result = result @ square
            square = square @ square
            exponent //= 2
        return result

    def __eq__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        return self.shape == other.shape and self._entries == other._entries

    def __hash__(self):
        return hash((self.shape, tuple(self._entries.items())))
