from datetime import date, datetime

import pytest

from hours.calendars import Calendar
from hours.working import add_working_days, working_days_between

PLAIN = Calendar()
MAY = Calendar(holidays=frozenset({date(2024, 5, 1), date(2024, 5, 9)}))


def test_forwards_over_a_weekend():
    assert add_working_days(date(2024, 5, 3), 1, PLAIN) == date(2024, 5, 6)


def test_backwards_over_a_holiday():
    assert add_working_days(date(2024, 5, 2), -1, MAY) == date(2024, 4, 30)


def test_nought_days_from_a_day_off():
    assert add_working_days(date(2024, 5, 1), 0, MAY) == date(2024, 5, 2)
    assert add_working_days(date(2024, 5, 2), 0, MAY) == date(2024, 5, 2)


def test_between():
    assert working_days_between(date(2024, 4, 29), date(2024, 5, 13), MAY) == 8
    assert working_days_between(date(2024, 5, 13), date(2024, 4, 29), MAY) == -8


def test_no_times():
    with pytest.raises(TypeError):
        add_working_days(datetime(2024, 5, 1, 12), 1, PLAIN)
