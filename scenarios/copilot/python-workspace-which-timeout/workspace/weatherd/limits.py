"""What operators may not go beyond."""

LONGEST_TIMEOUT = 30.0
SHORTEST_TIMEOUT = 0.5


def clamp_timeout(seconds: float) -> float:
    """A timeout within what is allowed."""
    return min(max(seconds, SHORTEST_TIMEOUT), LONGEST_TIMEOUT)


def clamp_cache(seconds: float) -> float:
    """How long answers may be kept."""
    return min(max(seconds, 0), 3600)
