from odoo import api, fields, models
from odoo.exceptions import AccessError

from .bpm_flow_migration import LINE_STATES, WAITING


class BpmFlowMigrationLine(models.Model):
    """One case of a migration: whether it went over, and why not."""

    _name = "bpm.flow.migration.line"
    _description = "Case Taken Over to a Version"
    _inherit = ["bpm.flow.case.part"]
    _order = "id"
    _rec_name = "record_name"

    migration_id = fields.Many2one(
        "bpm.flow.migration", required=True, index=True, ondelete="cascade"
    )
    instance_id = fields.Many2one(
        "bpm.flow.instance",
        string="Case",
        required=True,
        index=True,
        ondelete="cascade",
    )
    record_name = fields.Char(related="instance_id.record_name", related_sudo=False)
    step_names = fields.Char(related="instance_id.step_names")
    state = fields.Selection(LINE_STATES, required=True, default=WAITING)
    reason = fields.Text(string="Why it stayed")

    _waiting_idx = models.Index("(migration_id, id) WHERE state = 'waiting'")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Choose cases, then take them over."))
        return super().create(vals_list)

    def _lock_cases(self):
        """Those whose cases, and the cases that called them, nobody holds."""
        family = self.instance_id._with_callers()
        locked = family.sorted("id").try_lock_for_update(allow_referencing=True)
        return self.filtered(lambda line: line.instance_id._with_callers() <= locked)
