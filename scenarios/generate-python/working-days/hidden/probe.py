"""Working days in plain values: dates are ISO texts."""

from datetime import date, datetime


def _calendar(weekend, holidays):
    from hours.calendars import Calendar

    return Calendar(frozenset(weekend), frozenset(date.fromisoformat(day) for day in holidays))


def add(day, count, weekend=(5, 6), holidays=()):
    from hours.working import add_working_days

    try:
        return str(add_working_days(_day(day), count, _calendar(weekend, holidays)))
    except (TypeError, ValueError) as error:
        return type(error).__name__


def between(first, last, weekend=(5, 6), holidays=()):
    from hours.working import working_days_between

    try:
        return working_days_between(_day(first), _day(last), _calendar(weekend, holidays))
    except (TypeError, ValueError) as error:
        return type(error).__name__


def repeated(day, count, times):
    """What is quick stays quick when it is done often."""
    found = None
    for _ in range(times):
        found = add(day, count)
    return found


def _day(text):
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
