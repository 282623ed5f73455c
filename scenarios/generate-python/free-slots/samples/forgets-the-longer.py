"""What is left of a day."""

from office.times import clock, minutes


def free_slots(
    appointments: list[tuple[str, str]], opens: str, closes: str, minimum: int = 30
) -> list[tuple[str, str]]:
    """Return the gaps between `appointments` from `opens` to `closes`."""
    start_of_gap = minutes(opens)
    slots = []
    for start, end in sorted((minutes(a), minutes(b)) for a, b in appointments):
        if end < start:
            raise ValueError("an appointment ends before it starts")
        if start - start_of_gap >= minimum:
            slots.append((clock(start_of_gap), clock(start)))
        start_of_gap = end  # wrong where an appointment lies within an earlier, longer one
    if minutes(closes) - start_of_gap >= minimum:
        slots.append((clock(start_of_gap), closes))
    return slots
