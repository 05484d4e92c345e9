from datetime import datetime, time, timedelta

import pytz

from odoo import fields, models

from .const import MINUTES, UNITS

# A calendar without any working time in this span counts as "no calendar".
SEARCH_DAYS = 400


class BpmFlowDelay(models.AbstractModel):
    """A moment that is counted from another one, to the minute."""

    _name = "bpm.flow.delay"
    _description = "Delay"

    deadline_amount = fields.Integer(string="Within")
    deadline_unit = fields.Selection(UNITS, string="Unit", default="hours")
    deadline_from = fields.Selection(
        [
            ("task", "after the step begins"),
            ("case", "after the case started"),
            ("field", "from a date of the record"),
        ],
        string="Counted",
        default="task",
    )
    deadline_field = fields.Char(string="Date of the record")
    deadline_calendar = fields.Selection(
        [
            ("clock", "By the clock"),
            ("worker", "Working time of the person"),
            ("company", "Working time of the company"),
            ("named", "Working time of a calendar"),
        ],
        string="Time",
        default="clock",
    )
    calendar_id = fields.Many2one("resource.calendar", ondelete="restrict")

    def _has_delay(self):
        self.ensure_one()
        return bool(self.deadline_amount) or (
            self.deadline_from == "field" and bool(self.deadline_field)
        )

    def _due(self, case, now, record=None, user=None, known=None, token=None):
        """When it is due.

        :param case: ``bpm.flow.instance``
        :param datetime now: when the step began, UTC, naive
        :param record: the case's record, for a date of it
        :param user: the worker, for his calendar
        :param dict known: what was reckoned already, shared by a batch's calls
        :param int token: whose deadline it is, for a formula of each instance's own
        :return: naive UTC datetime, or ``False`` when nothing is said or the
            record's date is empty
        """
        self.ensure_one()
        if not self._has_delay():
            return False
        base = self._base_moment(case, now, record)
        if not base:
            return False
        calendar = self._working_calendar(case, user)
        if not calendar:
            minutes = self.deadline_amount * MINUTES[self.deadline_unit]
            return base + timedelta(minutes=minutes)
        known = {} if known is None else known
        # The same moment in the same calendar is the same for all cases of a batch.
        key = (calendar.id, base, self.deadline_amount, self.deadline_unit)
        if key not in known:
            known[key] = self._due_in_calendar(calendar, base)
        return known[key]

    def _base_moment(self, case, now, record):
        if self.deadline_from == "case":
            return case.date_start or now
        if self.deadline_from != "field":
            return now
        return self._record_moment(case, record)

    def _record_moment(self, case, record):
        """The record's own date; a plain date means its end in the company's zone."""
        value = record
        for name in (self.deadline_field or "").split("."):
            if not value or name not in value._fields:
                return False
            value = value[:1][name]
        if isinstance(value, datetime) or not value:
            return value
        zone = pytz.timezone(case._zone())
        end = zone.localize(datetime.combine(value, time(23, 59)))
        return end.astimezone(pytz.utc).replace(tzinfo=None)

    def _working_calendar(self, case, user):
        if self.deadline_calendar == "named":
            return self.calendar_id
        company = case.company_id.resource_calendar_id
        if self.deadline_calendar == "worker":
            return (user and user[:1].resource_calendar_id) or company
        if self.deadline_calendar == "company":
            return company
        return self.env["resource.calendar"]

    def _due_in_calendar(self, calendar, base):
        """Minutes and hours are worked off; days keep the hour of the day.

        Three working days after Friday 15:00 is Wednesday 15:00. A moment outside
        working hours moves to the nearest working minute of its day.
        """
        start = pytz.utc.localize(base)
        if self.deadline_unit == "days":
            due = self._nth_working_day(calendar, start, self.deadline_amount)
        else:
            hours = self.deadline_amount * MINUTES[self.deadline_unit] / 60
            due = calendar.plan_hours(hours, start, compute_leaves=True)
        if not due:
            minutes = self.deadline_amount * MINUTES[self.deadline_unit]
            due = start + timedelta(minutes=minutes)
        return due.astimezone(pytz.utc).replace(tzinfo=None, microsecond=0)

    def _nth_working_day(self, calendar, start, number):
        zone = pytz.timezone(calendar.tz or "UTC")
        local = start.astimezone(zone)
        step = 1 if number >= 0 else -1
        days = _working_days(calendar, local, step, abs(number))
        if days is None:
            return False
        first, last = days
        wanted = zone.localize(
            datetime.combine(first.astimezone(zone).date(), local.time())
        )
        return min(max(wanted, first), last)


def _working_days(calendar, local, step, number):
    """First and last working moment of the n-th working day from ``local``.

    Day 0 is the day of ``local`` itself, or the next working one.
    """
    span = timedelta(days=SEARCH_DAYS)
    low, high = (local, local + span) if step > 0 else (local - span, local)
    # Midnight has its own offset: the clocks may have changed since.
    zone = pytz.timezone(calendar.tz or "UTC")
    low = zone.localize(datetime.combine(low.date(), time.min))
    found = {}
    for begin, end, _meta in calendar._work_intervals_batch(low, high)[False]:
        bounds = found.get(begin.date(), (begin, end))
        found[begin.date()] = (bounds[0], max(bounds[1], end))
    days = sorted(found, reverse=step < 0)
    wanted = [d for d in days if (d - local.date()).days * step > 0]
    if not number:
        wanted = [d for d in days if (d - local.date()).days * step >= 0]
    index = max(number - 1, 0)
    return found[wanted[index]] if index < len(wanted) else None
