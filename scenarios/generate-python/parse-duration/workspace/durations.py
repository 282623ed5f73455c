"""Durations as people write them in configuration files."""


def parse_duration(text: str) -> int:
    """Return the whole seconds that `text` stands for.

    >>> parse_duration("1h 30m")
    5400
    >>> parse_duration("90")
    90
    """
    raise NotImplementedError
