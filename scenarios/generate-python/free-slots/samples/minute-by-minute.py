"""What is left of a day."""

from itertools import groupby

from office.times import clock, minutes


def free_slots(
    appointments: list[tuple[str, str]], opens: str, closes: str, minimum: int = 30
) -> list[tuple[str, str]]:
    """Return the gaps between `appointments` from `opens` to `closes`."""
    taken = [False] * (24 * 60)
    for start, end in appointments:
        first, last = minutes(start), minutes(end)
        if last < first:
            raise ValueError(f"{start} to {end} is no appointment")
        taken[first:last] = [True] * (last - first)
    slots = []
    for busy, run in groupby(range(minutes(opens), minutes(closes)), key=taken.__getitem__):
        run = list(run)
        if not busy and len(run) >= minimum:
            slots.append((clock(run[0]), clock(run[-1] + 1)))
    return slots
