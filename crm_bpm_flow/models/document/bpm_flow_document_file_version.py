from odoo import api, fields, models
from odoo.exceptions import UserError


class BpmFlowDocumentFileVersion(models.Model):
    """A file as it was: who put it there, when, what for. Never changed afterwards."""

    _name = "bpm.flow.document.file.version"
    _description = "Version of a File"
    _inherit = ["bpm.flow.document.part"]
    _order = "file_id, number desc, id desc"

    file_id = fields.Many2one(
        "bpm.flow.document.file", required=True, index=True, ondelete="cascade"
    )
    document_id = fields.Many2one(
        related="file_id.document_id", store=True, index=True, precompute=True
    )
    number = fields.Integer(string="Version", required=True)
    name = fields.Char(required=True)
    attachment_id = fields.Many2one(
        "ir.attachment", required=True, index=True, ondelete="restrict"
    )
    mimetype = fields.Char(related="attachment_id.mimetype")
    size = fields.Integer(related="attachment_id.file_size")
    checksum = fields.Char(related="attachment_id.checksum", store=True)
    author_id = fields.Many2one("res.users", string="Who", required=True, index=True)
    date = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    note = fields.Char(string="What for")
    is_current = fields.Boolean(compute="_compute_is_current")

    _number_uniq = models.UniqueIndex("(file_id, number)")

    @api.depends("file_id.version_id")
    def _compute_is_current(self):
        for version in self:
            version.is_current = version == version.file_id.version_id

    @api.model
    def _make(self, file, content, name, note):
        last = max(file.version_ids.mapped("number"), default=0)
        attachment = self.env["ir.attachment"].create(
            {"name": name, "raw": content, "res_model": self._name, "res_id": 0}
        )
        version = self.create(
            {
                "file_id": file.id,
                "number": last + 1,
                "name": name,
                "attachment_id": attachment.id,
                "author_id": self.env.uid,
                "note": note,
            }
        )
        attachment.res_id = version.id
        return version

    def write(self, vals):
        if not self.env.su:
            raise UserError(self.env._("A version of a file cannot be changed."))
        return super().write(vals)
