import re

from odoo import api, fields, models
from odoo.exceptions import UserError

LONGEST_NAME = 200
UNWANTED = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]+')


class BpmFlowDocumentFile(models.Model):
    """A file of a document in all its versions; one of them is the current one."""

    _name = "bpm.flow.document.file"
    _description = "File of a Document"
    _inherit = ["bpm.flow.document.part"]
    _order = "document_id, sequence, id"

    document_id = fields.Many2one(
        "bpm.flow.document", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    version_ids = fields.One2many(
        "bpm.flow.document.file.version", "file_id", string="Versions"
    )
    version_id = fields.Many2one(
        "bpm.flow.document.file.version",
        string="Current version",
        readonly=True,
        index="btree_not_null",
    )
    number = fields.Integer(related="version_id.number", string="Version")
    attachment_id = fields.Many2one(related="version_id.attachment_id")
    mimetype = fields.Char(related="version_id.mimetype")
    size = fields.Integer(related="version_id.size")
    date = fields.Datetime(related="version_id.date", string="Changed")
    author_id = fields.Many2one(related="version_id.author_id", string="Changed by")
    version_count = fields.Integer(compute="_compute_version_count")

    @api.depends("version_ids")
    def _compute_version_count(self):
        for file in self:
            file.version_count = len(file.version_ids)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        if self.document_id.filtered("number"):
            raise UserError(
                self.env._("Files of a registered document stay with it, all versions.")
            )

    @api.model
    def _clean_name(self, name):
        """A file's name without folders or what a file system could take amiss."""
        name = re.split(r"[\\/]", name or "")[-1]
        return UNWANTED.sub("_", name).strip(". ")[-LONGEST_NAME:] or self.env._("File")

    def add_version(self, content, name=None, note=None):
        """Put a new version beside the older ones; it is the current one from now on.

        :param bytes content: the file
        :param str name: the name it has, else as before
        :param str note: what for
        :return: ``bpm.flow.document.file.version``
        """
        self.ensure_one()
        self.check_access("write")
        name = self._clean_name(name or self.name)
        version = (
            self.env["bpm.flow.document.file.version"]
            .sudo()
            ._make(self, content, name, note)
        )
        self.sudo().write({"name": name, "version_id": version.id})
        return version.with_env(self.env)
