"""What approvers look at: values and files of a record as they are at a moment, and
whether it is so still."""

from odoo import fields
from odoo.models import MAGIC_COLUMNS, BaseModel
from odoo.tools import html2plaintext

from .evaluator import HIDDEN

FILES = "files"
CURRENCIES = "currencies"
LONG = 2000  # of longer texts, the beginning is shown
LINE_TYPES = {
    *("char", "text", "html", "integer", "float", "monetary", "boolean"),
    *("date", "datetime", "selection", "many2one", "reference"),
}
MOST_LINES = 500  # of a record's lines, the first ones are compared


class Grounds:
    """The grounds of many cases of one step, read together.

    Fields are read with the rights of the process's *run as* user: what he may not read
    is not told to its approvers.
    """

    def __init__(self, node, cases, keys):
        """``keys``: of the approvers whose grounds may be asked for."""
        self.node, self.env = node, node.env
        self._wanted = {key: self._wanted_by(key) for key in set(keys)}
        self._records = cases._records_by_case()
        first = next(iter(self._records.values()), None)
        self._readers, self._files = {}, {}
        if first is not None and any(map(any, self._wanted.values())):
            self._read(first, cases)

    def _wanted_by(self, key):
        ids, with_files = self.node._ground_of(key)
        rows = self.env["ir.model.fields"].sudo().browse(ids).exists()
        return tuple(rows.mapped("name")), with_files

    def _read(self, first, cases):
        ids = {record.id for record in self._records.values()}
        readers = first.browse(ids).with_user(self.node.version_id._run_as())
        readers = readers.sudo(False).with_context(
            active_test=False,
            allowed_company_ids=cases.company_id.ids or self.env.companies.ids,
        )
        self._readers = {reader.id: reader for reader in readers}
        if any(with_files for _names, with_files in self._wanted.values()):
            self._files = files_of(first.browse(ids))

    def of(self, case, key):
        """``{"fields": {name: value}, "files": [..]}`` of a case for an approver.

        Amounts have ``"currencies": {name: id}`` beside them. A value is plain; of
        relations ``{"ids": [..], "names": text}``, with
        ``"lines": {id: {"name": text, "values": {field: value}}}`` where the related
        records belong to the record, as an order's lines do; their amounts have
        currencies, too.
        """
        record = self._records.get(case)
        names, with_files = self._wanted[key]
        if record is None or not (names or with_files):
            return {}
        reader = self._readers[record.id]
        ground = _with_currencies(
            {"fields": {name: _value(reader, name) for name in names}}, reader, names
        )
        if with_files:
            files = self._files.get(record.id, [])
            if self.node._approver(key).outside:
                files = [file for file in files if not file.get("inside")]
            ground[FILES] = files
        return ground


def files_of(records):
    """{record id: [{"id", "name", "sum"}]} of the files that belong to records.

    A model that keeps its files in another way says so by ``_bpm_ground_files``, with
    the same answer; a file there may have a ``"version"``, too.
    """
    if hasattr(records, "_bpm_ground_files"):
        return records._bpm_ground_files()
    rows = (
        records.env["ir.attachment"]
        .sudo()
        .search_fetch(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("res_field", "=", False),
            ],
            ["name", "checksum", "res_id", "url"],
            order="id",
        )
    )
    found = {}
    for row in rows:
        file = {"id": row.id, "name": row.name, "sum": row.checksum or row.url or ""}
        found.setdefault(row.res_id, []).append(file)
    return found


def _value(record, name):
    field = record._fields.get(name)
    if field is None or not record._has_field_access(field, "read"):
        return HIDDEN
    value = record[name]
    if isinstance(value, BaseModel):
        return _related(value, field)
    if field.type == "html":
        value = html2plaintext(value or "")
    if isinstance(value, float):
        return round(value, 6)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return fields.Datetime.to_string(value) if field.type == "datetime" else str(value)


def _with_currencies(found, record, names):
    """An amount is nothing without its currency."""
    currencies = {name: _currency(record, name) for name in names}
    currencies = {name: currency for name, currency in currencies.items() if currency}
    return {**found, CURRENCIES: currencies} if currencies else found


def _currency(record, name):
    field = record._fields.get(name)
    if field is None or field.type != "monetary":
        return None
    by = record._fields.get(field.get_currency_field(record))
    if by is None or not record._has_field_access(by, "read"):
        return None
    return record[by.name].id


def _related(value, field):
    readable = value._filtered_access("read")
    names = [*readable.mapped("display_name"), *([HIDDEN] * (readable != value))]
    found = {"ids": sorted(value.ids), "names": ", ".join(names)[:LONG]}
    if field.type == "one2many":
        # Keys of JSON are texts.
        found["lines"] = {str(line.id): _line(line) for line in readable[:MOST_LINES]}
    return found


def _line(line):
    """What one line says: the values that a copy of it would take over, not what it
    counts or notes for itself."""
    names = [
        name
        for name, field in line._fields.items()
        if field.store
        and field.copy
        and field.type in LINE_TYPES
        and name not in MAGIC_COLUMNS
        and line._has_field_access(field, "read")
    ]
    values = {name: _column(line, name) for name in names}
    found = {"name": line.display_name[:LONG], "values": values}
    return _with_currencies(found, line, names)


def _column(line, name):
    value = line[name]
    if isinstance(value, BaseModel):
        is_any = line._fields[name].type == "reference"
        return f"{value._name},{value.id}" if is_any else value.id
    return _value(line, name)


# ----------------------------------------------------------------------
# Comparing
# ----------------------------------------------------------------------
def is_same(old, new):
    """Whether nothing of what is looked at now is other than it was."""
    old, new = old or {}, new or {}
    if FILES in new and file_marks(old.get(FILES)) != file_marks(new[FILES]):
        return False
    return all(is_as_before(old, new, name) for name in new.get("fields", {}))


def is_as_before(old, new, name):
    before, value = old.get("fields", {}), new["fields"][name]
    if name not in before or not _is_equal(before[name], value):
        return False
    # A hundred roubles are no hundred dollars; nothing is nothing in any currency. What
    # was looked at before currencies were kept is known without.
    was, now = currency_of(old, name), currency_of(new, name)
    return not (value and was) or was == now


def currency_of(ground, name):
    """Id of the currency of an amount that was looked at; None of anything else."""
    return ground.get(CURRENCIES, {}).get(name)


def _is_equal(old, new):
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return _plain(old) == _plain(new)
    if old["ids"] != new["ids"]:
        return False
    # What was looked at before lines were kept is known by their ids only.
    return "lines" not in old or contents(old) == contents(new)


def contents(value):
    lines = value.get("lines", {})
    return {key: line["values"] for key, line in lines.items()}


def _plain(value):
    return value["ids"] if isinstance(value, dict) else value or False


def file_marks(files):
    return {(file["id"], file["sum"]) for file in files or ()}
