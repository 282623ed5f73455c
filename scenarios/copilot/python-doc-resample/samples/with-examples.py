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
    """Resample a series to even steps.

    Values that fall into one step become one value. Steps start at multiples of `step`, not at the first time.

    Parameters
    ----------
    times, values : sequence of float
        The series: rising times, and a value for each.
    step : float
        Length of a step in seconds.
    method : {"mean", "median", "first", "last"}, default "mean"
        How the values of a step become one.
    fill : float or None, default None
        Value of steps in which nothing was measured; with None, there is no entry for them.

    Returns
    -------
    resampled : list
        Pairs of a step's beginning and its value, by time.

    Raises
    ------
    LookupError
        For an unknown method.
    ValueError
        For a step that is not positive, and for a series that is none.

    See Also
    --------
    rising : what is demanded of times.

    Examples
    --------
    >>> resample([0, 1, 4], [1.0, 3.0, 5.0], 2)
    [(0, 2.0), (4, 5.0)]
    """
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
