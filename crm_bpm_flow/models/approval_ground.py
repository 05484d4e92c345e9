"""What approvers look at: values and files of a record as they are at a moment, and
what of them has changed since."""

from odoo import fields
from odoo.models import MAGIC_COLUMNS, BaseModel
from odoo.tools import html2plaintext
from odoo.tools.misc import formatLang

from .evaluator import HIDDEN

FILES = "files"
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

        A value is plain; of relations ``{"ids": [..], "names": text}``, with
        ``"lines": {id: {"name": text, "values": {field: value}}}`` where the related
        records belong to the record, as an order's lines do.
        """
        record = self._records.get(case)
        names, with_files = self._wanted[key]
        if record is None or not (names or with_files):
            return {}
        reader = self._readers[record.id]
        ground = {"fields": {name: _value(reader, name) for name in names}}
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
    return {"name": line.display_name[:LONG], "values": values}


def _column(line, name):
    value = line[name]
    if isinstance(value, BaseModel):
        is_any = line._fields[name].type == "reference"
        return f"{value._name},{value.id}" if is_any else value.id
    return _value(line, name)


# ----------------------------------------------------------------------
# Comparing and words
# ----------------------------------------------------------------------
def is_same(old, new):
    """Whether nothing of what is looked at now is other than it was."""
    old, new = old or {}, new or {}
    before = old.get("fields", {})
    if FILES in new and file_marks(old.get(FILES)) != file_marks(new[FILES]):
        return False
    return all(
        name in before and _is_equal(before[name], value)
        for name, value in new.get("fields", {}).items()
    )


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


def _in_order(env, model, values):
    """Items as the model has its fields: the database keeps them by length of name."""
    known = list(env[model]._fields) if model in env else []
    places = {name: place for place, name in enumerate(known)}
    return sorted(values.items(), key=lambda item: places.get(item[0], len(known)))


def ground_lines(env, model, ground):
    """[(label, text)] of all that was looked at."""
    ground = ground or {}
    lines = [
        (field_label(env, model, name), _text(env, model, name, value))
        for name, value in _in_order(env, model, ground.get("fields", {}))
    ]
    if FILES in ground:
        names = ", ".join(file_words(env, file) for file in ground[FILES])
        lines.append((env._("Files"), names or env._("none")))
    return lines


def ground_changes(env, model, old, new):
    """[{"label", "old", "new"}] of what is not as it was."""
    old, new = old or {}, new or {}
    before, changes = old.get("fields", {}), []
    for name, value in _in_order(env, model, new.get("fields", {})):
        if name not in before or not _is_equal(before[name], value):
            was, now = _both_texts(env, model, name, before.get(name), value)
            changes.append(
                {"label": field_label(env, model, name), "old": was, "new": now}
            )
    was, now = old.get(FILES), new.get(FILES)
    if FILES in new and file_marks(was) != file_marks(now):
        kept = file_marks(was) & file_marks(now)
        changes.append(
            {
                "label": env._("Files"),
                "old": _file_names(env, was, kept) or env._("none"),
                "new": _file_names(env, now, kept) or env._("none"),
            }
        )
    return changes


def _both_texts(env, model, name, old, new):
    """What it was and what it is; of lines that stayed, what differs in them."""
    if not isinstance(old, dict) or old["ids"] != new["ids"]:
        return _text(env, model, name, old), _text(env, model, name, new)
    comodel = env[model]._fields[name].comodel_name
    was, now = [], []
    for key, line in new["lines"].items():
        before = old["lines"].get(key, {"name": "", "values": {}})
        for column, value in line["values"].items():
            if before["values"].get(column) != value:
                label = f"{line['name']}, {field_label(env, comodel, column)}"
                earlier = before["values"].get(column)
                was.append(f"{label}: {_line_text(env, comodel, column, earlier)}")
                now.append(f"{label}: {_line_text(env, comodel, column, value)}")
    return "; ".join(was)[:LONG], "; ".join(now)[:LONG]


def _line_text(env, model, name, value):
    field = env[model]._fields.get(name)
    if field is not None and field.type == "many2one" and value:
        records = env[field.comodel_name].browse(value).exists()
        readable = records._filtered_access("read")
        return readable.display_name or HIDDEN
    return _text(env, model, name, value)


def _file_names(env, files, kept):
    """Names of those that are there on one side only."""
    apart = (file for file in files or () if (file["id"], file["sum"]) not in kept)
    return ", ".join(file_words(env, file) for file in apart)


def file_words(env, file):
    """A file's name, with its version where it has several."""
    if not file.get("version"):
        return file["name"]
    return env._(
        "%(file)s, version %(number)s", file=file["name"], number=file["version"]
    )


def field_label(env, model, name):
    field = env[model]._fields.get(name) if model in env else None
    return field._description_string(env) if field is not None else name


def _text(env, model, name, value):
    field = env[model]._fields.get(name) if model in env else None
    if isinstance(value, dict):
        return value["names"] or env._("empty")
    if field is not None and field.type == "selection":
        value = dict(field._description_selection(env)).get(value, value)
    if isinstance(value, bool) and field is not None and field.type == "boolean":
        return env._("yes") if value else env._("no")
    if isinstance(value, float):
        return formatLang(env, value, digits=2)
    if value in (None, False, ""):
        return env._("empty")
    return str(value)[:LONG]
