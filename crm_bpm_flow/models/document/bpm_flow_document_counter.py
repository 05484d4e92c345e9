from pathlib import PurePath

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpmFlowDocumentFileVersion(models.Model):
    """Versions that somebody outside handed in: beside the current one, until somebody
    inside takes one. Until then nobody is asked again because of it."""

    _inherit = "bpm.flow.document.file.version"

    partner_id = fields.Many2one(
        "res.partner",
        string="Handed in by",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    is_waiting = fields.Boolean(
        string="Not taken yet", compute="_compute_is_waiting", search="_search_waiting"
    )

    @api.depends("partner_id", "file_id.version_id")
    def _compute_is_waiting(self):
        for version in self:
            current = version.file_id.version_id
            version.is_waiting = version.partner_id and version.number > current.number

    def _search_waiting(self, operator, value):
        if operator != "in":
            return NotImplemented
        handed = self.sudo().search([("partner_id", "!=", False)])
        waiting = [("id", "in", handed.filtered("is_waiting").ids)]
        return waiting if True in value else ["!", *waiting]

    def action_take(self):
        """Make these the current versions of their files.

        :raises AccessError: for who may not change the document
        :raises UserError: when somebody else works on the file, or it was taken before
        """
        self.check_access("read")
        self.document_id.check_access("write")
        for version in self:
            file = version.file_id
            file._lock_rows()
            version.invalidate_recordset(["is_waiting"])
            if not version.is_waiting:
                raise UserError(
                    self.env._(
                        "Only what was handed in, and is newer than the current "
                        "version, is taken."
                    )
                )
            file._check_held(None)
            name = file.name if version._is_of_its_kind() else version.name
            file.sudo().write({"version_id": version.id, "name": name})
            version.document_id._note_file(version._taken_words())
        return True

    def _is_of_its_kind(self):
        """Whether it may go on under the file's own name."""
        names = (self.name, self.file_id.name)
        return len({PurePath(name).suffix.lower() for name in names}) == 1

    def _taken_words(self):
        return self.env._(
            "Version %(number)s of “%(file)s”, handed in by %(partner)s, is the "
            "current one now.",
            number=self.number,
            file=self.file_id.name,
            partner=self.sudo().partner_id.name,
        )


class BpmFlowDocument(models.Model):
    """What approvers outside see of a document's files and add to them."""

    _inherit = "bpm.flow.document"

    counter_ids = fields.Many2many(
        "bpm.flow.document.file.version",
        string="Handed in, not taken yet",
        compute="_compute_counter_ids",
    )
    outside_task_ids = fields.One2many(
        "bpm.flow.task",
        "res_id",
        string="Asked by a link",
        domain=lambda self: [
            ("res_model", "=", self._name),
            ("partner_id", "!=", False),
            ("state", "=", "open"),
        ],
    )

    @api.depends("file_ids.version_ids", "file_ids.version_id")
    def _compute_counter_ids(self):
        for document in self:
            versions = document.file_ids.version_ids
            document.counter_ids = versions.filtered("is_waiting")

    def _outside_file_rows(self):
        return self.file_ids.filtered(
            lambda file: file.version_id and not (file.is_inside or file.is_visa_sheet)
        )

    def _bpm_outside_files(self):
        """See ``bpm.flow.task._guest_files``."""
        return [
            {
                "id": file.id,
                "name": file.name,
                "version": file.version_id.number,
                "size": file.version_id.size,
                "attachment": file.version_id.attachment_id,
            }
            for file in self._outside_file_rows()
        ]

    def _bpm_take_counter(self, partner, file_id, name, content):
        """Keep what an approver outside handed in.

        :param int file_id: of the file that it is a version of; else it is a new one
        :return: ``bpm.flow.document.file.version``
        """
        shown = self._outside_file_rows()
        file = shown.filtered(lambda row: row.id == file_id)
        if not file and len(shown) == 1:
            file = shown
        name = file._clean_name(name)
        if not file:
            file = file.create({"document_id": self.id, "name": name})
        file._lock_rows()
        note = self.env._("Handed in by %s", partner.name)
        version = self.env["bpm.flow.document.file.version"]._make(
            file, content, name, note
        )
        version.partner_id = partner
        return version
