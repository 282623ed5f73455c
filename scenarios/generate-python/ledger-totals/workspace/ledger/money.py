"""Amounts of money, kept in whole cents."""

import re


class AmountError(ValueError):
    """A text that is no amount."""


def cents(text: str) -> int:
    """Read "12", "-3.50" or "1,234.05"; both digits after the point are wanted."""
    match = re.fullmatch(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d\d))?", text, re.ASCII)
    if match is None:
        raise AmountError(f"no such amount: {text}")
    sign, whole, rest = match.groups()
    amount = int(whole.replace(",", "")) * 100 + int(rest or 0)
    return -amount if sign == "-" else amount
