from odoo import models


class BpmFlowVersionRehearse(models.Model):
    _inherit = "bpm.flow.version"

    def action_rehearse(self):
        """Ask on which records the draft is played; see ``bpm.flow.rehearsal``.

        :raises AccessError: for whoever may not change the process
        """
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Rehearsal: %s", self.display_name),
            "res_model": "bpm.flow.rehearsal",
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {"default_version_id": self.id},
        }
