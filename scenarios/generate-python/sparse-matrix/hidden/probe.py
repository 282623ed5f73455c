"""Matrices in plain values: rows as lists, entries as [row, column, number]."""


def _m(rows):
    from linear.sparse import Matrix

    return Matrix.from_rows(rows)


def _plain(matrix):
    return {"shape": list(matrix.shape), "entries": [[r, c, n] for (r, c), n in matrix.entries().items()]}


def _told(compute):
    try:
        found = compute()
    except Exception as error:
        return type(error).__name__
    return _plain(found) if hasattr(found, "entries") else found


def made(rows, columns, entries):
    from linear.sparse import Matrix

    return _told(lambda: Matrix(rows, columns, {(r, c): n for r, c, n in entries}))


def from_rows(rows):
    return _told(lambda: _m(rows))


def identity(size):
    from linear.sparse import Matrix

    return _told(lambda: Matrix.identity(size))


def binary(operator, left, right):
    import operator as operators

    function = getattr(operators, operator)
    operands = [_m(value) if isinstance(value, list) else value for value in (left, right)]
    return _told(lambda: function(*operands))


def at(rows, row, column):
    return _told(lambda: _m(rows)[row, column])


def others(rows):
    """What else a matrix does."""
    from linear.sparse import Matrix

    m = _m(rows)
    return [m.to_rows(), _plain(m.transposed()), _plain(-m), m == _m(rows), m != _m(rows), hash(m) == hash(_m(rows)),
            m.transposed() == m, m == rows, m == Matrix(m.shape[0] + 1, m.shape[1], m.entries())]


def cannot_be_changed():
    from linear.sparse import Matrix

    given = {(0, 0): 1}
    m = Matrix(2, 2, given)
    given[1, 1] = 5
    m.entries()[0, 1] = 7
    m.to_rows()[0][0] = 9
    try:
        m[0, 0] = 3
    except TypeError:
        return _plain(m)
    return "was changed"


def powers(size, exponent):
    """A power of a shift matrix: a huge exponent, hardly any entries."""
    from linear.sparse import Matrix

    shift = Matrix(size, size, {(i, (i + 1) % size): 1 for i in range(size)})
    return _plain(shift**exponent)


def huge():
    from linear.sparse import Matrix

    m = Matrix(10**9, 10**9, {(i * 10**6, (i * 7 % 500) * 10**6): i + 1 for i in range(500)})
    product = m @ m + m * 3 - m.transposed()
    found = product.entries()
    return [len(found), sum(found.values()), list(found)[:3] == sorted(found)[:3], (m == m.transposed())]
