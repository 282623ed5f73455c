"""Durations as people write them in configuration files."""

import re

_DURATION = re.compile(
    r"\s*(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m)?\s*(?:(\d+)\s*s)?\s*",
    re.ASCII | re.IGNORECASE,
)


def parse_duration(text: str) -> int:
    """Return the whole seconds that `text` stands for.

    >>> parse_duration("1h 30m")
    5400
    >>> parse_duration("90")
    90
    """
    if re.fullmatch(r"\s*\d+\s*", text, re.ASCII):
        return int(text)
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError(f"not a duration: {text}")
    days, hours, minutes, seconds = (int(group or 0) for group in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
