"""Counting ways through a network."""

from linear.sparse import Matrix


def adjacency(size, edges):
    """A matrix with the number of edges from one node to another."""
    entries = {}
    for start, end in edges:
        entries[start, end] = entries.get((start, end), 0) + 1
    return Matrix(size, size, entries)


def ways(size, edges, start, end, length):
    """How many ways of exactly `length` edges lead from `start` to `end`."""
    return (adjacency(size, edges) ** length)[start, end]
