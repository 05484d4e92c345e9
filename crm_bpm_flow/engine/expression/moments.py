"""Moments and durations as texts say them, and the functions about time."""

import re
from datetime import date, datetime, timedelta

from .durations import parse_duration
from .errors import ExpressionError
from .values import as_datetime, number_of, plain_moment, text_of

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?"
    r"(Z|[+-]\d\d:?\d\d)?)?"
)


def read_date(text):
    """A date from ``2026-01-31``; raises ``ValueError``."""
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def read_datetime(text):
    """A moment in UTC from ``2026-01-31T10:00:00Z``, with or without seconds and
    offset, or from a day alone: its midnight. Raises ``ValueError``."""
    match = MOMENT.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    day, minutes, seconds, fraction, offset = match.groups()
    clock = f"{minutes or '00:00'}:{seconds or '00'}.{(fraction or '0')[:6]:0<6}"
    if offset and offset != "Z" and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    offset = "+00:00" if offset in (None, "Z") else offset
    try:
        return plain_moment(datetime.fromisoformat(f"{day}T{clock}{offset}"))
    except OverflowError:
        raise ValueError(text) from None


def read_duration(text):
    """A length of time from ``P1DT2H``. Raises ``ValueError``, for months too: they
    have no length of their own."""
    try:
        found = parse_duration(text)
    except ExpressionError:
        raise ValueError(text) from None
    if found.months:
        raise ValueError(text)
    length = timedelta(days=found.days, seconds=found.seconds)
    return -length if found.negative else length


def _date(run, value):
    if isinstance(value, datetime):
        return plain_moment(value).date()
    if value is None or isinstance(value, date):
        return value
    try:
        return read_date(text_of("date", value))
    except ValueError:
        raise _bad("date", value) from None


def _datetime(run, value):
    if value is None:
        return None
    if isinstance(value, date):
        return as_datetime(value)
    try:
        return read_datetime(text_of("datetime", value))
    except ValueError:
        raise _bad("datetime", value) from None


def _duration(run, value):
    if value is None or isinstance(value, timedelta):
        return value
    try:
        return read_duration(text_of("duration", value))
    except ValueError:
        raise _bad("duration", value) from None


def _bad(name, value):
    return ExpressionError("bad_value", operation=name, found=value[:40])


def _now(run):
    return plain_moment(run.clock("now"))


def _today(run):
    return run.clock("today")


def _lasting(name):
    """``hours(2)`` makes a duration, ``hours(duration)`` says how many it is."""

    def function(run, value):
        if isinstance(value, timedelta):
            return value / timedelta(**{name: 1})
        try:
            return timedelta(**{name: number_of(name, value)})
        except OverflowError:
            raise ExpressionError("too_large") from None

    return function


TIME_FUNCTIONS = {
    "date": (1, 1, _date),
    "datetime": (1, 1, _datetime),
    "duration": (1, 1, _duration),
    "now": (0, 0, _now),
    "today": (0, 0, _today),
    "days": (1, 1, _lasting("days")),
    "hours": (1, 1, _lasting("hours")),
    "minutes": (1, 1, _lasting("minutes")),
}
