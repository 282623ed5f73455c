"""Durations as people write them in configuration files."""

import re


def parse_duration(text: str) -> int:
    """Return the whole seconds that `text` stands for."""
    if re.fullmatch(r"\s*\d+\s*", text):
        return int(text)
    match = re.fullmatch(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?", text
    if match is None:
        raise ValueError(f"not a duration: {text!r}")
    days, hours, minutes, seconds = (int(group or 0) for group in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
