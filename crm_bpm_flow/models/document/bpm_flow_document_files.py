from markupsafe import Markup

from odoo import fields, models


class BpmFlowDocument(models.Model):
    """The files of a document: put there, shown, taken over from its chatter."""

    _inherit = "bpm.flow.document"

    file_ids = fields.One2many("bpm.flow.document.file", "document_id", string="Files")

    def unlink(self):
        self.check_access("unlink")
        self._unlink_except_registered()
        # Theirs are the contents, which the database alone would leave behind.
        files = self.sudo().file_ids
        if not self.env.su:
            for file in files:
                file._check_free()
        files.unlink()
        return super().unlink()

    def add_file(self, name, content, note=None):
        """Attach a file as its first version.

        :param content: bytes, a binary file, or text in Base64 as the web API has it
        :param str note: what for
        :return: ``bpm.flow.document.file``
        :raises UserError: when the content is refused
        """
        self.ensure_one()
        self.check_access("write")
        files = self.env["bpm.flow.document.file"].sudo()
        last = max(self.sudo().file_ids.mapped("sequence"), default=0)
        file = files.create(
            {
                "document_id": self.id,
                "name": files._clean_name(name),
                "sequence": last + 10,
            }
        )
        file.with_env(self.env).add_version(content, note=note)
        return file.with_env(self.env)

    def _note_file(self, words):
        """Say in the chatter what became of a file."""
        for document in self:
            document.sudo()._message_log(body=Markup("<p>%s</p>") % words)

    # ------------------------------------------------------------------
    # From the chatter
    # ------------------------------------------------------------------
    def take_over(self, attachment_ids):
        """Take files of the chatter into the register.

        :param attachment_ids: ids of ``ir.attachment``, of this document's chatter
        :return: ``bpm.flow.document.file``
        """
        self.ensure_one()
        self.check_access("write")
        wanted = self._loose_files().filtered(lambda a: a.id in set(attachment_ids))
        files = self.env["bpm.flow.document.file"]
        for attachment in wanted:
            note = self.env._("From the messages")
            files |= self.add_file(attachment.name, attachment.raw, note)
        return files

    def _loose_files(self):
        """Files of the chatter that no version has as its content."""
        self.ensure_one()
        attachments = self.env["ir.attachment"].sudo()
        found = attachments.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("res_field", "=", False),
                ("type", "=", "binary"),
            ],
            order="id",
        )
        taken = set(self.sudo().file_ids.version_ids.mapped("checksum"))
        return found.filtered(lambda a: a.checksum not in taken)

    # ------------------------------------------------------------------
    # The screen
    # ------------------------------------------------------------------
    def files_data(self):
        """What the card's page of files shows.

        :return: ``{"can_write", "is_registrar", "most_bytes", "files", "loose"}``;
            ``files``: ``[{"id", "name", "current", "locked_by", "date_locked",
            "is_mine", "can_remove", "versions"}]`` in their order, versions newest
            first; current: the id of the version that the file is now;
            ``loose``: files of the chatter, ``[{"id", "name", "size"}]``
        """
        self.ensure_one()
        self.check_access("read")
        can_write = self.has_access("write")
        files = self.sudo().file_ids.filtered("version_id")
        files = files.sorted(lambda file: (file.sequence, file.id))
        versions = self.env["bpm.flow.document.file.version"]
        return {
            "can_write": can_write,
            "is_registrar": self.env.user.has_group("crm_bpm_flow.group_registrar"),
            "most_bytes": versions._most_bytes(),
            "files": [file._row(can_write) for file in files],
            "loose": [
                {"id": a.id, "name": a.name, "size": a.file_size}
                for a in (self._loose_files() if can_write else ())
            ],
        }


class BpmFlowDocumentFile(models.Model):
    _inherit = "bpm.flow.document.file"

    def _row(self, can_write):
        self.ensure_one()
        holder = self.locked_by_id
        return {
            "id": self.id,
            "name": self.name,
            "current": self.version_id.id,
            "locked_by": holder.name or False,
            "date_locked": self.date_locked,
            "is_mine": holder == self.env.user,
            "can_remove": can_write and not (self.document_id.number or holder),
            "versions": [version._told() for version in self.version_ids],
        }
