from odoo import models

from ..engine import Retried
from .const import LIVE_STATES


class BpmFlowRuntimeCalls(models.AbstractModel):
    """Other processes that a step calls, and their return."""

    _inherit = "bpm.flow.runtime"

    def _apply_call_process(self, decided):
        """Called cases begin in the next round: nesting costs no Python stack."""
        return [
            event
            for node, pairs in self._by_node(decided).items()
            for event in self._call_or_fail(node, pairs)
        ]

    def _call_or_fail(self, node, pairs):
        """Call for all; where that fails, each alone, and keep what failed."""
        failed = []
        with self._firewall(failed):
            return self._call(node, pairs)._beginnings()
        if len(pairs) > 1:
            return [e for pair in pairs for e in self._call_or_fail(node, [pair])]
        case, effect = pairs[0]
        self.env["bpm.flow.job"]._open_incident(
            case,
            node=node,
            token=effect.token,
            error=failed[0],
            event=Retried(effect.token),
        )
        return []

    def _call(self, node, pairs):
        cases = self.env["bpm.flow.instance"]
        for flow, some in node._by_callee(pairs).items():
            cases += self._call_process(node, flow, some)
        return cases

    def _call_process(self, node, flow, pairs):
        version = flow._published() if flow else node._missing_callee()
        records = self._cases_of(pairs)._records_by_case()
        rows = []
        for case, effect in pairs:
            rows.append(
                {
                    "res_id": node._called_record_id(flow, case, records.get(case)),
                    "variables": node._values_in(case, effect.token),
                    "parent_id": case.id,
                    "parent_token": effect.token,
                }
            )
        self.env["bpm.flow.log"]._append(
            [
                (case, "called", node, {"flow": version.display_name})
                for case, _e in pairs
            ]
        )
        return flow._make_cases(rows, user=None, strict=False, guard=False)

    def _apply_cancel_call(self, decided):
        keys = {(case.id, effect.token) for case, effect in decided}
        children = self.env["bpm.flow.instance"].search(
            [
                ("parent_id", "in", [case_id for case_id, _token in keys]),
                ("state", "in", LIVE_STATES),
            ]
        )
        children.filtered(lambda c: (c.parent_id.id, c.parent_token) in keys)._cancel(
            self.env._("The calling process withdrew the call.")
        )

    def _return_to(self, child, ended):
        """Bring a called process's variables back and let its caller go on."""
        parent = child.parent_id
        if parent.state not in LIVE_STATES:
            return None
        parent._lock()
        node = parent._node_of_token(child.parent_token)
        if node:
            parent._merge_variables(node._values_out(child))
        data = {"flow": child.version_id.display_name, "result": child.result}
        self.env["bpm.flow.log"]._append([(parent, "came_back", node, data)])
        return parent, self._return_event(child, ended)
