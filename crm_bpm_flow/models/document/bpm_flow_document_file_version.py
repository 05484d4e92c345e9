import base64
import binascii
from io import BytesIO

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...documents.refusal import Refused
from ...documents.sane import MEGABYTE, check
from .file_words import refused_words

LIMIT = "crm_bpm_flow.document_megabytes"
MEGABYTES = 64
# Nothing that a browser would run is ever served as such; pictures stay as they are.
AS_IT_IS = {"attachments_mime_plainxml": True, "image_no_postprocess": True}


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
        """A version with this content, once it has been looked at.

        :param content: bytes, a binary file, or text in Base64
        :raises UserError: when the content is refused
        """
        content = self._looked_at(name, content)
        last = max(file.version_ids.mapped("number"), default=0)
        attachments = self.env["ir.attachment"].with_context(**AS_IT_IS)
        attachment = attachments.create(
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

    @api.model
    def _looked_at(self, name, content):
        """The bytes of a file that is no danger; large ones are refused unread."""
        file = content if hasattr(content, "read") else BytesIO(self._bytes(content))
        try:
            check(name, file, self._most_bytes())
        except Refused as error:
            raise UserError(refused_words(self.env, name, error)) from error
        return file.read()

    @api.model
    def _bytes(self, content):
        if isinstance(content, (bytes, bytearray)):
            return content
        try:
            return base64.b64decode(content or "", validate=True)
        except (binascii.Error, TypeError, ValueError) as error:
            words = self.env._("The file's content is not in Base64.")
            raise UserError(words) from error

    @api.model
    def _most_bytes(self):
        """How large a file may be, as the settings say."""
        told = self.env["ir.config_parameter"].sudo().get_param(LIMIT) or ""
        megabytes = int(told) if told.isdigit() else MEGABYTES
        return (megabytes or MEGABYTES) * MEGABYTE

    def _open(self):
        """The content as a binary file; on the disk it is not read whole."""
        self.ensure_one()
        attachment = self.attachment_id.sudo()
        if attachment.store_fname:
            return open(attachment._full_path(attachment.store_fname), "rb")
        return BytesIO(attachment.raw or b"")

    def write(self, vals):
        if not self.env.su:
            raise UserError(self.env._("A version of a file cannot be changed."))
        return super().write(vals)

    def action_restore(self, reason=None):
        """Make an older version the current one again: as a new version.

        :param str reason: as for ``add_version``
        :return: ``bpm.flow.document.file.version``
        """
        self.ensure_one()
        self.file_id.check_access("write")
        if self.is_current:
            raise UserError(self.env._("This is the current version already."))
        note = self.env._("Version %s again", self.number)
        with self._open() as content:
            return self.file_id.add_version(content, self.name, note, reason)
