"""Counting working days."""

from datetime import date, datetime

from hours.calendars import Calendar


def _guard(calendar, *days):
    if any(isinstance(day, datetime) for day in days):
        raise TypeError("a date is wanted, not a datetime")
    if len(calendar.weekend & set(range(7))) == 7:
        raise ValueError("no working days at all")


def _until(ordinal, calendar):
    """Working days with an ordinal below this one."""
    weeks, rest = divmod(ordinal - 1, 7)  # ordinal 1 is a Monday
    total = weeks * (7 - len(calendar.weekend))
    total += sum(1 for weekday in range(rest) if weekday not in calendar.weekend)
    for holiday in calendar.holidays:
        if holiday.toordinal() < ordinal and holiday.weekday() not in calendar.weekend:
            total -= 1
    return total


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Return how many working days there are from `first` up to `last`."""
    _guard(calendar, first, last)
    return _until(last.toordinal(), calendar) - _until(first.toordinal(), calendar)


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """Return the working day that is `count` of them away from `day`."""
    _guard(calendar, day)
    here = day.toordinal()
    if count > 0:
        wanted = _until(here + 1, calendar) + count - 1
    else:
        wanted = _until(here, calendar) + count
    # The answer has exactly `wanted` working days before it, and is one itself.
    low, high = 1, date.max.toordinal()
    while low < high:
        middle = (low + high) // 2
        if _until(middle + 1, calendar) > wanted:
            high = middle
        else:
            low = middle + 1
    return date.fromordinal(low)
