"""What is left of a day."""

from office.times import clock, minutes


def free_slots(
    appointments: list[tuple[str, str]], opens: str, closes: str, minimum: int = 30
) -> list[tuple[str, str]]:
    """Return the gaps between `appointments` from `opens` to `closes`."""
    busy = [(minutes(start), minutes(end)) for start, end in appointments]
    for start, end in busy:
        if end < start:
            raise ValueError(f"an appointment ends at {clock(end)}, before it starts at {clock(start)}")
    free_from, closing = minutes(opens), minutes(closes)
    slots = []
    # The office's closing is the last thing that a gap can end at.
    for start, end in sorted(b for b in busy if b[0] < b[1]) + [(closing, closing)]:
        gap_end = min(start, closing)
        if gap_end - free_from >= max(minimum, 1):
            slots.append((clock(free_from), clock(gap_end)))
        free_from = max(free_from, end)
    return slots
