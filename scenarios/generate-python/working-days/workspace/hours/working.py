"""Counting working days."""

from datetime import date

from hours.calendars import Calendar


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """Return the working day that is `count` of them away from `day`."""
    raise NotImplementedError


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Return how many working days there are from `first` up to `last`."""
    raise NotImplementedError
