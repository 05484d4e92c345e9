"""Moments and durations as texts say them, and the functions about time."""

import re
from datetime import date, datetime, time, timedelta

from .durations import parse_duration
from .errors import ExpressionError
from .values import (
    Months,
    as_datetime,
    bad_types,
    number_of,
    plain_moment,
    text_of,
)

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?"
    r"(Z|[+-]\d\d:?\d\d)?)?"
)
CLOCK = re.compile(r"T?(\d\d):(\d\d)(?::(\d\d))?")
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


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
    """A length of time from ``P1DT2H``, or ``Months`` from ``P1Y2M``. Raises
    ``ValueError``, for both at once too: they do not add up."""
    try:
        found = parse_duration(text)
    except ExpressionError:
        raise ValueError(text) from None
    if found.months and (found.days or found.seconds):
        raise ValueError(text)
    if found.months:
        return Months(-found.months if found.negative else found.months)
    length = timedelta(days=found.days, seconds=found.seconds)
    return -length if found.negative else length


def read_time(text):
    """A time of the day from ``10:00`` or ``10:00:00``. Raises ``ValueError``."""
    match = CLOCK.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    return time(*(int(part or 0) for part in match.groups()))


def part_of_duration(length, name):
    """``days``, ``hours``, ``minutes`` or ``seconds`` of a length, as a clock shows
    them: ``PT90M`` has 1 of hours and 30 of minutes."""
    minutes, seconds = divmod(int(abs(length).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}
    if name not in parts:
        raise ExpressionError("unknown_field", name=name)
    return -parts[name] if length < timedelta() else parts[name]


def _date(run, value, *more):
    """Of a text, of a moment; of year, month and day."""
    if more:
        return _made("date", date, value, *more)
    if isinstance(value, datetime):
        return plain_moment(value).date()
    if value is None or isinstance(value, date):
        return value
    return _read("date", read_date, value)


def _datetime(run, value, clock=None):
    """Of a text, of a day; of a day and a time."""
    if value is None:
        return None
    day = value if isinstance(value, date) else _read("datetime", read_datetime, value)
    if clock is None:
        return as_datetime(day)
    if not isinstance(clock, time):
        raise bad_types("datetime", value, clock)
    return datetime.combine(day, clock)


def _time(run, value, *more):
    """Of a text, of a moment; of hour, minute and second."""
    if more:
        return _made("time", time, value, *more)
    if value is None or isinstance(value, time):
        return value
    if isinstance(value, date):
        return as_datetime(value).time()
    return _read("time", read_time, value)


def _made(name, kind, *parts):
    numbers = [number_of(name, part) for part in parts]
    if (len(numbers) == 2 and kind is date) or any(n != int(n) for n in numbers):
        raise _bad(name, ", ".join(map(str, numbers)))
    try:
        return kind(*(int(number) for number in numbers))
    except (OverflowError, ValueError):
        raise _bad(name, ", ".join(map(str, numbers))) from None


def _read(name, reader, value):
    try:
        return reader(text_of(name, value))
    except ValueError:
        raise _bad(name, value) from None


def _months(run, value):
    """``months(2)`` makes a length, ``months(length)`` says how many it is."""
    if isinstance(value, Months):
        return value.count
    count = number_of("months", value)
    if count != count or count in (float("inf"), float("-inf")) or count != int(count):
        raise _bad("months", str(count))
    return Months(int(count))


def _months_between(run, begin, end):
    """Whole months from a day to another."""
    if begin is None or end is None:
        return None
    if not isinstance(begin, date) or not isinstance(end, date):
        raise bad_types("months_between", begin, end)
    begin, end = as_datetime(begin), as_datetime(end)
    if end < begin:
        return Months(-_months_between(run, end, begin).count)
    count = (end.year - begin.year) * 12 + end.month - begin.month
    is_short = (end.day, end.time()) < (begin.day, begin.time())
    return Months(count - is_short)


def _week(run, value):
    """The number of the week in its year, as ISO 8601 counts."""
    return None if value is None else _day_of("week", value).isocalendar()[1]


def _year_day(run, value):
    """The number of the day in its year, from 1."""
    return None if value is None else _day_of("year_day", value).timetuple().tm_yday


def _day_name(run, value):
    """``Monday``, ... as FEEL says it, in English everywhere."""
    return None if value is None else DAYS[_day_of("day_name", value).weekday()]


def _month_name(run, value):
    """``January``, ... as FEEL says it, in English everywhere."""
    return None if value is None else MONTHS[_day_of("month_name", value).month - 1]


def _day_of(name, value):
    if not isinstance(value, date):
        raise bad_types(name, value)
    return value


def _duration(run, value):
    if value is None or isinstance(value, (timedelta, Months)):
        return value
    return _read("duration", read_duration, value)


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
    "date": (1, 3, _date),
    "datetime": (1, 2, _datetime),
    "time": (1, 3, _time),
    "months": (1, 1, _months),
    "months_between": (2, 2, _months_between),
    "week": (1, 1, _week),
    "year_day": (1, 1, _year_day),
    "day_name": (1, 1, _day_name),
    "month_name": (1, 1, _month_name),
    "duration": (1, 1, _duration),
    "now": (0, 0, _now),
    "today": (0, 0, _today),
    "days": (1, 1, _lasting("days")),
    "hours": (1, 1, _lasting("hours")),
    "minutes": (1, 1, _lasting("minutes")),
}
