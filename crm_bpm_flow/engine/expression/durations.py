"""Durations of ISO 8601: ``P1DT2H``, ``PT10M``, ``P2W``, ``-P1M``."""

import datetime
import re
from dataclasses import dataclass

from .errors import ExpressionError

MOST_MONTHS, MOST_DAYS = 12_000, 400_000
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DURATION = re.compile(
    r"""
    ([+-])?P
    (?:(?P<years>\d{1,9})Y)?
    (?:(?P<months>\d{1,9})M)?
    (?:(?P<weeks>\d{1,9}(?:[.,]\d{1,9})?)W)?
    (?:(?P<days>\d{1,9}(?:[.,]\d{1,9})?)D)?
    (?:T(?=\d)
    (?:(?P<hours>\d{1,9}(?:[.,]\d{1,9})?)H)?
    (?:(?P<minutes>\d{1,9}(?:[.,]\d{1,9})?)M)?
    (?:(?P<seconds>\d{1,12}(?:[.,]\d{1,9})?)S)?)?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Duration:
    """Whole months and days, and seconds: they do not add up to each other."""

    months: int = 0
    days: int = 0
    seconds: float = 0
    negative: bool = False

    @property
    def is_zero(self):
        return not (self.months or self.days or self.seconds)

    def added(self, moment, times=1):
        """The moment (or date) after so many of these durations.

        Months first, and a day that the month does not have becomes its last one:
        31 January and one month is 28 February.

        :raise ExpressionError: ``too_large``, beyond the calendar
        """
        times = -times if self.negative else times
        try:
            moment = add_months(moment, self.months * times)
            rest = datetime.timedelta(days=self.days, seconds=self.seconds)
            return moment + rest * times
        except (OverflowError, ValueError):
            raise ExpressionError("too_large") from None


def parse_duration(text):
    """A ``Duration`` from its ISO 8601 text.

    :raise ExpressionError: ``bad_duration`` {found}
    """
    match = DURATION.fullmatch(text.strip())
    parts = match.groupdict() if match else {}
    if not any(value is not None for value in parts.values()):
        raise ExpressionError("bad_duration", found=text[:40])
    years, months, weeks, days, hours, minutes, seconds = (
        _number(value) for value in parts.values()
    )
    # A half day is twelve hours; a half month is nothing that can be said.
    days += weeks * 7
    whole = int(days)
    seconds += minutes * 60 + hours * 3600 + (days - whole) * 86400
    months += years * 12
    if months > MOST_MONTHS or whole + seconds / 86400 > MOST_DAYS:
        raise ExpressionError("bad_duration", found=text[:40])
    seconds = int(seconds) if seconds == int(seconds) else seconds
    return Duration(months, whole, seconds, match[1] == "-")


def duration_text(length):
    """A length of time as ``parse_duration`` reads it.

    :param datetime.timedelta length:
    """
    days, rest = divmod(abs(length), datetime.timedelta(days=1))
    hours, rest = divmod(rest, datetime.timedelta(hours=1))
    minutes, rest = divmod(rest, datetime.timedelta(minutes=1))
    seconds = f"{rest.total_seconds():f}".rstrip("0").rstrip(".")
    parts = ((hours, "H"), (minutes, "M"), (seconds if rest else 0, "S"))
    clock = "".join(f"{count}{sign}" for count, sign in parts if count)
    text = f"{days}D" * bool(days) + f"T{clock}" * bool(clock)
    return ("-P" if length.days < 0 else "P") + (text or "T0S")


def _number(text):
    text = (text or "0").replace(",", ".")
    return float(text) if "." in text else int(text)


def add_months(moment, count):
    """The same day of another month, or its last day."""
    if not count:
        return moment
    years, month = divmod(moment.month - 1 + count, 12)
    year = moment.year + years
    day = min(moment.day, days_in_month(year, month + 1))
    return moment.replace(year=year, month=month + 1, day=day)


def days_in_month(year, month):
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else MONTH_DAYS[month - 1]
