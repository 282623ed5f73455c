"""Counting working days."""

from datetime import date, datetime, timedelta

from hours.calendars import Calendar


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """Return the working day that is `count` of them away from `day`."""
    _check(calendar, day)
    if count == 0:
        while calendar.is_off(day):
            day += timedelta(1)
        return day
    step = 1 if count > 0 else -1
    left = abs(count)
    # Jump by whole weeks while that can't go too far: even without holidays a day is left to find.
    a_week = 7 - len(calendar.weekend)
    while left > a_week:
        target = day + timedelta(step * 7 * ((left - 1) // a_week))
        left -= _working(day, target, step, calendar)
        day = target
    while left:
        day += timedelta(step)
        left -= not calendar.is_off(day)
    return day


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Return how many working days there are from `first` up to `last`."""
    _check(calendar, first, last)
    if last < first:
        return -_count(last, first, calendar)
    return _count(first, last, calendar)


def _working(day, target, step, calendar):
    """Working days on the way to `target`, `day` not counted and `target` counted."""
    if step < 0:
        return _count(target, day, calendar)
    return _count(day, target, calendar) - (not calendar.is_off(day)) + (not calendar.is_off(target))


def _count(first, last, calendar):
    """Working days from `first` up to the later `last`."""
    weeks, rest = divmod((last - first).days, 7)
    days = weeks * (7 - len(calendar.weekend))
    days += sum((first.weekday() + i) % 7 not in calendar.weekend for i in range(rest))
    return days - sum(
        first <= holiday < last and holiday.weekday() not in calendar.weekend
        for holiday in calendar.holidays
    )


def _check(calendar, *days):
    for day in days:
        if isinstance(day, datetime) or not isinstance(day, date):
            raise TypeError(f"expected a date, found {day!r}")
    if set(range(7)) <= calendar.weekend:
        raise ValueError("the calendar has every day off")
