"""What is left of a day."""

from office.times import clock, minutes


def free_slots(appointments, opens, closes, minimum=30):
    """Return the gaps between `appointments` from `opens` to `closes`."""
    slots = []
    now = minutes(opens)
      for start, end in sorted(appointments):
        if minutes(start) - now >= minimum:
            slots.append((clock(now), start))
        now = max(now, minutes(end))
    return slots
