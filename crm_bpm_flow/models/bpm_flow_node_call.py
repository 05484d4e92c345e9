from odoo import fields, models
from odoo.models import BaseModel

from .call_values import read_mapping
from .evaluator import Evaluator
from .evaluator_asks import in_sight

HELP = (
    "Names by comma, or one line for each: name = formula. "
    "Empty: everything; -: nothing; *: everything besides."
)


class BpmFlowNodeCall(models.Model):
    """Values that go into a called process and come back out of it."""

    _inherit = "bpm.flow.node"

    call_variables_in = fields.Text(string="Hands over", help=HELP)
    call_variables_out = fields.Text(string="Brings back", help=HELP)

    def _values_in(self, case, token_id):
        """What the called case begins with.

        :param token_id: that calls; of a repeated call, one of its instances
        """
        state = case._marking()
        around = in_sight(case, state, state.tokens[token_id])
        local = {n: v for n, v in around.items() if not n.startswith("nrOf")}
        known = {**(case.variables or {}), **local}
        return self._mapped(self.call_variables_in, known, case, around)

    def _values_out(self, child):
        """What comes back; of everything, only what is not as it was."""
        given, known = child.given or {}, child.variables or {}
        if not (self.call_variables_out or "").strip():
            return {n: v for n, v in known.items() if n not in given or given[n] != v}
        return self._mapped(self.call_variables_out, known, child, {})

    def _mapped(self, text, known, case, around):
        rows, has_all = read_mapping(text)
        values = dict(known) if has_all else {}
        if case.business_key:
            known = {"business_key": case.business_key, **known}
        evaluator = None
        for target, source in rows:
            if source in known:
                values[target] = known[source]
            elif not source.isidentifier():
                evaluator = evaluator or Evaluator(case.version_id, case)
                values[target] = evaluator.value(self.name, source, case, around)
        return {name: _plain(value) for name, value in values.items()}


def _plain(value):
    """A record as its id and name; a called case keeps plain values only."""
    if isinstance(value, BaseModel):
        rows = [
            {"id": record.id, "name": record.display_name} for record in value.sudo()
        ]
        return rows[0] if len(rows) == 1 else rows
    return value
