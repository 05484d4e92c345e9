"""Cron lines with seconds, as Quartz (Camunda 7) and Spring (Camunda 8) write them.

``seconds minutes hours day-of-month month day-of-week [year]``, each ``*``, ``?``, a
value, ``a-b``, ``a/n``, ``a-b/n``, or several with commas; names of months and days;
``L``, ``LW``, ``15W``, ``L-3`` in days of the month; ``6L``, ``6#3`` in days of the
week.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from .durations import days_in_month
from .errors import ExpressionError

FIRST_YEAR, LAST_YEAR = 1970, 2199
MOST_YEARS = 40  # of looking for the next time: enough for every 29 February
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN")
MONTHS += ("JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
CLOCK = ((0, 59), (0, 59), (0, 23))


@dataclass(frozen=True, slots=True)
class Cron:
    """When it fires. Days of the week are 0 to 6, from Monday.

    :ivar days: numbers, and (kind, value) for ``L`` (back from the last day) and
        ``W`` (the working day nearest to it)
    :ivar weekdays: numbers, and (weekday, which of the month); -1 is the last
    """

    seconds: tuple
    minutes: tuple
    hours: tuple
    days: frozenset
    months: frozenset
    weekdays: frozenset
    years: frozenset

    def next_after(self, moment, anchor=None):
        """The first time after ``moment``; None when there is none any more."""
        moment = moment.replace(microsecond=0) + timedelta(seconds=1)
        day, clock = moment.date(), moment.time()
        last = min(moment.year + MOST_YEARS, max(self.years))
        while day.year <= last:
            if day.year not in self.years:
                day, clock = day.replace(year=day.year + 1, month=1, day=1), time()
                continue
            if day.month in self.months and self._falls_on(day):
                found = self._clock_from(clock)
                if found is not None:
                    return datetime.combine(day, found, moment.tzinfo)
            day, clock = day + timedelta(days=1), time()
        return None

    def _falls_on(self, day):
        return _is_day(self.days, day) and _is_weekday(self.weekdays, day)

    def _clock_from(self, clock):
        """The first time of a day at or after ``clock``."""
        for hour in self.hours:
            if hour < clock.hour:
                continue
            for minute in self.minutes:
                if (hour, minute) < (clock.hour, clock.minute):
                    continue
                for second in self.seconds:
                    found = time(hour, minute, second, tzinfo=None)
                    if found >= clock:
                        return found
        return None


def _is_day(days, day):
    last = days_in_month(day.year, day.month)
    for rule in days:
        if rule == day.day:
            return True
        if isinstance(rule, tuple):
            kind, value = rule
            wanted = last - value if kind == "L" else _near(day, value or last, last)
            if wanted == day.day:
                return True
    return False


def _near(day, wanted, last):
    """The day of this month from Monday to Friday that is nearest to one."""
    weekday = day.replace(day=min(wanted, last)).weekday()
    if wanted > last:
        return None
    if weekday == 5:
        return wanted - 1 if wanted > 1 else wanted + 2
    if weekday == 6:
        return wanted + 1 if wanted < last else wanted - 2
    return wanted


def _is_weekday(weekdays, day):
    last = days_in_month(day.year, day.month)
    for rule in weekdays:
        if rule == day.weekday():
            return True
        if isinstance(rule, tuple) and rule[0] == day.weekday():
            count = (day.day + 6) // 7
            if rule[1] == count or (rule[1] == -1 and day.day + 7 > last):
                return True
    return False


# ----------------------------------------------------------------------
# Reading
# ----------------------------------------------------------------------
def parse_cron(text, spring=False):
    """A ``Cron`` from its line of six or seven fields.

    :param spring: whether weekdays are numbered from 0, Sunday (Camunda 8), not
        from 1, Sunday (Quartz, Camunda 7)
    :raise ExpressionError: ``bad_cycle`` {found}
    """
    fields = text.upper().split()
    try:
        if not 6 <= len(fields) <= 7:
            raise ValueError(text)
        clock = [
            tuple(sorted(_values(field, least, most)))
            for field, (least, most) in zip(fields[:3], CLOCK, strict=True)
        ]
        days = frozenset(_day(part) for part in fields[3].split(","))
        days = frozenset().union(*days)
        months = frozenset(_values(fields[4], 1, 12, MONTHS))
        weekdays = [_weekday(part, spring) for part in fields[5].split(",")]
        years = fields[6] if len(fields) == 7 else "*"
        years = frozenset(_values(years, FIRST_YEAR, LAST_YEAR))
    except ValueError:
        raise ExpressionError("bad_cycle", found=text[:60]) from None
    return Cron(*clock, days, months, frozenset().union(*weekdays), years)


def _values(field, least, most, names=()):
    """The numbers that a field means."""
    found = set()
    for part in field.split(","):
        found.update(_part(part, least, most, names))
    return found


def _part(part, least, most, names=()):
    span, slash, step = part.partition("/")
    if span in ("*", "?"):
        low, high = least, most
    else:
        start, dash, end = span.partition("-")
        low = _value(start, names)
        high = _value(end, names) if dash else low
        if slash and not dash:
            high = most
    step = int(step) if slash else 1
    if not (least <= low <= most and least <= high <= most and 0 < step <= 10_000):
        raise ValueError(part)
    if low > high:  # over the end: FRI-MON
        return [*range(low, most + 1, step), *range(least, high + 1, step)]
    return range(low, high + 1, step)


def _value(text, names):
    if text in names:
        return names.index(text) + (names is MONTHS)
    if not text.isdecimal() or len(text) > 4:
        raise ValueError(text)
    return int(text)


def _day(part):
    """What one part of the days of a month means, as a frozenset of rules."""
    if part == "L":
        rules = [("L", 0)]
    elif part == "LW":
        rules = [("W", 0)]
    elif part.startswith("L-"):
        rules = [("L", *_part(part[2:], 0, 30))]
    elif part.endswith("W"):
        rules = [("W", *_part(part[:-1], 1, 31))]
    else:
        rules = _part(part, 1, 31)
    return frozenset(rules)


def _weekday(part, spring):
    """What one part of the days of a week means; both count from Sunday."""
    base = 0 if spring else 1
    shifted = (*("0" * base), *DAYS)

    def number(text):
        value = _value(text, shifted)
        if not base <= value <= 7:
            raise ValueError(part)
        return (value - base - 1) % 7

    if part == "L":
        return {number("SAT")}
    if part.endswith("L"):
        return {(number(part[:-1]), -1)}
    if "#" in part:
        day, _sign, which = part.partition("#")
        return {(number(day), *_part(which, 1, 5))}
    found = _part(part, base, 7, shifted)
    return {(value - base - 1) % 7 for value in found}
