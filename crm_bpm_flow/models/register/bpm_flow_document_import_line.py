from odoo import fields, models
from odoo.exceptions import UserError

from ...documents.refusal import Refused


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
        """Try each row and take it back again."""
        for line in self:
            savepoint = self.env.cr.savepoint()
            try:
                _document, problem = line._make(box)
            finally:
                savepoint.close(rollback=True)
                self.env.invalidate_all(flush=False)
            line.sudo().write(
                {"problem": problem, "state": "problem" if problem else "ready"}
            )

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
    def _make(self, box):
        """:return: the document, and in words what is wrong (or False)"""
        self.ensure_one()
        documents = self.env["bpm.flow.document"]
        values = dict(self.content["values"])
        kind = self._kind(values.pop("type_id", ""))
        problem = self._cannot(kind, values)
        if problem:
            return documents, problem
        values["type_id/.id"] = str(kind.id)
        try:
            self._make_partner(values.get("partner_id"))
            quiet = documents.with_context(
                tracking_disable=True, mail_create_nolog=True
            )
            answer = quiet.load(list(values), [list(values.values())])
            if not answer["ids"]:
                told = [message["message"] for message in answer["messages"]]
                return documents, "\n".join(told)
            document = documents.browse(answer["ids"])
            problem = self._give_own(document) or self._give_files(document, box)
        except UserError as error:
            return documents, str(error)
        return document, problem

    def _kind(self, words):
        """The type of that name or code."""
        kinds = self.env["bpm.flow.document.type"]
        named = ["|", ("name", "=ilike", words), ("code", "=", words)]
        return kinds.search(named, limit=1) if words else kinds

    def _cannot(self, kind, values):
        """What can be said before anything is tried."""
        if not kind:
            return self.env._("Its type is not known here.")
        if not values.get("name"):
            return self.env._("It has no subject.")
        taken = [
            ("type_id", "=", kind.id),
            ("number", "=", values.get("number")),
            ("company_id", "=", self.sudo().import_id.company_id.id),
        ]
        documents = self.env["bpm.flow.document"].sudo().with_context(active_test=False)
        if values.get("number") and documents.search_count(taken, limit=1):
            return self.env._("A document of this type already has this number.")
        return False

    def _make_partner(self, name):
        partners = self.env["res.partner"]
        if not (name and self.sudo().import_id.make_partners):
            return
        if not partners.name_search(name, operator="=", limit=1):
            partners.create({"name": name, "is_company": True})

    def _give_own(self, document):
        own, problems, values = self.content["own"], [], {}
        rows = {row.name: row for row in document.type_id.own_field_ids}
        for name, words in own.items():
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
        if values and not problems:
            document.properties = values
        return "\n".join(problems)

    def _give_files(self, document, box):
        why = {
            "missing": self.env._("The file “%s” is not in the archive."),
            "several": self.env._("Several files in the archive are called “%s”."),
            "large": self.env._("The file “%s” is too large."),
        }
        for name in (self.files or "").splitlines():
            part, fault = box.find(name) if box else (None, "missing")
            if fault:
                return why[fault] % name
            try:
                document.add_file(*box.content_of(part))
            except Refused:
                return why["large"] % name
        return False
