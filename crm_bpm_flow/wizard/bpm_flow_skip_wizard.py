from odoo import api, fields, models


class BpmFlowSkipWizard(models.TransientModel):
    """Ask which way a case goes on behind a step that failed."""

    _name = "bpm.flow.skip.wizard"
    _description = "Skip a Step"

    job_id = fields.Many2one("bpm.flow.job", required=True, ondelete="cascade")
    step_name = fields.Char(related="job_id.node_id.name")
    way_ids = fields.Many2many("bpm.flow.transition", compute="_compute_way_ids")
    way_id = fields.Many2one(
        "bpm.flow.transition", string="Go on", domain="[('id', 'in', way_ids)]"
    )

    @api.depends("job_id")
    def _compute_way_ids(self):
        for wizard in self:
            job = wizard.job_id._origin._filtered_access("read").sudo()
            wizard.way_ids = job._ways_to_choose() if job else False

    def action_apply(self):
        self.ensure_one()
        job = self.job_id
        job.action_skip(self.way_id.id)
        return job._leave() or {"type": "ir.actions.act_window_close"}
