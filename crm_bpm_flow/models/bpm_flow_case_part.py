from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class BpmFlowCasePart(models.AbstractModel):
    """Rows of a case: whoever may see the case may see them, nobody else."""

    _name = "bpm.flow.case.part"
    _description = "Part of a Case"
    _inherit = ["bpm.flow.seen.with"]
    _case_field = "instance_id"

    def _visible_domain(self):
        parent = self.env[self._fields[self._case_field].comodel_name]
        visible = parent.with_context(active_test=False)._search([])
        return Domain(self._case_field, "in", visible)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        allowed = self - result[0] if result else self
        forbidden = self - self.browse(self._search([("id", "in", allowed.ids)]))
        if not forbidden:
            return result
        return forbidden, lambda: AccessError(
            self.env._("You take no part in this case and may not read its record.")
        )

    def action_open_case(self):
        """Open what this row is a part of."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._fields[self._case_field].comodel_name,
            "res_id": self[self._case_field].id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
