"""What many values come to."""
from collections.abc import Sequence


def mean(values: Sequence[float]) -> float:
    """Work out the mean.

    Parameters
    ----------
    values : sequence of float
        At least one value.

    Returns
    -------
    float
        Their mean.
    """
    return sum(values) / len(values)


def median(values: Sequence[float]) -> float:
    """Work out the median.

    Parameters
    ----------
    values : sequence of float
        At least one value.

    Returns
    -------
    float
        The one in the middle, or the mean of the two there.
    """
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else mean(ordered[half - 1:half + 1])
