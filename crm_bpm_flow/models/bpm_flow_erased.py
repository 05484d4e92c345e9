from odoo import api, fields, models
from odoo.exceptions import AccessError


class BpmFlowErased(models.AbstractModel):
    """A row that is deleted on the map stays aside for a day: whoever undoes that gets
    it back with everything that belongs to it."""

    _name = "bpm.flow.erased"
    _description = "Part That May Come Back"

    active = fields.Boolean(default=True, readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        if not all(vals.get("active", True) for vals in vals_list):
            self._check_erases()
        return super().create(vals_list)

    def write(self, vals):
        if "active" in vals:
            self._check_erases()
        return super().write(vals)

    def _check_erases(self):
        """What is aside is seen by nobody: only the map puts rows there."""
        if not self.env.su:
            raise AccessError(self.env._("Steps are put aside by the map alone."))

    def _erase(self):
        self.sudo().active = False

    def _restore(self):
        self.sudo().active = True
