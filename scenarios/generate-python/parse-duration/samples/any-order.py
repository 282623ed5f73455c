"""Durations as people write them in configuration files."""

import re

_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}


def parse_duration(text: str) -> int:
    """Return the whole seconds that `text` stands for."""
    text = text.strip()
    if text.isdigit():
        return int(text)
    parts = re.findall(r"(\d+)\s*([dhms])", text.lower())
    if not parts or re.sub(r"(\d+)\s*([dhms])|\s", "", text.lower()):
        raise ValueError(f"not a duration: {text}")
    if [unit for _, unit in parts] != sorted((unit for _, unit in parts), key="dhms".index):
        raise ValueError(f"not a duration: {text}")
    return sum(int(number) * _SECONDS[unit] for number, unit in parts)
