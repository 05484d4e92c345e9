from datetime import timedelta
from random import Random
from time import monotonic

from psycopg2.errors import QueryCanceled

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import mute_logger

from ..tools.domains import parse_domain
from .bpm_flow_start import TIME_TRIGGERS, VALUE_FIELDS

DAYS = 30
# So long one question to the database may take; whoever publishes waits for it. When
# some took so long that the budget (seconds) is used up, the others get less.
PATIENCE, HASTE, BUDGET = "2s", "300ms", 4
# Of how many records the rest is guessed where counting all takes too long.
SAMPLE = 2000
CREATES = ("on_create", "on_create_or_write")


class TooLong:
    """The database did not answer in time."""

    def __bool__(self):
        return False


TOO_LONG = TooLong()


class Patience:
    """How long one person waits for all figures together."""

    def __init__(self):
        self.until = monotonic() + BUDGET

    @property
    def timeout(self):
        return PATIENCE if monotonic() < self.until else HASTE


class BpmFlowStartForecast(models.Model):
    """How often a start rule would have started something, by what is in Odoo."""

    _inherit = "bpm.flow.start"

    def _forecast(self, patience=None):
        """Figures of one rule; None where it is not known, or takes too long.

        :param patience: ``Patience`` that several rules share
        :return: ``{"matching": records that fit now, "daily": starts a day over the
            last 30 days, "busiest": most on one day, "is_least": whether more may have
            been, "soon": records whose date comes within a week, "is_guess": whether
            some of these were guessed from a part of the records}``
        """
        self.ensure_one()
        model = self._readable_model()
        if model is None:
            return {"matching": None, "daily": None, "busiest": None, "soon": None}
        domain = Domain(parse_domain(self._prepare_automation_vals()["filter_domain"]))
        asks = Asks(self, model, domain, patience or Patience())
        days = asks.rows(self._days, is_countable=self._is_by_record())
        return {
            "matching": asks.count(lambda model, domain: model.search_count(domain)),
            "daily": None if days is None else sum(days) / DAYS,
            "busiest": None if days is None else round(max(days, default=0)),
            "is_least": self.trigger in ("on_write", "on_create_or_write"),
            "soon": asks.count(self._soon),
            "is_guess": asks.is_guess,
        }

    def _is_by_record(self):
        """Whether its days are counted by dates on the records themselves."""
        dated = (*CREATES, "on_write", *TIME_TRIGGERS)
        return self.trigger in dated

    def _readable_model(self):
        """The target with the rights of whoever asks; None when he may not read it."""
        model = self.env.get(self.res_model)
        return model if model is not None and model.has_access("read") else None

    def _in_time(self, ask, patience=None):
        """An answer of the database, or ``TOO_LONG``."""
        try:
            # That it takes too long is an answer, not a fault.
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.env.cr.execute("SELECT current_setting('statement_timeout')")
                [usual] = self.env.cr.fetchone()
                self._set_timeout(patience.timeout if patience else PATIENCE)
                answer = ask()
                self._set_timeout(usual)
                return answer
        except QueryCanceled:
            return TOO_LONG

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


class Asks:
    """Questions about one rule: counted where that is quick, else guessed from some
    records chosen at random.

    :ivar is_guess: whether any answer was guessed
    """

    def __init__(self, start, model, domain, patience):
        self.start, self.model, self.domain = start, model, domain
        self.patience, self.is_guess = patience, False
        self.sample = None  # (ids, how many records each stands for)

    def count(self, ask):
        """A number, or None.

        :param ask: gives it for ``(model, domain)``
        """
        found = self._ask(ask)
        return None if found is None else round(sum(found[0]) * found[1])

    def rows(self, ask, is_countable=True):
        """A list of numbers, or None.

        :param is_countable: whether it asks for the records of the domain; if not,
            nothing is guessed
        """
        found = self._ask(ask, is_countable)
        return None if found is None else [row * found[1] for row in found[0]]

    def _ask(self, ask, may_guess=True):
        """(numbers, what each is to be multiplied by), or None"""
        answer = self._in_time(lambda: ask(self.model, self.domain))
        if answer is not TOO_LONG:
            return None if answer is None else (_as_list(answer), 1)
        if not may_guess or not self._take_sample():
            return None
        ids, factor = self.sample
        domain = self.domain & Domain("id", "in", ids)
        answer = self._in_time(lambda: ask(self.model, domain))
        if answer is TOO_LONG or answer is None:
            return None
        self.is_guess = True
        return _as_list(answer), factor

    def _take_sample(self):
        if self.sample is None:
            ids = self._in_time(lambda: self.model.search([], order="id")._ids)
            if ids is TOO_LONG:
                return False
            # The same ones each time: figures that change by themselves astonish.
            chosen = Random(len(ids)).sample(ids, min(SAMPLE, len(ids)))
            self.sample = chosen, len(ids) / len(chosen) if chosen else 1
        return True

    def _in_time(self, ask):
        return self.start._in_time(ask, self.patience)


def _as_list(answer):
    return answer if isinstance(answer, list) else [answer]
