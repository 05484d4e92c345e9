from odoo import api, fields, models, tools

from ..tools.carriers import Batch

# What evaluating a condition raises when the model changed under it.
UNREADABLE = (ValueError, KeyError, AttributeError, TypeError)


class BaseAutomation(models.Model):
    """Automation rules that belong to a process and start its cases."""

    _inherit = "base.automation"

    bpm_start_id = fields.Many2one(
        "bpm.flow.start", string="Starts", index="btree_not_null", ondelete="cascade"
    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        if any(vals.get("bpm_start_id") for vals in vals_list):
            self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        result = super().write(vals)
        if "bpm_start_id" in vals:
            self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache()
    def _bpm_rule_ids(self):
        """Ids of the rules that belong to a process, remembered: reading it on the
        rule itself would fill Odoo's own loop over the rules with old values."""
        return frozenset(
            self.sudo()
            .with_context(active_test=False)
            ._search([("bpm_start_id", "!=", False)])
        )

    def _filter_pre(self, records, feedback=False):
        try:
            return super()._filter_pre(records, feedback=feedback)
        except UNREADABLE as error:
            return self._bpm_unreadable(records, error)

    def _filter_post_export_domain(self, records, feedback=False):
        try:
            return super()._filter_post_export_domain(records, feedback=feedback)
        except UNREADABLE as error:
            return self._bpm_unreadable(records, error), None

    def _bpm_unreadable(self, records, error):
        """A process's rule that cannot be decided any more (its field was deleted)
        starts nothing and stops nobody's save; its owner is told once."""
        start = self.sudo().bpm_start_id
        if not start:
            raise error
        start._note_broken(error)
        return records.browse()

    def _process(self, records, domain_post=None):
        """Collect what the rule's actions would start and do it as one batch.

        Odoo runs a rule's actions record by record; a thousand imported leads are
        one start of a thousand cases all the same. Odoo notes the moment on the
        record, which somebody who may only create it could not write.
        """
        batch = Batch()
        rule = self.with_context(bpm_batch=batch)
        if self.id in self._bpm_rule_ids():
            records = records.sudo()
        result = super(BaseAutomation, rule)._process(records, domain_post=domain_post)
        self.env["bpm.flow.start"]._take(batch)
        return result
