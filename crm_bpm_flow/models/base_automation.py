from odoo import api, fields, models, tools
from odoo.tools import SQL

from ..tools.carriers import Batch
from ..tools.domains import parse_domain

# What evaluating a condition raises when the model changed under it.
UNREADABLE = (ValueError, KeyError, AttributeError, TypeError)
# Of a rule, what Odoo asks for each saved record: what is to be done, and on which.
LINKS = ("action_server_ids", "trigger_field_ids")
COLUMNS = ("name", "filter_domain")
# What else decides about these.
FORGETTING = {"bpm_start_id", "model_id", "trigger", *LINKS, *COLUMNS}


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
        if vals.keys() & FORGETTING:
            self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache()
    def _bpm_rules(self):
        """``{id: {field: value}}``: the rules that belong to a process, with what Odoo
        would look up for each record that is saved, as it keeps that (ids of links,
        names in all languages).

        Remembered: reading the rules themselves would fill Odoo's own loop over them
        with old values.
        """
        rules = self.sudo().with_context(active_test=False)
        query = rules._search([("bpm_start_id", "!=", False)])
        rules.flush_model(COLUMNS)
        columns = SQL(", ").join(map(SQL.identifier, COLUMNS))
        rows = self.env.execute_query(query.select("base_automation.id", columns))
        links = rules.browse(id_ for id_, *_values in rows)
        return {
            rule.id: {
                **{name: rule[name]._ids for name in LINKS},
                **dict(zip(COLUMNS, values, strict=True)),
            }
            for rule, (_id, *values) in zip(links, rows, strict=True)
        }

    def _bpm_recall(self, known):
        """Put what is remembered of the rule where Odoo keeps what it has read."""
        rule = self.sudo()
        for name, value in known.items():
            if isinstance(value, dict):
                value = value.get(self.env.lang) or value["en_US"]
            self._fields[name]._insert_cache(rule, [value])

    def _get_actions(self, records, triggers):
        rules = super()._get_actions(records, triggers)
        for rule in rules:
            if known := self._bpm_rules().get(rule.id):
                rule._bpm_recall(known)
        return rules

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
        known = self._bpm_rules().get(self.id)
        if known and not records:
            return None
        batch = Batch()
        rule = self.with_context(bpm_batch=batch)
        if known:
            rule._bpm_recall(known)
            records = records.sudo()
        result = super(BaseAutomation, rule)._process(records, domain_post=domain_post)
        self.env["bpm.flow.start"]._take(batch)
        return result
