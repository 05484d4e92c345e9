from odoo import models

# Whose form is open: an incident's own page, or the dialog over its case.
FORM, IN_CASE = "bpm_incident_form", "bpm_in_case"


class BpmFlowJobSolved(models.Model):
    """Where a person goes on whose incident is over: its row is gone by then."""

    _inherit = "bpm.flow.job"

    def _leave(self):
        """The page behind an incident's form, once that shows what is gone.

        :return: an action; None where the page that asks is there to stay
        """
        if self.exists() or not self.env.context.get(FORM):
            return None
        if self.env.context.get(IN_CASE):
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_job_action_incidents"
        )
        # Way back: what lies behind it would be the incident.
        return {**action, "target": "main"}

    def _with_leaving(self, wizard):
        """A wizard that knows from where it was called."""
        kept = {k: v for k, v in self.env.context.items() if k in (FORM, IN_CASE)}
        return {**wizard, "context": {**wizard["context"], **kept}}
