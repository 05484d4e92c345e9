from odoo import api, fields, models, modules
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.modules.db import FunctionStatus

from ...documents.refusal import NoText

WAITING, READ, NONE = "waiting", "read", "none"
TEXT_STATES = [(WAITING, "Waiting"), (READ, "Read"), (NONE, "No text")]
VERSION = "bpm.flow.document.file.version"
MOST_INDEXED = 500_000  # characters of a version that are searched
BATCH = 100
FEWEST_LETTERS = 3


class BpmFlowDocumentFileVersion(models.Model):
    """The text of files, read after they came, so that one can search in it."""

    _inherit = "bpm.flow.document.file.version"

    text_state = fields.Selection(
        TEXT_STATES, string="Text", required=True, default=WAITING, readonly=True
    )

    _waiting_idx = models.Index("(id) WHERE text_state = 'waiting'")

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        self.env.ref("crm_bpm_flow.ir_cron_file_texts").sudo()._trigger()
        return versions

    @api.model
    def _cron_read_texts(self):
        """Read what came since, each with a commit of its own."""
        domain = [("text_state", "=", WAITING)]
        waiting = self.search(domain, limit=BATCH, order="id")
        self._note_progress(0, remaining=self.search_count(domain))
        for version in waiting:
            locked = version.try_lock_for_update().filtered_domain(domain)
            locked._read_text()
            if not self._note_progress(len(locked)):
                break

    @api.model
    def _note_progress(self, done, remaining=None):
        """Commit; whether there is time left. A test ends its own transaction."""
        if modules.module.current_test and not self.env.context.get("cron_id"):
            return True
        return bool(self.env["ir.cron"]._commit_progress(done, remaining=remaining))

    def _read_text(self):
        for version in self.sudo():
            try:
                # Words that a line or a page divides are found together.
                text = " ".join(version._text())[:MOST_INDEXED]
            except (NoText, OSError):
                version.text_state = NONE
                continue
            version.attachment_id.index_content = text
            version.text_state = READ


def _text_index(registry):
    """By three letters each, as Odoo's own indexes of texts; nothing where the database
    cannot do that."""
    if not registry.has_trigram:
        return ""
    column = "index_content"
    if registry.has_unaccent == FunctionStatus.INDEXABLE:
        column = registry.unaccent(column)
    return f"USING gin ({column} gin_trgm_ops) WHERE res_model = '{VERSION}'"


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    # Answers "Text in files" of documents.
    _bpm_text_idx = models.Index(_text_index)


class BpmFlowDocument(models.Model):
    _inherit = "bpm.flow.document"

    file_text = fields.Char(
        string="Text in files",
        compute="_compute_file_text",
        search="_search_file_text",
        help="Found in the text of the current versions of the files.",
    )

    def _compute_file_text(self):
        self.file_text = False

    def _search_file_text(self, operator, value):
        """Documents with a file whose current version has these words together.

        Which documents are found is still up to who may see them.
        """
        if operator not in ("ilike", "like", "=ilike", "=like"):
            return NotImplemented
        words = " ".join((value or "").split())
        if len(words.strip("%_ ")) < FEWEST_LETTERS:
            # No index knows less, and every text has it somewhere.
            raise UserError(
                self.env._("To search in files, write three letters at least.")
            )
        attachments = self.env["ir.attachment"].sudo()
        found = attachments._search(
            Domain("res_model", "=", VERSION) & Domain("index_content", operator, words)
        )
        files = self.env["bpm.flow.document.file"].sudo()
        current = files._search([("version_id.attachment_id", "in", found)])
        return Domain("file_ids", "any!", [("id", "in", current)])
