from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.conditions import asks_for, implies
from .const import OPEN


class BpmFlowTaskUrgency(models.Model):
    """How urgent an open task is: not stored, as it changes with the clock alone.

    Lists can be filtered and grouped by it all the same.
    """

    _inherit = "bpm.flow.task"

    is_late = fields.Boolean(compute="_compute_urgency", search="_search_is_late")
    urgency = fields.Selection(
        [
            ("late", "Late"),
            ("today", "Today"),
            ("later", "Later"),
            ("none", "No deadline"),
        ],
        compute="_compute_urgency",
        search="_search_urgency",
        group_expand=True,
    )

    @api.depends("date_deadline", "state")
    @api.depends_context("tz")
    def _compute_urgency(self):
        now, midnight = self._urgency_bounds()
        for task in self:
            due = task.state == OPEN and task.date_deadline
            task.is_late = bool(due and due < now)
            if not due:
                task.urgency = "none"
            elif due < now:
                task.urgency = "late"
            else:
                task.urgency = "today" if due < midnight else "later"

    def _urgency_bounds(self):
        """Now, and the end of the reader's day; both in UTC, without a zone."""
        now = fields.Datetime.now()
        local = fields.Datetime.context_timestamp(self, now)
        zone = pytz.timezone(getattr(local.tzinfo, "zone", None) or "UTC")
        midnight = datetime.combine(local.date() + timedelta(days=1), time.min)
        midnight = zone.localize(midnight).astimezone(pytz.utc)
        return now, midnight.replace(tzinfo=None)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", OPEN) & Domain(
            "date_deadline", "<", fields.Datetime.now()
        )
        return late if True in value else ~late

    def _search_urgency(self, operator, value):
        if operator != "in":
            return NotImplemented
        now, midnight = self._urgency_bounds()
        due = Domain("state", "=", OPEN) & Domain("date_deadline", "!=", False)
        when = {
            "late": due & Domain("date_deadline", "<", now),
            "today": due
            & Domain("date_deadline", ">=", now)
            & Domain("date_deadline", "<", midnight),
            "later": due & Domain("date_deadline", ">=", midnight),
            "none": ~due,
        }
        return Domain.OR(when[one] for one in value if one in when)

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Open ones without urgency have no deadline: said so, an index finds them."""
        domain = Domain(domain).optimize(self)
        if implies(domain, _is_without_urgency) and implies(domain, _is_open):
            domain &= Domain("date_deadline", "=", False)
        return super()._search(domain, *args, **kwargs)

    def _read_group_groupby(self, alias, groupby_spec, query):
        if groupby_spec != "urgency":
            return super()._read_group_groupby(alias, groupby_spec, query)
        now, midnight = self._urgency_bounds()
        due = self._field_to_sql(alias, "date_deadline", query)
        state = self._field_to_sql(alias, "state", query)
        return SQL(
            """CASE WHEN %(state)s != %(open)s OR %(due)s IS NULL THEN 'none'
                    WHEN %(due)s < %(now)s THEN 'late'
                    WHEN %(due)s < %(midnight)s THEN 'today'
                    ELSE 'later' END""",
            state=state,
            open=OPEN,
            due=due,
            now=now,
            midnight=midnight,
        )


def _is_without_urgency(condition):
    return asks_for(condition, "urgency", "none")


def _is_open(condition):
    return asks_for(condition, "state", OPEN) or asks_for(condition, "is_mine", True)
