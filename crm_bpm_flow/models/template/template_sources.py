"""The button that makes a document, on what documents are made from."""

from odoo import models


class BpmFlowMixin(models.AbstractModel):
    _inherit = "bpm.flow.mixin"

    def action_make_document(self):
        """Choose a template, look at it, make the document."""
        self.check_access("read")
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_document_wizard_action"
        ) | {"context": {"active_model": self._name, "active_ids": self.ids}}
