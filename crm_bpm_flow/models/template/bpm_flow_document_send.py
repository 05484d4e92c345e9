from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError

from ...tools.office import (
    MOST_MEMORY,
    OfficeError,
    OfficeTooLarge,
    can_print,
    office_pdf,
)

PRINTED = ("application/pdf", "image/")


class BpmFlowDocument(models.Model):
    """Download, print, send."""

    _inherit = "bpm.flow.document"

    def _current_file(self):
        """The file that is meant when nobody says which.

        :raises UserError: there is none
        """
        self.ensure_one()
        self.check_access("read")
        file = self._main_file()
        if not file.attachment_id:
            raise UserError(self.env._("“%s” has no file yet.", self.display_name))
        return file

    def _main_file(self):
        """The first one; a visa sheet, made by the register, is for the inside."""
        return self.file_ids.filtered(lambda file: not file.is_visa_sheet)[:1]

    def _file_of(self, template):
        """The file that a template made."""
        files = self.sudo().file_ids.filtered(lambda file: file.template_id == template)
        return files[:1].with_env(self.env)

    def action_download(self):
        """The current version of the document's file."""
        file = self._current_file()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{file.attachment_id.id}?download=true",
            "target": "download",
        }

    def action_print(self):
        """The file as a PDF, in a tab of its own.

        :raises UserError: it cannot be made one here
        """
        file = self._current_file()
        self._check_prints(file)
        return {
            "type": "ir.actions.act_url",
            "url": f"/bpm_flow/document/{self.id}/pdf",
            "target": "new",
        }

    def _check_prints(self, file):
        ending = file.name.rpartition(".")[2].lower()
        if ending in ("docx", "xlsx") and not can_print():
            raise UserError(
                self.env._(
                    "Word and Excel files are printed by LibreOffice, which is not "
                    "installed on this server. Download the file and print it there, "
                    "or ask a system administrator to install it."
                )
            )
        if ending not in ("docx", "xlsx", "pdf"):
            raise UserError(self.env._("“%s” cannot be printed from here.", file.name))

    def _as_pdf(self):
        """``(name, bytes)`` of the file to print."""
        file = self._current_file()
        self._check_prints(file)
        stem, _dot, ending = file.name.rpartition(".")
        content = file.attachment_id.raw
        if ending.lower() == "pdf":
            return file.name, content
        try:
            return f"{stem}.pdf", office_pdf(content, ending.lower())
        except OfficeTooLarge as error:
            raise UserError(
                self.env._(
                    "LibreOffice needed more than %(most)s MB of memory for “%(file)s” "
                    "and was ended. Download the file and print it there.",
                    most=MOST_MEMORY // 1024 // 1024,
                    file=file.name,
                )
            ) from error
        except OfficeError as error:
            raise UserError(
                self.env._("LibreOffice could not make a PDF of “%s”.", file.name)
            ) from error

    # ------------------------------------------------------------------
    # Mail
    # ------------------------------------------------------------------
    def action_send(self):
        """Odoo's mail composer with the file, for the partner."""
        self.ensure_one()
        self.check_access("read")
        letter = self.file_ids.sudo().template_id.mail_template_id[:1]
        receiver = self.contact_id or self.partner_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send the document"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_template_id": letter.id,
                "default_subject": self.display_name,
                **({} if letter else {"default_body": self._short_letter(receiver)}),
                "default_partner_ids": receiver.ids,
                "default_attachment_ids": self._main_file().attachment_id.ids,
                "default_subtype_xmlid": "mail.mt_comment",
            },
        }

    def _send_made(self, template):
        """Mail what a template made to each document's partner, with the template's
        letter if it has one.

        :raises UserError: one has nobody to send it to
        """
        for document in self:
            receiver = document.contact_id or document.partner_id
            if not receiver.email:
                raise UserError(
                    self.env._(
                        "“%s” cannot be sent: its partner has no mail address.",
                        document.display_name,
                    )
                )
            document._send_to(receiver, template)

    def _send_to(self, receiver, template):
        letter = template.mail_template_id
        values = {"subject": self.display_name, "body": self._short_letter(receiver)}
        if letter:
            found = letter._generate_template(self.ids, ("subject", "body_html"))[
                self.id
            ]
            values = {
                "subject": found.get("subject") or self.display_name,
                "body": Markup(found.get("body_html") or ""),
            }
        self.message_post(
            **values,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=receiver.ids,
            attachment_ids=self._file_of(template).attachment_id.ids,
        )

    def _short_letter(self, receiver):
        spoken = self.with_context(lang=receiver.lang or self.env.lang)
        name = spoken.display_name
        return spoken.env._("Please find the document attached: %s", name)
