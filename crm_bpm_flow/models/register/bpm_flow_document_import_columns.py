from odoo import api, models

from ...documents.tables import day_of

NAMES = (
    *("name", "type_id", "number", "date", "state", "partner_id", "contact_id"),
    *("their_number", "their_date", "amount", "currency_id", "date_from", "date_to"),
    *("date_answer", "date_signed", "user_id", "signatory_id", "note"),
)
FILES = "files"
DAYS = ("date", "their_date", "date_from", "date_to", "date_answer", "date_signed")


class Columns:
    """What the columns of a table stand for: a field, files, or an own field."""

    def __init__(self, names, words, can_import):
        self.names, self.words, self.can_import = names, words, can_import

    def _line_vals(self, row):
        values, own, files = {}, {}, []
        for (kind, name), cell in zip(self.names, row, strict=True):
            if not cell:
                continue
            if kind == "field":
                values[name] = day_of(cell) if name in DAYS else cell
            elif kind == "own":
                own[name] = cell
            elif kind == FILES:
                files.extend(part.strip() for part in cell.split(";") if part.strip())
        number = values.get("number", "")
        title = " ".join(
            part for part in (values.get("type_id"), number, values.get("name")) if part
        )
        return {
            "name": title,
            "content": {"values": values, "own": own},
            "files": "\n".join(files),
        }


class BpmFlowDocumentImportColumns(models.AbstractModel):
    _name = "bpm.flow.document.import.columns"
    _description = "Columns of a Register Brought Along"

    @api.model
    def _of(self, heads):
        """Know the columns by their heads: a field's name or label, in the reader's
        language or in English; the name of an own field; "File"."""
        known = self._known()
        own = (
            self.env["bpm.flow.document.own.field"]
            .search_fetch([], ["name"])
            .mapped("name")
        )
        own = {name.casefold(): name for name in own}
        names, words = [], []
        for head in heads:
            key = head.casefold().strip()
            found = known.get(key) or (key in own and ("own", own[key])) or ("", "")
            names.append(found)
            words.append(f"{head}: {self._words(found)}")
        fields = {name for kind, name in names if kind == "field"}
        missing = [self._label(n) for n in ("name", "type_id") if n not in fields]
        if missing:
            words.append(self.env._("Missing columns: %s", ", ".join(missing)))
        return Columns(names, "\n".join(words), not missing)

    def _known(self):
        known = {
            self.env._("File").casefold(): (FILES, FILES),
            self.env._("Files").casefold(): (FILES, FILES),
            **dict.fromkeys(("file", "files"), (FILES, FILES)),
            "subject": ("field", "name"),
            self.env._("Document type").casefold(): ("field", "type_id"),
            self.env._("Type of document").casefold(): ("field", "type_id"),
            self.env._("Kind").casefold(): ("field", "type_id"),
            self.env._("Status").casefold(): ("field", "state"),
            "document type": ("field", "type_id"),
            "status": ("field", "state"),
        }
        documents = self.env["bpm.flow.document"]
        for lang in ("en_US", self.env.lang):
            labels = documents.with_context(lang=lang).fields_get(NAMES, ["string"])
            for name, said in labels.items():
                known[said["string"].casefold()] = ("field", name)
        for name in NAMES:
            known[name] = ("field", name)
            known[name.removesuffix("_id")] = ("field", name)
        known["name"] = ("field", "name")
        return known

    def _label(self, name):
        return self.env["bpm.flow.document"]._fields[name]._description_string(self.env)

    def _words(self, found):
        kind, name = found
        if kind == "field":
            return self._label(name)
        if kind == "own":
            return self.env._("own field “%s”", name)
        return self.env._("Files") if kind == FILES else self.env._("not taken in")
