from odoo import api, fields, models
from odoo.tools import format_datetime

from ..engine.expression import ExpressionError
from ..engine.expression.cron import Cron
from .bpm_flow_node_timer import READERS

EVERY_DAY, EVERY_MONTH = frozenset(range(1, 32)), frozenset(range(1, 13))
EVERY_WEEKDAY = frozenset(range(7))


class BpmFlowNodeClockWords(models.Model):
    """Moments of a clock in words: a cron line says nothing to most people."""

    _inherit = "bpm.flow.node"

    def _delay_words(self):
        return self._cron_words() or super()._delay_words()

    def _cron_words(self):
        """'on day 1 of each month at 06:00'; empty where it is no line as plain."""
        cron = self._plain_cron()
        if cron is None:
            return ""
        time = f"{cron.hours[0]:02}:{cron.minutes[0]:02}"
        if cron.days == EVERY_DAY:
            return self.env._("every day at %s", time)
        (day,) = cron.days
        return self.env._(
            "on day %(day)s of each month at %(time)s", day=day, time=time
        )

    def _plain_cron(self):
        """The line, where it means one time of each day or of one day of each month."""
        if self.timer_kind != "cycle":
            return None
        try:
            cron = READERS["cycle"]((self.timer_text or "").strip())
        except ExpressionError:
            return None
        if not isinstance(cron, Cron):
            return None
        is_once = len(cron.hours) == len(cron.minutes) == 1 and cron.seconds == (0,)
        days = cron.days
        is_one = len(days) == 1 and all(isinstance(day, int) for day in days)
        is_always = (cron.months, cron.weekdays) == (EVERY_MONTH, EVERY_WEEKDAY)
        every_year = len(cron.years) > 1
        plain = is_once and is_always and every_year and (is_one or days == EVERY_DAY)
        return cron if plain else None

    def _clock_words(self, due):
        name, when = self.name or "", self._delay_words()
        if not due:
            return self.env._("“%(name)s” starts it: %(when)s.", name=name, when=when)
        return self.env._(
            "“%(name)s” starts it: %(when)s. Next on %(date)s.",
            name=name,
            when=when,
            date=format_datetime(self.env, due, dt_format="short"),
        )


class BpmFlow(models.Model):
    _inherit = "bpm.flow"

    clock_words = fields.Text(string="Starts by itself", compute="_compute_clock_words")

    @api.depends("version_ids.state", "version_id")
    @api.depends_context("lang", "tz")
    def _compute_clock_words(self):
        rows = self.env["bpm.flow.schedule"].sudo()
        rows = rows.search([("flow_id", "in", self.ids)])
        due = {row.node_id.id: row.date_due for row in rows}
        for flow in self:
            starts = flow.shown_version_id.node_ids.filtered(
                lambda node: node.kind == "startEvent" and node._starts_by_clock()
            )
            flow.clock_words = "\n".join(
                node._clock_words(due.get(node.id)) for node in starts
            )
