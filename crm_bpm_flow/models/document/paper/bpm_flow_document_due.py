from odoo import api, models


class BpmFlowDocument(models.Model):
    """The scheduler of the register."""

    _inherit = "bpm.flow.document"

    @api.model
    def _cron_documents(self):
        """All that is due in the register."""
        lang = self.env.lang or self.env.company.partner_id.lang
        documents = self.sudo().with_context(lang=lang)
        for name in documents._due_work():
            getattr(documents, name)()

    @api.model
    def _due_work(self):
        """Names of methods, each of which works through what is due of its kind in
        batches with a commit each; parts of the register add theirs."""
        return ["_tell_late_paper"]

    @api.model
    def _tell_late_paper(self):
        self.env["bpm.flow.document.copy"]._tell_late()
