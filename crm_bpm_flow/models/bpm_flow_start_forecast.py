from datetime import timedelta

from psycopg2.errors import QueryCanceled

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import mute_logger

from ..tools.domains import parse_domain
from .bpm_flow_start import TIME_TRIGGERS, VALUE_FIELDS

DAYS = 30
# So long one question to the database may take; whoever publishes waits for it.
PATIENCE = "3s"
CREATES = ("on_create", "on_create_or_write")


class BpmFlowStartForecast(models.Model):
    """How often a start rule would have started something, by what is in Odoo."""

    _inherit = "bpm.flow.start"

    def _forecast(self):
        """Figures of one rule; None where it is not known, or takes too long.

        :return: ``{"matching": records that fit now, "daily": starts a day over the
            last 30 days, "busiest": most on one day, "is_least": whether more may have
            been, "soon": records whose date comes within a week}``
        """
        self.ensure_one()
        model = self._readable_model()
        if model is None:
            return {"matching": None, "daily": None, "busiest": None, "soon": None}
        domain = Domain(parse_domain(self._prepare_automation_vals()["filter_domain"]))
        days = self._in_time(lambda: self._days(model, domain))
        return {
            "matching": self._in_time(lambda: model.search_count(domain)),
            "daily": None if days is None else sum(days) / DAYS,
            "busiest": None if days is None else max(days, default=0),
            "is_least": self.trigger in ("on_write", "on_create_or_write"),
            "soon": self._in_time(lambda: self._soon(model, domain)),
        }

    def _readable_model(self):
        """The target with the rights of whoever asks; None when he may not read it."""
        model = self.env.get(self.res_model)
        return model if model is not None and model.has_access("read") else None

    def _in_time(self, ask):
        """An answer of the database, unless it takes too long."""
        try:
            # That it takes too long is an answer, not a fault.
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.env.cr.execute("SELECT current_setting('statement_timeout')")
                [usual] = self.env.cr.fetchone()
                self._set_timeout(PATIENCE)
                answer = ask()
                self._set_timeout(usual)
                return answer
        except QueryCanceled:
            return None

    def _set_timeout(self, time):
        sql = "SELECT set_config('statement_timeout', %s, true)"
        self.env.cr.execute(sql, [time])

    # ------------------------------------------------------------------
    # By history
    # ------------------------------------------------------------------
    def _days(self, model, domain):
        """How many on each of the last 30 days on which there were any."""
        since = fields.Datetime.now() - timedelta(days=DAYS)
        if self.trigger in CREATES:
            return self._count_days(model, domain, "create_date", since)
        if self.trigger == "on_write":
            return self._count_days(model, domain, "write_date", since)
        if self.trigger in VALUE_FIELDS:
            return self._tracked_days(since)
        if self.trigger == "on_message_received":
            return self._mail_days(since)
        if self.trigger in TIME_TRIGGERS:
            name = self._date_name()
            return self._count_days(model, domain, name, since - self._shift())
        return None

    def _count_days(self, model, domain, name, since):
        if not name or not model._fields[name].store:
            return None
        until = since + timedelta(days=DAYS)
        domain &= Domain(name, ">=", since) & Domain(name, "<", until)
        groups = model._read_group(domain, [f"{name}:day"], ["__count"])
        return [count for _day, count in groups]

    def _tracked_days(self, since):
        """Changes that the chatter keeps; None for fields that Odoo does not follow."""
        field = self._value_field()
        if field is None or not getattr(field, "tracking", None):
            return None
        row = self.env["ir.model.fields"]._get(self.res_model, field.name)
        tracked = [
            ("field_id", "=", row.id),
            ("create_date", ">=", since),
            ("new_value_integer", "=", self.value_id),
        ]
        values = self.env["mail.tracking.value"].sudo()
        groups = values._read_group(tracked, ["create_date:day"], ["__count"])
        return [count for _day, count in groups]

    def _mail_days(self, since):
        mails = [
            ("model", "=", self.res_model),
            ("message_type", "=", "email"),
            ("date", ">=", since),
        ]
        messages = self.env["mail.message"].sudo()
        groups = messages._read_group(mails, ["date:day"], ["__count"])
        return [count for _day, count in groups]

    # ------------------------------------------------------------------
    # By dates
    # ------------------------------------------------------------------
    def _date_name(self):
        if self.trigger == "on_time_created":
            return "create_date"
        return self.sudo().date_field_id.name

    def _shift(self):
        """How long after its date a record starts something; before: negative."""
        days = {"minutes": 1 / 1440, "hour": 1 / 24, "day": 1, "month": 30}
        shift = timedelta(days=self.date_amount * days[self.date_unit or "day"])
        return -shift if self.date_mode == "before" else shift

    def _soon(self, model, domain):
        """Records whose moment comes within a week."""
        name = self.trigger in TIME_TRIGGERS and self._date_name()
        if not name or not model._fields[name].store:
            return None
        now = fields.Datetime.now() - self._shift()
        domain &= Domain(name, ">", now) & Domain(name, "<=", now + timedelta(days=7))
        return model.search_count(domain)
