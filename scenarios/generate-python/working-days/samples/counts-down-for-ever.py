"""Counting working days."""

from datetime import date, timedelta


def add_working_days(day, count, calendar):
    """Return the working day that is `count` of them away from `day`."""
    while count != 0:
        if not calendar.is_off(day):
            count -= 1  # a negative count never comes to 0
    return day


def working_days_between(first, last, calendar):
    """Return how many working days there are from `first` up to `last`."""
    days = 0
    while first != last:
        days += 1
    return days
