"""What the names in a formula mean: values of the case, fields of its record."""

from datetime import datetime

import pytz

from odoo import fields
from odoo.models import BaseModel

EMPTY_IS_NOTHING = ("char", "text", "html", "selection", "date", "datetime", "many2one")


class CaseScope:
    """The names of one case (see ``engine.expression``).

    A name is a loop's counter, else a value of the case, else a field of its record;
    ``record`` and ``case`` name these two themselves. Fields are read with the rights
    of whoever the record's environment belongs to.
    """

    def __init__(self, record, variables, counters=None, zone="UTC"):
        """``record``, ``zone``: or functions that give them, when first asked for."""
        self._record = record
        self.variables = variables
        self.counters = counters or {}
        self._zone = zone

    @property
    def record(self):
        if callable(self._record):
            self._record = self._record()
        return self._record

    @property
    def zone(self):
        return self._zone() if callable(self._zone) else self._zone

    def name(self, name):
        for values in (self.counters, self.variables):
            if name in values:
                return values[name]
        if name == "case":
            return self.variables
        if self.record is None:
            raise LookupError(name)
        return self.record if name == "record" else field_value(self.record, name)

    def attribute(self, value, name):
        if isinstance(value, BaseModel):
            if len(value) > 1:
                return [field_value(record, name) for record in value]
            return field_value(value, name)
        if isinstance(value, dict):
            return value[name]
        raise LookupError(name)

    def now(self):
        return fields.Datetime.now()

    def today(self):
        """The day where the case's company is."""
        moment = pytz.utc.localize(self.now())
        return moment.astimezone(pytz.timezone(self.zone)).date()


def field_value(record, name):
    """A field as a formula sees it: nothing is None, many records are a list.

    :raises LookupError: when the model has no such field, or the user may not know it
    """
    field = record._fields.get(name)
    if field is None or not record._has_field_access(field, "read"):
        raise LookupError(name)
    value = record[name]
    if not value and field.type in EMPTY_IS_NOTHING:
        return None
    return value


def told_value(value):
    """A formula's value as plain data: what the journal and the screen show."""
    if isinstance(value, BaseModel):
        return ", ".join(value.mapped("display_name"))[:200]
    if isinstance(value, datetime):
        return fields.Datetime.to_string(value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)[:200]
