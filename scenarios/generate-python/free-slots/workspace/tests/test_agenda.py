import pytest

from office.agenda import free_slots


def test_an_empty_day_is_free():
    assert free_slots([], "09:00", "17:00") == [("09:00", "17:00")]


def test_gaps_between_appointments():
    day = [("13:00", "14:00"), ("09:00", "10:30")]
    assert free_slots(day, "09:00", "17:00") == [("10:30", "13:00"), ("14:00", "17:00")]


def test_short_gaps_are_left_out():
    day = [("09:00", "10:00"), ("10:15", "16:45")]
    assert free_slots(day, "09:00", "17:00") == []
    assert free_slots(day, "09:00", "17:00", minimum=15) == [("10:00", "10:15"), ("16:45", "17:00")]


def test_an_appointment_that_ends_before_it_starts():
    with pytest.raises(ValueError):
        free_slots([("12:00", "11:00")], "09:00", "17:00")
