from datetime import date, datetime, time, timedelta

import pytz

from odoo import models

from ..engine import ConditionError
from ..engine.expression import (
    Cron,
    Duration,
    ExpressionError,
    parse_cycle,
    parse_duration,
)
from ..engine.expression.cycles import parse_moment
from .const import FORMULA
from .evaluator import Evaluator
from .evaluator_asks import in_sight

READERS = {"date": parse_moment, "duration": parse_duration, "cycle": parse_cycle}


class BpmFlowNodeTimer(models.Model):
    """Moments that are written down as in BPMN: dates, lengths of time, repetitions."""

    _inherit = "bpm.flow.node"

    def _has_delay(self):
        return bool(self.timer_text) or super()._has_delay()

    def _due(self, case, now, record=None, user=None, known=None, token=None):
        if not self.timer_text:
            return super()._due(case, now, record, user, known, token)
        try:
            return self._written_moment(case, now, now, token) or False
        except (ExpressionError, ConditionError):
            return False  # an incident: it would wait for ever

    def _next_round(self, case, fired, armed):
        """When a repeated timer comes next; None when that was the last time.

        :param datetime fired: the moment that has just come
        :param datetime armed: when the waiting began
        """
        self.ensure_one()
        if self.timer_kind != "cycle" or self.interrupting:
            return None
        if self.kind not in ("boundaryEvent", "startEvent"):
            return None
        return self._written_moment(case, fired, armed)

    def _written_moment(self, case, moment, armed, token=None):
        value = self._timer_value(case, token)
        if isinstance(value, Duration):
            return value.added(armed)
        if isinstance(value, timedelta):
            return armed + value
        if isinstance(value, datetime):
            return value
        if isinstance(value, date):
            return datetime.combine(value, time(0, 0))
        if isinstance(value, Cron):
            return self._in_zone(case, value, moment)
        return value.next_after(moment, armed)

    def _timer_value(self, case, token=None):
        text = self.timer_text.strip()
        if text.startswith(FORMULA) or not self._is_written(text):
            text = self._told_by_formula(case, text, token)
        return READERS[self.timer_kind or "duration"](text) if _is_text(text) else text

    def _is_written(self, text):
        try:
            READERS[self.timer_kind or "duration"](text)
        except ExpressionError:
            return False
        return True

    def _timer_is_known(self):
        """Whether its text can be read: as it is written, or as a formula."""
        self.ensure_one()
        text = (self.timer_text or "").strip()
        return self._is_written(text) or not self.env["bpm.flow.formula"]._mistake(text)

    def _told_by_formula(self, case, text, token=None):
        """
        :param int token: whose moment it is; else of the newest that stands there
        """
        state = case._marking()
        # A limit knows what the step that it is on knows.
        place = self.attached_to_id.bpmn_id or self.bpmn_id
        standing = [t for t in state.tokens.values() if t.node == place]
        standing = [t for t in standing if t.id == token] or standing
        newest = max(standing, key=lambda token: token.id, default=None)
        counters = in_sight(case, state, newest) if newest else {}
        return Evaluator(case.version_id, case).value(self.name, text, case, counters)

    def _in_zone(self, case, cron, moment):
        """A cron line speaks of the clock on the company's wall."""
        zone = pytz.timezone(case._zone())
        local = pytz.utc.localize(moment).astimezone(zone).replace(tzinfo=None)
        found = cron.next_after(local)
        if found is None:
            return None
        return zone.localize(found).astimezone(pytz.utc).replace(tzinfo=None)


def _is_text(value):
    return isinstance(value, str)
