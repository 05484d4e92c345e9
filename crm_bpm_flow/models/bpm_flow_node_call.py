from odoo import fields, models
from odoo.models import BaseModel

from .bpm_flow_node_waits import has_formula
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

    def _is_callee_told(self):
        """Whether a formula says by its code which process is called."""
        return not self.called_flow_id and has_formula(self.called_code)

    def _by_callee(self, pairs):
        """These calls by the process that they call; without one where it is not here.

        :param pairs: list of ``(case, engine effect)``
        :return: {``bpm.flow``: pairs}
        """
        if not self._is_callee_told():
            return {self._callee(): pairs}
        codes = {
            pair: self._told_text(pair[0], pair[1].token, self.called_code)
            for pair in pairs
        }
        flows, found = self._told_callees(set(codes.values())), {}
        for pair, code in codes.items():
            flow = flows.get(code, self.env["bpm.flow"])
            found.setdefault(flow, []).append(pair)
        return found

    def _told_callees(self, codes):
        """{code: process}, of those that who the process runs as may see."""
        flows = self.env["bpm.flow"].with_user(self.version_id._run_as())
        found = flows.search([("code", "in", [code for code in codes if code])])
        return {flow.code: flow.with_env(self.env) for flow in reversed(found)}

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
