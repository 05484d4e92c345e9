from odoo import SUPERUSER_ID, api, models


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.depends_context("uid")
    def _compute_display_name(self):
        """Odoo tells every employee the subjects of all messages, by the list of who
        was notified of them: not those of documents that he may not see."""
        super()._compute_display_name()
        if not self.env.su or self.env.uid == SUPERUSER_ID:
            return
        about = self.filtered(lambda m: m.model == "bpm.flow.document" and m.res_id)
        if not about:
            return
        documents = self.env["bpm.flow.document"].browse(set(about.mapped("res_id")))
        seen = set(documents._seen_by(self.env.user)._ids)
        for message in about:
            if message.res_id not in seen:
                message.display_name = self.env._("A confidential document")
