import logging
from base64 import b64decode

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...documents.file_box import FileBox
from ...documents.refusal import Refused
from ...documents.tables import read_table
from ...tools.field_labels import field_labels

_logger = logging.getLogger(__name__)
BATCH = 50
MOST_LOOKED_AT = 500  # rows that are tried before anything is imported
# With whose rights rows come in, and when, is nobody's to write.
KEPT = frozenset({"user_id", "state", "columns_words"})


class BpmFlowDocumentImport(models.Model):
    """An existing register that is brought along: a table, and the files it names."""

    _name = "bpm.flow.document.import"
    _description = "Register Brought Along"
    _order = "id desc"

    name = fields.Char(
        required=True, default=lambda self: self.env._("Register of documents")
    )
    user_id = fields.Many2one(
        "res.users",
        readonly=True,
        index=True,
        copy=False,
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    table = fields.Binary(string="Table (Excel or CSV)", attachment=True)
    table_name = fields.Char()
    archive = fields.Binary(string="Files (ZIP)", attachment=True)
    archive_name = fields.Char()
    make_partners = fields.Boolean(
        string="Make partners that are not found",
        help="Else their rows are not taken in.",
    )
    state = fields.Selection(
        [
            ("draft", "To look at"),
            ("looked", "Looked at"),
            ("running", "Coming in"),
            ("done", "Done"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    columns_words = fields.Text(string="Columns", readonly=True, copy=False)
    line_ids = fields.One2many("bpm.flow.document.import.line", "import_id")
    line_count = fields.Integer(string="Rows", compute="_compute_counts")
    problem_count = fields.Integer(string="With problems", compute="_compute_counts")
    done_count = fields.Integer(string="Came in", compute="_compute_counts")

    @api.depends("line_ids.state")
    def _compute_counts(self):
        groups = self.env["bpm.flow.document.import.line"]._read_group(
            [("import_id", "in", self.ids)], ["import_id", "state"], ["__count"]
        )
        counts = {(row, state): count for row, state, count in groups}
        for row in self:
            of = {s: counts.get((row, s), 0) for s in ("ready", "problem", "done")}
            row.line_count = sum(of.values())
            row.problem_count, row.done_count = of["problem"], of["done"]

    @api.model_create_multi
    def create(self, vals_list):
        mine = {"user_id": self.env.uid, "state": "draft"}
        for vals in vals_list:
            self._check_kept({n for n in KEPT & set(vals) if vals[n] != mine.get(n)})
        return super().create(vals_list)

    def write(self, vals):
        self._check_kept(KEPT & set(vals))
        return super().write(vals)

    def _check_kept(self, names):
        if names and not self.env.su:
            labels = field_labels(self, sorted(names))
            raise AccessError(
                self.env._("The register itself writes this: %s.", labels)
            )

    # ------------------------------------------------------------------
    # Look at it
    # ------------------------------------------------------------------
    def action_look(self):
        """Read the table and say of each row whether it can come in; nothing stays."""
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("draft", "looked"):
            raise UserError(self.env._("This register is coming in already."))
        if not self.table:
            raise UserError(self.env._("Choose the table first."))
        try:
            rows = read_table(self.table_name or "table.xlsx", b64decode(self.table))
            self._box()
        except Refused as error:
            raise UserError(self._refusal(error)) from error
        columns = self.env["bpm.flow.document.import.columns"]._of(rows[0])
        self.sudo().line_ids.unlink()
        lines = self.env["bpm.flow.document.import.line"].sudo()
        lines = lines.create(
            [
                {"import_id": self.id, "row": place, **columns._line_vals(row)}
                for place, row in enumerate(rows[1:], start=2)
            ]
            if columns.can_import
            else []
        )
        self.sudo().write({"state": "looked", "columns_words": columns.words})
        tried = lines[:MOST_LOOKED_AT].with_env(self.env)._look(self._box())
        self._tell_rest(lines - tried.sudo())
        return True

    def _tell_rest(self, lines):
        """Rows that were not tried are said to be so: they may have problems, too."""
        if lines:
            rest = self.env._(
                "Rows from %s on are looked at when they come in.",
                min(lines.mapped("row")),
            )
            self.sudo().columns_words = f"{self.columns_words}\n{rest}"

    def _box(self):
        return FileBox(b64decode(self.archive)) if self.archive else None

    def _refusal(self, error):
        words = {
            "no_table": self.env._(
                "This is no table: an Excel file (.xlsx) or CSV file with a first line "
                "of names is needed."
            ),
            "too_many_rows": self.env._(
                "The table has more than %s rows. Bring it along in parts.",
                error.values.get("most"),
            ),
            "no_archive": self.env._("The files are to be in a ZIP archive."),
            "too_large": self.env._(
                "The file is larger than %s MB.", error.values.get("megabytes")
            ),
            "bomb": self.env._("The archive is far too large when it is unpacked."),
        }
        return words.get(error.code) or self.env._(
            "The file cannot be read: it is damaged, or not what its name says."
        )

    # ------------------------------------------------------------------
    # Take it in
    # ------------------------------------------------------------------
    def action_import(self):
        """Take the rows in: the first at once, the rest by the scheduler."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "looked":
            raise UserError(self.env._("Look at the table first."))
        self.sudo().state = "running"
        self._take_in()
        if self.state == "running":
            cron = self.env.ref("crm_bpm_flow.ir_cron_document_import")
            cron.sudo()._trigger()
        return True

    @api.model
    def _cron_import(self):
        told = self.env["bpm.flow.document.reminded"]
        running = self.search([("state", "=", "running")])
        told._commit_progress(remaining=running._rows_left())
        for row in running:
            has_more = True
            while has_more:
                has_more = row._take_in_guarded()
                left = running._rows_left()
                if not told._commit_progress(BATCH, remaining=left):
                    return

    def _rows_left(self):
        running = self.filtered(lambda row: row.state == "running")
        return self.env["bpm.flow.document.import.line"].search_count(
            [("import_id", "in", running.ids), ("state", "=", "ready")]
        )

    def _take_in_guarded(self):
        """A fault in one keeps no other one waiting; it can be started anew."""
        failed, has_more = [], False
        with self.env["bpm.flow.runtime"]._firewall(failed):
            has_more = self._take_in()
        if failed:
            _logger.error("%s does not come in", self, exc_info=failed[0])
            self.sudo().state = "looked"
        return has_more

    def _take_in(self):
        """A batch of rows, with the rights of whoever brought them, and in his
        language, which the table speaks: the scheduler has none.

        :return: whether there are more
        """
        self.ensure_one()
        mine = self.with_user(self.user_id).with_company(self.company_id).sudo(False)
        mine = mine.with_context(lang=self.user_id.lang)
        todo = [("import_id", "=", self.id), ("state", "=", "ready")]
        lines = mine.env["bpm.flow.document.import.line"].search(todo, limit=BATCH + 1)
        lines[:BATCH]._take_in(self.sudo()._box())
        if len(lines) > BATCH:
            return True
        self.sudo().write({"state": "done", "table": False, "archive": False})
        return False

    def action_view_documents(self):
        """What came in."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_document_action"
        )
        return {**action, "domain": [("id", "in", self.line_ids.document_id.ids)]}
