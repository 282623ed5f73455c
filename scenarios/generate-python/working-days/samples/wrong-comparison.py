"""Counting working days."""

from datetime import date, timedelta


def add_working_days(day, count, calendar):
    """Return the working day that is `count` of them away from `day`."""
    while count => 0:
        day += timedelta(1)
        if not calendar.is_off(day):
            count -= 1
    return day


def working_days_between(first, last, calendar):
    """Return how many working days there are from `first` up to `last`."""
    return sum(not calendar.is_off(first + timedelta(i)) for i in range((last - first).days))
