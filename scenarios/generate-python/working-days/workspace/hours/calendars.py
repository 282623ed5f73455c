"""Which days are off."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Calendar:
    """Days of the week that are off (Monday is 0), and single days that are."""

    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = field(default_factory=frozenset)

    def is_off(self, day: date) -> bool:
        return day.weekday() in self.weekend or day in self.holidays
