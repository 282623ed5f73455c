"""Counting working days."""

from datetime import date, datetime, timedelta

from hours.calendars import Calendar


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """Return the working day that is `count` of them away from `day`."""
    if isinstance(day, datetime):
        raise TypeError("a date is wanted")
    if len(calendar.weekend) == 7:
        raise ValueError("no working days")
    low, high = date.min, date.max
    if count == 0:
        day, count = day - timedelta(1), 1
    if count > 0:
        low = day + timedelta(1)
        while low < high:
            middle = low + (high - low) // 2
            if working_days_between(day + timedelta(1), middle, calendar) + (not calendar.is_off(middle)) < count:
                low = middle + timedelta(1)
            else:
                high = middle
        return low
    high = day - timedelta(1)
    while low < high:
        middle = high - (high - low) // 2
        if working_days_between(middle, day, calendar) < -count:
            high = middle - timedelta(1)
        else:
            low = middle
    return low


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Return how many working days there are from `first` up to `last`."""
    if isinstance(first, datetime) or isinstance(last, datetime):
        raise TypeError("a date is wanted")
    if len(calendar.weekend) == 7:
        raise ValueError("no working days")
    if last < first:
        return -working_days_between(last, first, calendar)
    weeks, rest = divmod((last - first).days, 7)
    days = weeks * (7 - len(calendar.weekend))
    for i in range(rest):
        days += (first.weekday() + i) % 7 not in calendar.weekend
    # Holidays on a weekend are taken off as well.
    return days - sum(first <= holiday < last for holiday in calendar.holidays)
