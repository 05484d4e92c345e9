from odoo import api, fields, models, tools

from ..tools.carriers import Batch
from ..tools.domains import parse_domain

# What evaluating a condition raises when the model changed under it.
UNREADABLE = (ValueError, KeyError, AttributeError, TypeError)
# Links of a rule that decide for each saved record what is to be done.
REMEMBERED = ("action_server_ids", "trigger_field_ids")


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
        if vals.keys() & {"bpm_start_id", *REMEMBERED}:
            self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache()
    def _bpm_rules(self):
        """``{id: {field: ids}}``: the rules that belong to a process, with the links
        that Odoo would look up for each record that is saved.

        Remembered: reading the rules themselves would fill Odoo's own loop over them
        with old values.
        """
        rules = self.sudo().with_context(active_test=False)
        rules = rules.browse(rules._search([("bpm_start_id", "!=", False)]))
        return {
            rule.id: {name: rule[name]._ids for name in REMEMBERED} for rule in rules
        }

    def _bpm_recall(self, links):
        """Put the rule's links where Odoo keeps what it has read."""
        rule = self.sudo()
        for name, ids in links.items():
            self._fields[name]._insert_cache(rule, [ids])

    def _filter_pre(self, records, feedback=False):
        try:
            return super()._filter_pre(records, feedback=feedback)
        except UNREADABLE as error:
            return self._bpm_unreadable(records, error)

    def _filter_post_export_domain(self, records, feedback=False):
        try:
            domain = self._bpm_plain_domain() if records else None
            if domain is None:
                return super()._filter_post_export_domain(records, feedback=feedback)
            if feedback:
                records = records.with_context(__action_feedback=True)
            fitting = records.sudo().filtered_domain(domain).with_env(records.env)
            return fitting, domain
        except UNREADABLE as error:
            return self._bpm_unreadable(records, error), None

    def _bpm_plain_domain(self):
        """The condition of a rule of ours, which holds no code: to read it as code
        would cost each saved record more than to decide it. None: let Odoo read it."""
        text = self.id in self._bpm_rules() and self.sudo().filter_domain
        try:
            return parse_domain(text) if text else None
        except ValueError:
            return None

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
        links = self._bpm_rules().get(self.id)
        if links and not records:
            return None
        batch = Batch()
        rule = self.with_context(bpm_batch=batch)
        if links:
            rule._bpm_recall(links)
            records = records.sudo()
        result = super(BaseAutomation, rule)._process(records, domain_post=domain_post)
        self.env["bpm.flow.start"]._take(batch)
        return result
