"""What comes again and again: ``R3/PT10M`` of ISO 8601, and cron lines.

Moments are plain: they come out in the zone in which they are given.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from .cron import Cron, parse_cron
from .durations import Duration, parse_duration
from .errors import ExpressionError
from .moments import read_datetime

REPEAT = re.compile(r"R(-1|\d{0,9})/(.+)", re.DOTALL)
MACROS = {
    "@yearly": "0 0 0 1 1 ?",
    "@annually": "0 0 0 1 1 ?",
    "@monthly": "0 0 0 1 * ?",
    "@weekly": "0 0 0 ? * SUN",
    "@daily": "0 0 0 * * ?",
    "@midnight": "0 0 0 * * ?",
    "@hourly": "0 0 * * * ?",
}


@dataclass(frozen=True, slots=True)
class Repeat:
    """An interval that repeats.

    :ivar times: how often it fires; None: without end
    :ivar start: the first moment; None: one interval after the anchor
    :ivar end: the last moment that may be; None: any
    """

    times: int | None
    every: Duration
    start: datetime | None = None
    end: datetime | None = None

    def next_after(self, moment, anchor=None):
        """The first time after ``moment``; None when there is none any more.

        Counted from the beginning, never from the last time, so that nothing drifts
        and a 31st comes back after February.

        :param anchor: when the waiting began, for repeats without a start
        """
        first = self.start or anchor or moment
        number = _jump(self.every, first, moment)
        if self.start is None:
            number = max(number, 1)
        last = None if self.times is None else self.times - (self.start is not None)
        while last is None or number <= last:
            try:
                found = self.every.added(first, number)
            except ExpressionError:
                return None  # beyond the calendar
            if self.end is not None and found > self.end:
                return None
            if found > moment:
                return found
            number += 1
        return None


def _jump(every, first, moment):
    """A number of intervals that is surely not too large, and not far too small."""
    longest = every.months * 31 * 86400 + every.days * 86400 + every.seconds
    passed = (moment - first).total_seconds()
    return max(0, int(passed / longest) - 1)


def parse_cycle(text, spring=False):
    """A ``Repeat`` or a ``Cron`` from its text.

    ``R3/PT10M``, ``R/2026-01-01T00:00:00Z/P1D``, ``R5/PT1H/2026-02-01T00:00:00Z``
    (until), ``R/2026-01-01T00:00/2026-01-02T00:00`` (first and second), a duration
    alone (without end), or cron.

    :param spring: see ``parse_cron``
    :raise ExpressionError: ``bad_cycle`` {found}, ``bad_duration``, ``bad_moment``
    """
    text = text.strip()
    match = REPEAT.fullmatch(text)
    if match:
        return _repeat(match[1], match[2].split("/"), text)
    if text.startswith(("P", "+P")):
        return _repeat("", [text], text)
    return parse_cron(MACROS.get(text.lower(), text), spring)


def _repeat(times, parts, text):
    count = int(times) if times not in ("", "-1") else None
    kinds = "".join("P" if part.startswith(("P", "+P")) else "D" for part in parts)
    if kinds == "P":
        start, every, end = None, parse_duration(parts[0]), None
    elif kinds == "DP":
        start, every, end = parse_moment(parts[0]), parse_duration(parts[1]), None
    elif kinds == "PD":
        start, every, end = None, parse_duration(parts[0]), parse_moment(parts[1])
    elif kinds == "DPD":
        start, end = parse_moment(parts[0]), parse_moment(parts[2])
        every = parse_duration(parts[1])
    elif kinds == "DD":
        start, end = parse_moment(parts[0]), None
        between = (parse_moment(parts[1]) - start) / timedelta(seconds=1)
        every = Duration(0, 0, between)
    else:
        raise ExpressionError("bad_cycle", found=text[:60])
    if every.is_zero or every.negative or every.seconds < 0:
        raise ExpressionError("bad_cycle", found=text[:60])
    return Repeat(count, every, start, end)


def parse_moment(text):
    """A moment in UTC from its ISO 8601 text, a day being its midnight.

    :raise ExpressionError: ``bad_moment`` {found}
    """
    try:
        return read_datetime(text)
    except ValueError:
        raise ExpressionError("bad_moment", found=text[:40]) from None


__all__ = ["Cron", "Repeat", "parse_cycle", "parse_moment"]
