from odoo import fields, models

from ..tools.carriers import Batch


class BaseAutomation(models.Model):
    """Automation rules that belong to a process and start its cases."""

    _inherit = "base.automation"

    bpm_start_id = fields.Many2one(
        "bpm.flow.start", string="Starts", index="btree_not_null", ondelete="cascade"
    )

    def _process(self, records, domain_post=None):
        """Collect what the rule's actions would start and do it as one batch.

        Odoo runs a rule's actions record by record; a thousand imported leads are
        one start of a thousand cases all the same. Odoo notes the moment on the
        record, which somebody who may only create it could not write.
        """
        batch = Batch()
        rule = self.with_context(bpm_batch=batch)
        if self.sudo().bpm_start_id:
            records = records.sudo()
        result = super(BaseAutomation, rule)._process(records, domain_post=domain_post)
        self.env["bpm.flow.start"]._take(batch)
        return result
