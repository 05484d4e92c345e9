"""Nothing goes without an act: what is registered stays, on every way; what was
destroyed stays as it was."""

from odoo import api, fields, models
from odoo.exceptions import UserError

# What may still be said of a document that is destroyed: who sees and finds it.
STILL_OPEN = frozenset({"active", "reader_ids", "visibility", "user_id"})
BY_THE_ACT = frozenset(
    {"date_destroy", "date_destroyed", "destroyed_by_id", "destruction_id"}
)
VERSION = "bpm.flow.document.file.version"


class BpmFlowDocument(models.Model):
    _inherit = "bpm.flow.document"

    # A partner that is deleted would take the register's word with him.
    partner_id = fields.Many2one(ondelete="restrict")

    def _kept(self):
        return super()._kept() | BY_THE_ACT

    @api.depends("state", "number", "date_destroyed")
    @api.depends_context("uid", "lang")
    def _compute_is_fixed(self):
        result = super()._compute_is_fixed()
        for document in self.filtered("date_destroyed"):
            document.is_fixed = True
            document.fixed_words = self.env._(
                "Destroyed by the act %s: its files are gone, its card stays as it "
                "was.",
                document.sudo().destruction_id.name,
            )
        return result

    def files_data(self):
        """Of a destroyed document the page says so, and takes nothing any more.

        :return: as before, with ``is_destroyed``
        """
        data = super().files_data()
        gone = bool(self.date_destroyed)
        can_write = data["can_write"] and not gone
        return {**data, "is_destroyed": gone, "can_write": can_write}

    def write(self, vals):
        if "state" in vals or (not self.env.su and vals.keys() - STILL_OPEN):
            self._check_not_destroyed()
        return super().write(vals)

    def _check_not_destroyed(self):
        """:raises UserError: when one of them is destroyed"""
        if gone := self.sudo().filtered("date_destroyed")[:1]:
            raise UserError(
                self.env._(
                    "“%(document)s” was destroyed by the act %(act)s: its card stays "
                    "as it was.",
                    document=gone.display_name,
                    act=gone.destruction_id.name,
                )
            )

    def _stays(self):
        """Those whose files and copies nobody deletes."""
        return self.sudo().filtered(lambda d: d.number and not d.date_destroyed)


class BpmFlowDocumentFile(models.Model):
    _inherit = "bpm.flow.document.file"

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        files.document_id._check_not_destroyed()
        return files


class BpmFlowDocumentFileVersion(models.Model):
    _inherit = "bpm.flow.document.file.version"

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        versions.document_id._check_not_destroyed()
        return versions

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        if self.document_id._stays():
            raise UserError(
                self.env._("Files of a registered document stay with it, all versions.")
            )


class BpmFlowDocumentCopy(models.Model):
    _inherit = "bpm.flow.document.copy"

    @api.model_create_multi
    def create(self, vals_list):
        copies = super().create(vals_list)
        copies.document_id._check_not_destroyed()
        return copies


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        """The content of a version goes with its act only."""
        ours = self.sudo().filtered(lambda file: file.res_model == VERSION)
        if not ours:
            return
        versions = self.env[VERSION].sudo().search([("attachment_id", "in", ours.ids)])
        if versions.document_id._stays():
            raise UserError(
                self.env._("Files of a registered document stay with it, all versions.")
            )
