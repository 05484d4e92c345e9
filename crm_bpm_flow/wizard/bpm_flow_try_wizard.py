from odoo import api, fields, models


class BpmFlowTryWizard(models.TransientModel):
    """Would this record start the process, and if not, which condition fails?"""

    _name = "bpm.flow.try.wizard"
    _description = "Try a Start on a Record"

    start_id = fields.Many2one("bpm.flow.start", required=True, ondelete="cascade")
    res_model = fields.Char(related="start_id.res_model")
    record_id = fields.Many2oneReference(model_field="res_model")
    answer = fields.Selection(
        [
            ("yes", "This record would start the process."),
            ("no", "This record would not start the process."),
            ("guarded", "It fits, but a case of this record stands in the way."),
            ("off", "It fits, but the rule is off or nothing is published."),
        ],
        compute="_compute_answer",
    )
    check_html = fields.Html(compute="_compute_answer", sanitize=False)

    @api.depends("record_id", "start_id")
    def _compute_answer(self):
        for wizard in self:
            if not wizard.record_id:
                wizard.answer = wizard.check_html = False
                continue
            result = wizard.start_id.try_on(wizard.record_id)
            wizard.answer = wizard._answer(result)
            wizard.check_html = self.env["ir.qweb"]._render(
                "crm_bpm_flow.try_result", {"checks": result["checks"]}
            )

    def _answer(self, result):
        if not result["fits"]:
            return "no"
        if not (result["active"] and result["published"]):
            return "off"
        return "guarded" if result["guarded"] else "yes"
