"""Durations as people write them in configuration files."""

_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}


def parse_duration(text: str) -> int:
    """Return the whole seconds that `text` stands for."""
    rest = "".join(text.lower().split())
    if _numbers_touch(text) or not rest:
        raise ValueError(f"not a duration: {text!r}")
    if _is_number(rest):
        return int(rest)
    total = 0
    left = "dhms"
    digits = ""
    for character in rest:
        if _is_number(character):
            digits += character
        elif digits and character in left:
            total += int(digits) * _SECONDS[character]
            left = left[left.index(character) + 1 :]
            digits = ""
        else:
            raise ValueError(f"not a duration: {text!r}")
    if digits:
        raise ValueError(f"not a duration: {text!r}")
    return total


def _is_number(text):
    return text.isascii() and text.isdigit()


def _numbers_touch(text):
    """Whether white space stands between two digits: '1 0s' is not ten seconds."""
    words = text.split()
    return any(a[-1].isdigit() and b[0].isdigit() for a, b in zip(words, words[1:]))
