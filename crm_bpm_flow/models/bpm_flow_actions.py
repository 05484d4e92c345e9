from odoo import models
from odoo.exceptions import UserError


class BpmFlowActions(models.Model):
    """The buttons on a process's page."""

    _inherit = "bpm.flow"

    def action_new_draft(self):
        """Make a draft from the newest version, unless there is one already.

        The process's page, where its button is, then shows the draft.
        """
        self.ensure_one()
        self.check_access("write")
        if not self.draft_id:
            (self.version_id or self.version_ids[:1])._copy_as_draft(self)
        return True

    def action_publish(self):
        """Publish the draft; see ``bpm.flow.version.action_publish``."""
        self.ensure_one()
        self.draft_id.action_publish()
        return True

    def action_publish_wizard(self):
        """Show what changes, and publish the draft then."""
        self.ensure_one()
        return self.draft_id.action_publish_wizard()

    def action_check(self):
        self.ensure_one()
        return self.draft_id.action_check()

    def action_prove(self):
        self.ensure_one()
        return (self.draft_id or self.version_id).action_prove()

    def action_rehearse(self):
        """Ask on which records the draft is played."""
        self.ensure_one()
        return self.draft_id.action_rehearse()

    def action_retire(self):
        self.ensure_one()
        self.version_id.action_retire()
        return True

    def action_discard_draft(self):
        """Throw the draft away; the published version stays."""
        self.ensure_one()
        self.check_access("write")
        if not self.version_id:
            raise UserError(self.env._("This process has nothing but its draft."))
        self.draft_id.unlink()
        return True

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_view_cases(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_instance_action"
        )
        return {
            **action,
            "domain": [("flow_id", "in", self.ids)],
            "context": {
                **self._action_filter(),
                "default_flow_id": self[:1].id,
            },
        }

    def _action_filter(self):
        """Which filter the list of cases opens with, from the clicked figure."""
        chosen = self.env.context.get("bpm_filter", "running")
        return {f"search_default_{chosen}": 1}

    def action_start_wizard(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Start: %s", self.name),
            "res_model": "bpm.flow.start.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_flow_id": self.id,
                "default_res_model": self.res_model,
            },
        }
