"""Durations as people write them in configuration files."""

import re

_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}


def parse_duration(text: str) -> int:
    """Return the whole seconds that `text` stands for."""
    if text.strip().isdigit():
        return int(text)
    total = 0
    while text:
        match = re.match(r"\s*(\d+)\s*([dhms])", text, re.IGNORECASE)
        if match:
            total += int(match[1]) * _SECONDS[match[2].lower()]
            text = text[match.end() :]
    return total
