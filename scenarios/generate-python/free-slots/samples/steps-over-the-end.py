"""What is left of a day."""

from office.times import clock, minutes


def free_slots(
    appointments: list[tuple[str, str]], opens: str, closes: str, minimum: int = 30
) -> list[tuple[str, str]]:
    """Return the gaps between `appointments` from `opens` to `closes`."""
    now, slots = minutes(opens), []
    busy = [(minutes(a), minutes(b)) for a, b in appointments]
    while now != minutes(closes):
        if any(a <= now < b for a, b in busy):
            continue
        end = now
        while end < minutes(closes) and not any(a <= end < b for a, b in busy):
            end += 1
        slots.append((clock(now), clock(end)))
        now = end
    return slots
