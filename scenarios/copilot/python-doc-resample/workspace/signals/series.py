"""Series of measurements: times in seconds, rising, and a value for each."""
from collections.abc import Callable, Sequence

from signals.statistics import mean, median

METHODS: dict[str, Callable[[Sequence[float]], float]] = {
    "mean": mean, "median": median, "first": lambda values: values[0], "last": lambda values: values[-1]}


def rising(times: Sequence[float]) -> bool:
    """Tell whether times rise.

    Parameters
    ----------
    times : sequence of float
        The times, in seconds.

    Returns
    -------
    bool
        Whether each is later than the one before it.
    """
    return all(a < b for a, b in zip(times, times[1:]))


def resample(times, values, step, *, method="mean", fill=None):
    if step <= 0:
        raise ValueError("a step must be positive")
    if len(times) != len(values) or not rising(times):
        raise ValueError("times must rise, and have a value each")
    try:
        reduce = METHODS[method]
    except KeyError:
        raise LookupError(f"there is no method {method!r}") from None
    bins = {}
    for time, value in zip(times, values):
        bins.setdefault(int(time // step), []).append(value)
    if not bins:
        return []
    found = []
    for number in range(min(bins), max(bins) + 1):
        if number in bins:
            found.append((number * step, reduce(bins[number])))
        elif fill is not None:
            found.append((number * step, fill))
    return found
