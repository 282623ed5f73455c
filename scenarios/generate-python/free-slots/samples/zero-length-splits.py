"""What is left of a day."""

from office.times import clock, minutes


def free_slots(
    appointments: list[tuple[str, str]], opens: str, closes: str, minimum: int = 30
) -> list[tuple[str, str]]:
    """Return the gaps between `appointments` from `opens` to `closes`."""
    now, closing, slots = minutes(opens), minutes(closes), []
    for start, end in sorted((minutes(a), minutes(b)) for a, b in appointments):
        if end < start:
            raise ValueError("an appointment ends before it starts")
        if min(start, closing) - now >= minimum:
            slots.append((clock(now), clock(min(start, closing))))
        now = max(now, end)
    if closing - now >= minimum:
        slots.append((clock(now), clock(closing)))
    return slots
