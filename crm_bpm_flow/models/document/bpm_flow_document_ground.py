from odoo import fields, models

# What the register writes as the document moves; no approver looks at it.
MOVES = {"state", "date_registered", "registered_by_id", "date_signed", "date_over"}


class BpmFlowDocument(models.Model):
    """What approvers look at: the fields of the card, and the current version of each
    file. When it changes, who agreed to what was is asked again at once."""

    _inherit = "bpm.flow.document"

    def _bpm_ground_files(self):
        """{document id: [{"id", "name", "sum", "version"}]} of what a file is now.

        The id is the file's, in all its versions; the sum tells the versions apart.
        """
        files = (
            self.env["bpm.flow.document.file"]
            .sudo()
            .search(
                [("document_id", "in", self.ids), ("is_visa_sheet", "=", False)],
                order="document_id, id",
            )
        )
        found = {}
        for file in files.filtered("version_id"):
            version = file.version_id
            words = {
                "id": file.id,
                "name": file.name,
                "sum": version.checksum,
                "version": version.number,
            }
            if file.is_inside:
                words["inside"] = True
            found.setdefault(file.document_id.id, []).append(words)
        return found

    def _bpm_ground_attachments(self, files):
        """{file id: id of what it holds in the version that was looked at}."""
        rows = self.env["bpm.flow.document.file"].sudo()
        rows = rows.browse(file["id"] for file in files).exists()
        numbers = {file["id"]: file.get("version") for file in files}
        return {
            version.file_id.id: version.attachment_id.id
            for version in rows.version_ids
            if version.number == numbers[version.file_id.id]
        }

    def _bpm_outside_partners(self):
        """Whom a step asks that asks outside: the contact, else the partner."""
        return self.contact_id | self.partner_id

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() - MOVES - self._kept():
            self._look_again()
        return result

    def _look_again(self):
        """Something was changed that approvers may have looked at."""
        if self:
            self.env["bpm.flow.task"].sudo()._look_again(self)


class BpmFlowDocumentFile(models.Model):
    """A new version of a file, and one file less, is something else to look at."""

    _inherit = "bpm.flow.document.file"

    is_visa_sheet = fields.Boolean(readonly=True, help="Made by the register itself.")
    is_inside = fields.Boolean(
        string="Inside only", help="Who approves by a link does not see this file."
    )

    def write(self, vals):
        result = super().write(vals)
        if "version_id" in vals:
            self.document_id._look_again()
        return result

    def unlink(self):
        documents = self.document_id
        result = super().unlink()
        documents.exists()._look_again()
        return result
