from datetime import timedelta

from odoo import api, fields, models

KEPT, AT_ONCE = timedelta(days=1), 1000


class BpmFlowVersionErased(models.Model):
    """What was deleted on a draft's map and may come back."""

    _inherit = "bpm.flow.version"

    def _erased(self, name):
        """{BPMN id: the row that is aside} of ``node_ids`` or ``transition_ids``"""
        rows = self.with_context(active_test=False)[name] - self[name]
        return {row.bpmn_id: row.with_env(self.env) for row in rows}

    def _throw_erased_away(self):
        """Nothing comes back any more."""
        for version in self.with_context(active_test=False):
            ways, nodes = version.transition_ids, version.node_ids
            ways.filtered(lambda way: not way.active).unlink()
            nodes.filtered(lambda node: not node.active).unlink()

    @api.autovacuum
    def _gc_erased(self):
        """Throw away what nobody has brought back."""
        domain = [
            ("active", "=", False),
            ("write_date", "<", fields.Datetime.now() - KEPT),
        ]
        done, is_more = 0, False
        for name in ("bpm.flow.transition", "bpm.flow.node"):
            rows = self.env[name].sudo().with_context(active_test=False)
            found = rows.search(domain, limit=AT_ONCE)
            done, is_more = done + len(found), is_more or len(found) == AT_ONCE
            found.unlink()
        return done, int(is_more)
