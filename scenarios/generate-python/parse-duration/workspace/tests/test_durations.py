import pytest

from durations import parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("45s", 45), ("1h 30m", 5400), ("2D", 172800), (" 1d2h3m4s ", 93784), ("0s", 0)],
)
def test_reads_durations(text, seconds):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "h", "1x", "30m 1h", "-5s", "1.5h"])
def test_refuses_anything_else(text):
    with pytest.raises(ValueError, match=".*"):
        parse_duration(text)


def test_the_message_shows_the_text():
    with pytest.raises(ValueError) as raised:
        parse_duration("12 parsecs")
    assert "12 parsecs" in str(raised.value)
