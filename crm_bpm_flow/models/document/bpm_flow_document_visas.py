from odoo import api, fields, models
from odoo.tools import format_datetime


class BpmFlowDocument(models.Model):
    """The visa sheet: whose agreement was asked for, who gave it, when and on what."""

    _inherit = "bpm.flow.document"

    visa_sheet_html = fields.Html(
        string="Visa sheet", compute="_compute_visa_sheet_html", sanitize=False
    )

    @api.depends_context("lang", "tz", "uid")
    def _compute_visa_sheet_html(self):
        for document in self:
            sheets = bool(document._origin) and document._sheet_in_words()
            document.visa_sheet_html = sheets and self.env["ir.qweb"]._render(
                "crm_bpm_flow.visa_sheet", {"sheets": sheets}
            )

    def visa_sheet(self):
        """The approvals of these documents, of all their cases, the oldest first.

        :return: as ``bpm.flow.instance.visa_sheet`` says
        :raises AccessError: for who may not see one of the documents
        """
        self.check_access("read")
        return self.sudo().bpm_instance_ids.sorted("id").visa_sheet()

    def _sheet_in_words(self):
        """The sheet as its reader sees it: moments in his time zone, files by name."""
        self.ensure_one()
        sheets = self.visa_sheet()
        results = dict(
            self.env["bpm.flow.visa"]._fields["act"]._description_selection(self.env)
        )
        states = {
            "open": self.env._("is asked"),
            "waiting": self.env._("comes later"),
            "withdrawn": self.env._("not needed any more"),
        }
        for sheet in sheets:
            sheet["result_words"] = results.get(sheet["result"])
            for row in sheet["rows"]:
                row["words"] = states.get(row["state"]) or results.get(row["decision"])
                row["when"] = self._local(row["date"])
                row["until"] = self._local(row["deadline"])
        return sheets

    def _local(self, moment):
        zone = self.env.context.get("tz") or self.env.user.tz
        return moment and format_datetime(self.env, moment, tz=zone, dt_format="short")

    def action_print_visa_sheet(self):
        """The sheet as a PDF."""
        self.check_access("read")
        report = self.env.ref("crm_bpm_flow.bpm_flow_document_visa_report")
        return report.report_action(self)
