import pytest

from linear.graph import ways
from linear.sparse import Matrix


def test_arithmetic():
    a = Matrix.from_rows([[1, 0], [2, 3]])
    b = Matrix.from_rows([[0, 1], [1, 0]])
    assert (a + b).to_rows() == [[1, 1], [3, 3]]
    assert (a @ b).to_rows() == [[0, 1], [3, 2]]
    assert (2 * a - a * 2).entries() == {}
    assert (a**2).to_rows() == [[1, 0], [8, 9]]


def test_shapes_must_fit():
    with pytest.raises(ValueError):
        Matrix(2, 3, {}) + Matrix(3, 2, {})


def test_keys():
    assert len({Matrix.identity(2), Matrix.from_rows([[1, 0], [0, 1]])}) == 1
    assert Matrix.identity(2) != 1


def test_huge_and_empty():
    huge = Matrix(10**6, 10**6, {(0, 999_999): 5})
    assert (huge @ huge.transposed())[0, 0] == 25


def test_ways():
    assert ways(3, [(0, 1), (1, 2), (0, 2), (2, 0)], 0, 0, 5) == 2
