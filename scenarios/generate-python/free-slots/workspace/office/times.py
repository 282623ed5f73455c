"""Times of day as minutes after midnight."""

import re


def minutes(text: str) -> int:
    """Minutes after midnight of "HH:MM"; "24:00" is the end of the day."""
    match = re.fullmatch(r"(\d\d):(\d\d)", text, re.ASCII)
    if match is None:
        raise ValueError(f"not a time: {text!r}")
    hours, rest = int(match[1]), int(match[2])
    if rest > 59 or hours * 60 + rest > 24 * 60:
        raise ValueError(f"no such time: {text!r}")
    return hours * 60 + rest


def clock(minutes_after_midnight: int) -> str:
    """The opposite of minutes()."""
    return "{:02}:{:02}".format(*divmod(minutes_after_midnight, 60))
