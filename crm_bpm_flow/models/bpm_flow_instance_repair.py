from odoo import models
from odoo.exceptions import UserError

from ..engine import IDLE, Marking, TokenMoved
from .const import RUNNING, SUSPENDED


class BpmFlowInstanceRepair(models.Model):
    """What the process's owner does to a case by hand; each act is logged."""

    _inherit = "bpm.flow.instance"

    def action_suspend(self):
        """Stop the clock: no task can be finished, no timer fires."""
        self._check_manager()
        cases = self.sudo()._locked(RUNNING)
        cases |= cases._called_cases(RUNNING)
        cases.write({"state": SUSPENDED})
        cases._log_act("suspended")
        return True

    def action_resume(self):
        """Go on; timers that came due meanwhile fire now."""
        self._check_manager()
        cases = self.sudo()._locked(SUSPENDED)
        cases |= cases._called_cases(SUSPENDED)
        cases.write({"state": RUNNING})
        cases._log_act("resumed")
        due = [date for date in cases.job_ids.mapped("date_due") if date]
        if due:
            self.env["bpm.flow.job"]._wake(due)
        return True

    def _called_cases(self, state):
        """Cases that these called, and those that they called: they stop together."""
        found, level = self.browse(), self
        while level := level.child_ids.filtered(lambda c: c.state == state):
            found |= level
        found._lock()
        return found

    def move_token(self, from_bpmn_id, to_bpmn_id):
        """Take a case from one step to another, for a case that went wrong.

        :param str from_bpmn_id: where it stands
        :param str to_bpmn_id: where it shall go on
        :raises UserError: when it does not stand there, or cannot go there
        """
        self._check_manager()
        events = []
        cases = self.sudo()._locked(RUNNING)
        for case in cases:
            graph = case.version_id._compiled().graph
            if to_bpmn_id not in graph.nodes:
                raise UserError(self.env._("There is no step “%s”.", to_bpmn_id))
            token = case._token_at(from_bpmn_id)
            events.append((case, TokenMoved(token, to_bpmn_id)))
            data = {"from": case.version_id._node(from_bpmn_id).name}
            node = case.version_id._node(to_bpmn_id)
            self.env["bpm.flow.log"]._append([(case, "moved", node, data)])
        cases.job_ids.filtered(
            lambda j: j.node_id.bpmn_id == from_bpmn_id and j.state == "failed"
        ).unlink()
        cases._advance_strictly(events)
        return True

    def action_move_wizard(self):
        self.ensure_one()
        return self._wizard("bpm.flow.move.wizard", self.env._("Move to another step"))

    def action_cancel_wizard(self):
        return self._wizard("bpm.flow.cancel.wizard", self.env._("Cancel the case"))

    def _wizard(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_instance_ids": self.ids},
        }

    def _locked(self, state):
        self._lock()
        self.invalidate_recordset(["state", "marking"])
        if any(case.state != state for case in self):
            raise UserError(self.env._("The case is not in the state for that."))
        return self

    def _token_at(self, bpmn_id):
        self.ensure_one()
        for token in Marking.from_json(self.marking).tokens.values():
            if token.node == bpmn_id and token.state not in IDLE:
                return token.id
        raise UserError(self.env._("The case does not stand at “%s”.", bpmn_id))

    def _log_act(self, kind):
        self.env["bpm.flow.log"]._append([(case, kind, None, None) for case in self])
