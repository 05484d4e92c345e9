"""Records as a template's values: what its user may read of them, and nothing else."""

from base64 import b64decode
from binascii import Error as BinasciiError

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tools import html2plaintext

from ...documents import Amount, Choice, Empty, Picture, Rows, TemplateError, Value
from ...documents.values import Currency, RichText

# What has no place in a document, whoever may read it.
UNWRITABLE = ("json", "properties_definition", "many2one_reference")


class RecordValue(Value):
    """One record. Only ``part`` and ``shown`` reach it, and both ask its reader."""

    __slots__ = ("_reader", "_record")

    def __init__(self, reader, record):
        self._reader = reader
        self._record = record

    def part(self, name):
        return self._reader.field(self._record, name)

    def shown(self):
        return self._reader.name(self._record)

    def __eq__(self, other):
        return isinstance(other, RecordValue) and self._record == other._record

    def __hash__(self):
        return hash(self._record)


class OwnFields(Value):
    """The properties of a record, by their technical name or by their label."""

    __slots__ = ("_found",)

    def __init__(self, found):
        self._found = found

    def part(self, name):
        if name not in self._found:
            raise TemplateError("unknown_field", name=name, model="")
        return self._found[name]

    def __bool__(self):
        return bool(self._found)


class PlannedRecord(Value):
    """A record that would be made: what is known of it, all else empty."""

    __slots__ = ("_model", "_reader", "_vals")

    def __init__(self, reader, model, vals):
        self._reader = reader
        self._model = model
        self._vals = vals

    def part(self, name):
        field = self._model._fields.get(name)
        if field is None or field.type in UNWRITABLE:
            raise TemplateError("unknown_field", name=name, model=self._model._name)
        value = self._vals.get(name)
        if field.type == "many2one":
            return self._reader.value(self._related(field, value))
        if field.relational or field.type == "properties":
            return Rows([])
        if field.type == "monetary":
            currency = self._model._fields[field.get_currency_field(self._model)]
            found = self._related(currency, self._vals.get(currency.name))
            return Amount(value or 0, currency=self._reader.currency(found))
        return value or (None if field.type in ("date", "datetime") else "")

    def shown(self):
        return self._vals.get("name") or ""

    def _related(self, field, value):
        return self._model.env[field.comodel_name].browse(value or ())


class RecordReader:
    """Reads fields for templates with the rights of one user.

    Access is asked for all records that Odoo reads together, so that many documents
    cost as many queries as one.

    :param env: whose user reads; never a superuser's
    """

    def __init__(self, env):
        self.env = env(su=False)
        self.allowed = {}
        self.open_fields = {}
        self.labels = {}
        self.currencies = {}

    def value(self, record):
        """The value of a record; an empty one where there is none."""
        record = record.with_env(self.env)
        return RecordValue(self, record) if record else Empty()

    def name(self, record):
        self.check(record)
        return record.display_name or ""

    def check(self, record):
        """:raises TemplateError: the user may not read this record"""
        if record.id not in self._readable(record):
            model = self.env["ir.model"]._get(record._name).name
            raise TemplateError("no_access", model=model)

    def _readable(self, records):
        """Ids among those that Odoo reads together with these, as far as open."""
        known = self.allowed.setdefault(records._name, {})
        if any(id_ not in known for id_ in records._ids):
            together = {*records._ids, *records._prefetch_ids}
            asked = records.browse([i for i in together if i and i not in known])
            open_ids = set(asked._filtered_access("read")._ids)
            known.update({id_: id_ in open_ids for id_ in asked._ids})
        return {id_ for id_ in records._ids if known.get(id_)}

    def field(self, record, name):
        """A field as a plain value.

        :raises TemplateError: there is none, or the user may not read it
        """
        field = record._fields.get(name)
        if field is None or field.type in UNWRITABLE:
            model = self.env["ir.model"]._get(record._name).name
            raise TemplateError("unknown_field", name=name, model=model)
        self.check(record)
        if not self._is_open(record, field):
            label = field._description_string(self.env)
            raise TemplateError("no_field_access", name=label)
        try:
            return self._plain(record, field)
        except AccessError as error:
            label = field._description_string(self.env)
            raise TemplateError("no_field_access", name=label) from error

    def _is_open(self, record, field):
        key = (record._name, field.name)
        if key not in self.open_fields:
            self.open_fields[key] = record._has_field_access(field, "read")
        return self.open_fields[key]

    # ------------------------------------------------------------------
    # Values by the type of their field
    # ------------------------------------------------------------------
    def _plain(self, record, field):
        kind = field.type
        if kind == "properties":
            return self._own_fields(record, field)
        value = record[field.name]
        if field.relational or kind == "reference":
            return self._related(value, many=kind in ("one2many", "many2many"))
        reader = getattr(self, f"_{kind}", None)
        if reader:
            return reader(record, field, value)
        return value or ""

    def _related(self, value, many):
        if many:
            readable = self._readable(value)
            return Rows(RecordValue(self, row) for row in value if row.id in readable)
        return RecordValue(self, value) if value else Empty()

    def _boolean(self, record, field, value):
        return bool(value)

    def _integer(self, record, field, value):
        return int(value or 0)

    def _id(self, record, field, value):
        return value or 0

    def _float(self, record, field, value):
        digits = field.get_digits(self.env)
        return Amount(value, digits[1] if digits else 2)

    def _monetary(self, record, field, value):
        name = field.get_currency_field(record)
        found = record._fields.get(name)
        if found is None or not self._is_open(record, found):
            return Amount(value)
        return Amount(value, currency=self.currency(record[name]))

    def currency(self, currency):
        """What templates know of a currency; None of none."""
        if not currency:
            return None
        if currency.id not in self.currencies:
            self.currencies[currency.id] = Currency(
                currency.name,
                currency.symbol or "",
                currency.position == "before",
                currency.decimal_places,
            )
        return self.currencies[currency.id]

    def _date(self, record, field, value):
        return value or None

    def _datetime(self, record, field, value):
        return fields.Datetime.context_timestamp(record, value) if value else None

    def _selection(self, record, field, value):
        if value in (False, None):
            return ""
        key = (record._name, field.name)
        if key not in self.labels:
            self.labels[key] = dict(field._description_selection(self.env))
        return Choice(str(value), self.labels[key].get(value) or str(value))

    def _html(self, record, field, value):
        return RichText(str(value or ""), html2plaintext(value or ""))

    def _binary(self, record, field, value):
        try:
            return Picture(b64decode(value or b""))
        except (BinasciiError, ValueError):
            return Picture(b"")

    # ------------------------------------------------------------------
    # Properties
    # ------------------------------------------------------------------
    def _own_fields(self, record, field):
        found = {}
        for told in record.read([field.name])[0][field.name] or ():
            if told["type"] == "separator":
                continue
            value = self._own_value(told, told.get("value"))
            found.setdefault(told.get("string"), value)
            found[told["name"]] = value
        return OwnFields(found)

    def _own_value(self, told, value):
        kind = told["type"]
        if kind == "boolean":
            return bool(value)
        if kind in ("float", "monetary"):
            return Amount(value or 0)
        if kind == "integer":
            return int(value or 0)
        if not value:
            return Rows([]) if kind in ("many2many", "tags") else ""
        if kind == "date":
            return fields.Date.to_date(value)
        if kind == "datetime":
            moment = fields.Datetime.to_datetime(value)
            return fields.Datetime.context_timestamp(self.env.user, moment)
        return self._own_relation(told, kind, value)

    def _own_relation(self, told, kind, value):
        if kind == "selection":
            return Choice(value, dict(told["selection"] or ()).get(value) or value)
        if kind == "tags":
            labels = {tag[0]: tag[1] for tag in told["tags"] or ()}
            return Rows(labels.get(tag, tag) for tag in value)
        if kind == "many2one":
            return self.value(self.env[told["comodel"]].browse(value[0]))
        if kind == "many2many":
            rows = self.env[told["comodel"]].browse([row[0] for row in value])
            return self._related(rows, many=True)
        return str(value)
