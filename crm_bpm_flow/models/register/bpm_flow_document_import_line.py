from time import monotonic

from odoo import fields, models
from odoo.exceptions import UserError

from ...documents.refusal import Refused

LOOK_SECONDS = 40  # servers end a request after some minutes, with all that it did


class BpmFlowDocumentImportLine(models.Model):
    """A row of a register that is brought along, and what became of it."""

    _name = "bpm.flow.document.import.line"
    _description = "Row of a Register Brought Along"
    _order = "import_id, row, id"

    import_id = fields.Many2one(
        "bpm.flow.document.import", required=True, index=True, ondelete="cascade"
    )
    row = fields.Integer(required=True)
    name = fields.Char(string="What it says")
    content = fields.Json()
    files = fields.Text()
    state = fields.Selection(
        [("ready", "Ready"), ("problem", "Problem"), ("done", "Came in")],
        default="ready",
        required=True,
        copy=True,
    )
    problem = fields.Text()
    document_id = fields.Many2one("bpm.flow.document", index="btree_not_null")

    def _look(self, box):
        """Try each row and take it back again, as long as a request may take.

        :return: the rows that were tried
        """
        until, tried = monotonic() + LOOK_SECONDS, self.browse()
        rows = {}  # of this table, by their numbers: the second one cannot come in
        for line in self:
            savepoint = self.env.cr.savepoint()
            try:
                _document, problem = line._make(box, rows)
            finally:
                savepoint.close(rollback=True)
                self.env.invalidate_all(flush=False)
            line.sudo().write(
                {"problem": problem, "state": "problem" if problem else "ready"}
            )
            tried += line
            if monotonic() > until:
                break
        return tried

    def _take_in(self, box):
        for line in self:
            with self.env.cr.savepoint() as savepoint:
                document, problem = line._make(box)
                if problem:
                    savepoint.rollback()
                    self.env.invalidate_all(flush=False)
            vals = {"problem": problem, "state": "problem"}
            if not problem:
                vals = {"problem": False, "state": "done", "document_id": document.id}
            line.sudo().write(vals)

    # ------------------------------------------------------------------
    # One row
    # ------------------------------------------------------------------
    def _make(self, box, rows=None):
        """All that is wrong with a row is said at once: nobody mends a table, looks at
        it, and reads the next word about the same row.

        :param rows: {(id of a type, number): row} of the rows before, which it joins
        :return: the document, and in words what is wrong (or False)
        """
        self.ensure_one()
        values = dict(self.content["values"])
        kind = self._kind(values.pop("type_id", ""))
        problems = self._cannot(kind, values, {} if rows is None else rows)
        own, wrong = self._own_values(kind)
        parts, missing = self._parts(box)
        problems += wrong + missing
        document, refused = self._card(kind, values)
        problems += refused
        if document and not problems:
            problems += self._give(document, own, parts, box)
        return document, "\n".join(dict.fromkeys(problems)) or False

    def _card(self, kind, values):
        """:return: the document, and what the card does not take.

        Without a type, or without a subject, it is tried with any: only what cannot be
        read of the row itself is told then.
        """
        documents = self.env["bpm.flow.document"]
        some = kind or kind.search([], limit=1)
        is_whole = bool(kind and values.get("name"))
        values = {"name": "-", **values, "type_id/.id": str(some.id)}
        quiet = documents.with_context(tracking_disable=True, mail_create_nolog=True)
        try:
            self._make_partner(values.get("partner_id"))
            answer = quiet.load(list(values), [list(values.values())])
        except UserError as error:
            return documents, [str(error)] if is_whole else []
        if answer["ids"]:
            return documents.browse(answer["ids"]), []
        told = [
            self._in_words(message)
            for message in answer["messages"]
            if is_whole or message.get("field")
        ]
        return documents, told

    def _in_words(self, message):
        """What Odoo says of a cell, and where there are a few words only, which."""
        field = self.env["bpm.flow.document"]._fields.get(message.get("field"))
        if field is None or field.type != "selection":
            return message["message"]
        labels = [label for _value, label in field._description_selection(self.env)]
        return self.env._(
            "%(problem)s (it is one of: %(words)s)",
            problem=message["message"],
            words=", ".join(labels),
        )

    def _give(self, document, own, parts, box):
        """Own values and files; what of them is refused."""
        problems = []
        try:
            if own:
                document.properties = own
            for part in parts:
                document.add_file(*box.content_of(part))
        except Refused:
            problems.append(self._file_words("large", part.filename))
        except UserError as error:
            problems.append(str(error))
        return problems

    def _kind(self, words):
        """The type of that name or code."""
        kinds = self.env["bpm.flow.document.type"]
        named = ["|", ("name", "=ilike", words), ("code", "=", words)]
        return kinds.search(named, limit=1) if words else kinds

    def _cannot(self, kind, values, rows):
        """What can be said before anything is tried."""
        problems = []
        if not kind:
            problems.append(self.env._("Its type is not known here."))
        if not values.get("name"):
            problems.append(self.env._("It has no subject."))
        number = values.get("number")
        if not (kind and number):
            return problems
        taken = [
            ("type_id", "=", kind.id),
            ("number", "=", number),
            ("company_id", "=", self.sudo().import_id.company_id.id),
        ]
        documents = self.env["bpm.flow.document"].sudo().with_context(active_test=False)
        first = rows.setdefault((kind.id, number), self.row)
        if documents.search_count(taken, limit=1):
            problems.append(
                self.env._("A document of this type already has this number.")
            )
            values.pop("number")
        elif first != self.row:
            problems.append(self.env._("Row %s has the same number.", first))
        return problems

    def _make_partner(self, name):
        partners = self.env["res.partner"]
        if not (name and self.sudo().import_id.make_partners):
            return
        if not partners.name_search(name, operator="=", limit=1):
            partners.create({"name": name, "is_company": True})

    def _own_values(self, kind):
        """{key: value} of own fields of the type, and what is no value of them."""
        problems, values = [], {}
        rows = {row.name: row for row in kind.own_field_ids}
        for name, words in self.content["own"].items():
            row = rows.get(name)
            if not row:
                continue  # the column is another type's
            try:
                values[row.key] = row._read(words)
            except ValueError:
                problems.append(
                    self.env._(
                        "“%(words)s” is no value of “%(field)s”.",
                        words=words,
                        field=name,
                    )
                )
        return values, problems

    def _parts(self, box):
        """Files of the archive that the row names, and which of them are not there."""
        parts, problems = [], []
        for name in (self.files or "").splitlines():
            part, fault = box.find(name) if box else (None, "missing")
            if fault:
                problems.append(self._file_words(fault, name))
            else:
                parts.append(part)
        return parts, problems

    def _file_words(self, fault, name):
        why = {
            "missing": self.env._("The file “%s” is not in the archive.", name),
            "several": self.env._(
                "Several files in the archive are called “%s”.", name
            ),
            "large": self.env._("The file “%s” is too large.", name),
        }
        return why[fault]
