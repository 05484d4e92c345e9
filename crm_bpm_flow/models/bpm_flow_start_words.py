from contextlib import suppress
from datetime import date, datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date, format_datetime
from odoo.tools.misc import formatLang

from ..tools.domains import parse_domain
from .evaluator import HIDDEN, plain_value

DATES = ("date", "datetime")
# Their "empty" is a value: no, or zero.
NEVER_EMPTY = ("boolean", "integer", "float", "monetary")
# Of a single value: what Odoo's domain editor writes where one was chosen.
ONE_OF = {"in": "=", "not in": "!="}


class BpmFlowStartWords(models.Model):
    """A condition of a start and the value that it looks at, as a person reads them."""

    _inherit = "bpm.flow.start"

    condition_words = fields.Char(
        string="If",
        compute="_compute_condition_words",
        help="Which records it starts for.",
    )

    @api.depends("domain", "res_model", "trigger", "value_id")
    @api.depends_context("lang", "uid", "tz")
    def _compute_condition_words(self):
        for start in self:
            start.condition_words = start._condition_words()

    def _condition_words(self):
        """ "Source is Facebook, Expected Revenue is more than 1,000.00"."""
        parts = []
        field = self._value_field()
        if field is not None and self.value_id:
            value = self._words_of(field, [self.value_id])
            label = field._description_string(self.env)
            parts.append(f"{label} {self._operator_words(field, '=')} {value}")
        with suppress(ValueError):
            parts += self._domain_parts(parse_domain(self.domain))
        return ", ".join(parts)

    def _domain_parts(self, domain):
        leaves = [item for item in domain if isinstance(item, (list, tuple))]
        joints = {item for item in domain if isinstance(item, str)}
        if joints - {"&"} and joints != {"|"}:
            return [self.env._("%s conditions", len(leaves))]
        words = [self._leaf_condition(leaf) for leaf in leaves]
        if "|" in joints:
            return [self.env._(" or ").join(words)]
        return words

    def _leaf_condition(self, leaf):
        path, operator, expected = leaf
        model = self.env.get(self.res_model)
        field, _value = self._field_and_value(model, str(path))
        label = self.env["bpm.flow.transition"]._path_words(self.res_model, path)
        return f"{label} {self._asks_words(field, operator, expected)}"

    def _leaf_words(self, record, leaf):
        """What one condition asks of a record, and what the record has.

        :param leaf: ``(path, operator, value)`` of a domain
        :return: dict with ``asks`` ("is Lead", "contains sofa", "is set") and ``has``
        """
        path, operator, expected = leaf
        field, value = self._field_and_value(record, str(path))
        return {
            "asks": self._asks_words(field, operator, expected),
            "has": self._words_of(field, value),
        }

    def _field_and_value(self, record, path):
        """The last field of a path and what it holds; dots for what is hidden."""
        field, value = None, record
        for name in path.split("."):
            field = (
                value._fields.get(name) if isinstance(value, models.BaseModel) else None
            )
            if field is None:
                return None, None
            many = field.relational or len(value) > 1
            try:
                value = value.mapped(name) if many else value[name]
            except AccessError:
                return field, HIDDEN
        return field, value

    # ------------------------------------------------------------------
    # Operators
    # ------------------------------------------------------------------
    def _asks_words(self, field, operator, expected):
        """ "is after 3/10/26": the comparison and what is compared with."""
        if not expected and field is not None and field.type not in NEVER_EMPTY:
            empty = {"=": self.env._("is not set"), "!=": self.env._("is set")}
            if operator in empty:
                return empty[operator]
        if operator in ONE_OF and len(expected or ()) == 1:
            operator = ONE_OF[operator]
        words = self._operator_words(field, operator)
        return f"{words} {self._words_of(field, expected)}"

    def _operator_words(self, field, operator):
        if field is not None and field.type in DATES:
            found = {
                ">": self.env._("is after"),
                ">=": self.env._("is not before"),
                "<": self.env._("is before"),
                "<=": self.env._("is not after"),
            }.get(operator)
            if found:
                return found
        return self._plain_operators().get(operator, operator)

    def _plain_operators(self):
        is_, contains = self.env._("is"), self.env._("contains")
        lacks = self.env._("does not contain")
        return {
            "=": is_,
            "=?": is_,
            "!=": self.env._("is not"),
            ">": self.env._("is more than"),
            ">=": self.env._("is at least"),
            "<": self.env._("is less than"),
            "<=": self.env._("is at most"),
            "in": self.env._("is one of"),
            "not in": self.env._("is none of"),
            "like": contains,
            "ilike": contains,
            "not like": lacks,
            "not ilike": lacks,
            "=like": self.env._("looks like"),
            "=ilike": self.env._("looks like"),
            "child_of": self.env._("is or belongs to"),
            "parent_of": self.env._("is or is above"),
            "any": self.env._("has one with"),
            "not any": self.env._("has none with"),
        }

    # ------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------
    def _words_of(self, field, value):
        if isinstance(value, (list, tuple, set)) and not _is_ids(field, value):
            return ", ".join(self._words_of(field, one) for one in value)
        kind = field.type if field is not None else None
        if not value and kind not in NEVER_EMPTY:
            return self.env._("empty")
        if value is HIDDEN or field is None:
            return str(value)
        method = getattr(self, f"_words_of_{kind}", None)
        if method:
            return method(field, value)
        if field.relational:
            return self._words_of_records(field, value)
        return str(value)

    def _words_of_boolean(self, _field, value):
        return self.env._("yes") if value else self.env._("no")

    def _words_of_selection(self, field, value):
        return str(dict(field._description_selection(self.env)).get(value, value))

    def _words_of_date(self, _field, value):
        day = _as_date(value)
        return format_date(self.env, day) if day else self._words_of(None, value)

    def _words_of_datetime(self, _field, value):
        moment = value if isinstance(value, datetime) else _as_moment(value)
        if not moment:
            return self._words_of(None, value)
        zone = self.env.context.get("tz") or self.env.user.tz
        return format_datetime(self.env, moment, tz=zone, dt_format="short")

    def _words_of_float(self, field, value):
        digits = field.get_digits(self.env) if hasattr(field, "get_digits") else None
        return formatLang(self.env, value or 0, digits=(digits or (16, 2))[1])

    def _words_of_monetary(self, _field, value):
        return formatLang(self.env, value or 0)

    def _words_of_integer(self, _field, value):
        return formatLang(self.env, value or 0, digits=0)

    def _words_of_records(self, field, value):
        records = value
        if not isinstance(value, models.BaseModel):
            ids = value if isinstance(value, (list, tuple, set)) else [value]
            if not all(type(id_) is int for id_ in ids):
                return str(value)
            records = self.env[field.comodel_name].browse(ids).exists()
        return plain_value(records) or self.env._("empty")


def _is_ids(field, value):
    relational = field is not None and field.relational
    return relational and all(type(one) is int for one in value)


def _as_date(value):
    """A date of a field or of a domain; nothing for words such as "today"."""
    if isinstance(value, date):
        return value
    try:
        return fields.Date.to_date(value)
    except (ValueError, TypeError):
        return None


def _as_moment(value):
    try:
        return fields.Datetime.to_datetime(value)
    except (ValueError, TypeError):
        return None
