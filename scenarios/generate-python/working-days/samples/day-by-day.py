"""Counting working days."""

from datetime import date, datetime, timedelta

from hours.calendars import Calendar


def _check(calendar, *days):
    if any(isinstance(day, datetime) for day in days):
        raise TypeError("a date is wanted")
    if len(calendar.weekend) == 7:
        raise ValueError("no working days")


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """Return the working day that is `count` of them away from `day`."""
    _check(calendar, day)
    one = timedelta(1 if count >= 0 else -1)
    if count == 0:
        while calendar.is_off(day):
            day += one
        return day
    for _ in range(abs(count)):
        day += one
        while calendar.is_off(day):
            day += one
    return day


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Return how many working days there are from `first` up to `last`."""
    _check(calendar, first, last)
    if last < first:
        return -working_days_between(last, first, calendar)
    days = 0
    while first < last:
        days += not calendar.is_off(first)
        first += timedelta(1)
    return days
