import logging

from odoo import api, fields, models

_logger = logging.getLogger(__name__)
REPORT = "crm_bpm_flow.report_visa_sheet"


class BpmFlowDocumentType(models.Model):
    _inherit = "bpm.flow.document.type"

    keeps_visa_sheet = fields.Boolean(
        string="The visa sheet becomes one of its files",
        help="As a PDF, whenever an approval has ended; the next one is its next "
        "version.",
    )


class BpmFlowDocument(models.Model):
    """The visa sheet as a part of the document: a PDF among its files."""

    _inherit = "bpm.flow.document"

    is_sheet_due = fields.Boolean(readonly=True, copy=False)

    _sheet_due_idx = models.Index("(id) WHERE is_sheet_due IS TRUE")

    def _kept(self):
        return super()._kept() | {"is_sheet_due"}

    def _approval_ended(self):
        """An approval of these documents came to its result."""
        keeping = self.filtered("type_id.keeps_visa_sheet")
        keeping = keeping.filtered(lambda document: not document.is_sheet_due)
        if keeping:
            keeping.is_sheet_due = True
            self.env["bpm.flow.job"]._wake({fields.Datetime.now()})

    @api.model
    def _file_visa_sheets(self):
        """Make one of the PDFs that are due, after the decision was committed: it takes
        a second or two.

        :return: how many were made; called again until none is left
        """
        found = self.sudo().search([("is_sheet_due", "=", True)], limit=1, order="id")
        found = found.try_lock_for_update(allow_referencing=True)
        found.is_sheet_due = False
        for document in found:
            failed = []
            with self.env["bpm.flow.runtime"]._firewall(failed):
                document._file_visa_sheet()
            if failed:
                _logger.info("No visa sheet of %s", document, exc_info=failed[0])
                words = self.env._("The visa sheet could not be made: %s", failed[0])
                document._note_file(words)
        return len(found)

    def _file_visa_sheet(self):
        self.ensure_one()
        reader = self.user_id
        seen = self.with_company(self.company_id).with_context(
            lang=self.company_id.partner_id.lang, tz=reader.tz
        )
        reports = seen.env["ir.actions.report"]
        content, _kind = reports._render_qweb_pdf(REPORT, self.ids)
        name = seen.env._("Visa sheet.pdf")
        file = self.file_ids.filtered("is_visa_sheet")[:1]
        if not file:
            vals = {"document_id": self.id, "name": name, "is_visa_sheet": True}
            file = self.env["bpm.flow.document.file"].create(vals)
        file._put(content, name, seen.env._("Made when the approval had ended"))


class BpmFlowTaskEnded(models.Model):
    _inherit = "bpm.flow.task"

    def _decide(self):
        events = super()._decide()
        ended = self.browse()
        decided = {(case, event.token) for case, event in events}
        for task in self.filtered(lambda task: task.res_model == "bpm.flow.document"):
            if (task.instance_id, task.token) in decided:
                ended |= task
        documents = self.env["bpm.flow.document"].browse(ended.mapped("res_id"))
        documents.exists()._approval_ended()
        return events
