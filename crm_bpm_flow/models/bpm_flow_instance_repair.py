from odoo import models
from odoo.exceptions import UserError

from ..engine import IDLE, Marking, MoveRefused, TokenMoved, advance
from .const import RUNNING, SUSPENDED
from .evaluator import Evaluator


class BpmFlowInstanceRepair(models.Model):
    """What the process's owner does to a case by hand; each act is logged."""

    _inherit = "bpm.flow.instance"

    def move_token(self, from_bpmn_id, to_bpmn_id, reason=None, anyway=False):
        """Take a case from one step to another, for a case that went wrong.

        :param str from_bpmn_id: where it stands
        :param str to_bpmn_id: where it shall go on
        :param str reason: kept in the journal
        :param bool anyway: withdraw what else is open in a sub-process that is left
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
            events.append((case, TokenMoved(token, to_bpmn_id, bool(anyway))))
            left = case.version_id._node(from_bpmn_id)
            data = {"from": left.name, "from_id": left.id, **because(reason)}
            if others := anyway and case._in_the_way(from_bpmn_id, to_bpmn_id):
                data["withdrawn"] = others.mapped("name")
            node = case.version_id._node(to_bpmn_id)
            self.env["bpm.flow.log"]._append([(case, "moved", node, data)])
        cases._advance_strictly(events)
        cases._drop_stale_incidents()
        return True

    def _in_the_way(self, from_bpmn_id, to_bpmn_id):
        """The steps that stand in the way of a move out of a sub-process: what else is
        open there. None where the case does not stand at that step."""
        self.ensure_one()
        graph = self.version_id._compiled().graph
        evaluate = Evaluator(self.version_id, self).of(self)
        token = self._token_here(from_bpmn_id)
        moved = TokenMoved(token, to_bpmn_id)
        try:
            if token:
                advance(graph, self._marking(), moved, evaluate)
        except MoveRefused as error:
            return self._others(error)
        return self.env["bpm.flow.node"]

    def _others(self, error):
        """The steps that a refusal names."""
        nodes = [
            self.version_id._node(bpmn_id) for bpmn_id in error.values.get("others", ())
        ]
        return self.env["bpm.flow.node"].union(*nodes)

    def _drop_stale_incidents(self):
        """Faults of a move whose token a person took away are over."""
        for case in self:
            tokens = case._marking().tokens
            case.incident_ids.filtered(
                lambda job, known=tokens: job.token and job.token not in known
            ).unlink()

    def action_move_wizard(self):
        self.ensure_one()
        return self._wizard("bpm.flow.move.wizard", self.env._("Move to another step"))

    def action_repair_wizard(self, act=None, token=None, bpmn_id=None, task_ids=None):
        """Ask why, and what there is to choose.

        :param str act: what is to be done; see ``bpm.flow.repair.wizard``
        :param int token: at which step, as ``open_steps`` calls it
        :param str bpmn_id: id of that step
        :param list task_ids: its open tasks
        """
        self._check_manager()
        act = act or self.env.context.get("bpm_act")
        node = self[:1].sudo().version_id._node(bpmn_id) if bpmn_id else False
        wizard = self.env["bpm.flow.repair.wizard"]
        names = dict(wizard._fields["act"]._description_selection(self.env))
        action = self._wizard(wizard._name, names.get(act) or self.env._("Repair"))
        action["context"] = {
            "default_act": act,
            "default_instance_ids": self.ids,
            "default_token": token or 0,
            "default_node_id": node.id if node else False,
            "default_task_ids": task_ids or [],
        }
        return action

    def action_cancel_wizard(self):
        return self._wizard("bpm.flow.cancel.wizard", self.env._("Cancel the case"))

    def _wizard(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_instance_ids": self.ids},
        }

    def _locked(self, state):
        self._lock()
        self.invalidate_recordset(["state", "marking"])
        if wrong := self.filtered(lambda case: case.state != state):
            raise UserError(wrong[0]._state_refusal())
        return self

    def _state_refusal(self):
        """Why nothing is done with a case in its state, and what helps."""
        words = {"case": self.display_name}
        if self.state == RUNNING:
            return self.env._(
                "“%(case)s” is running: there is nothing to resume.", **words
            )
        if self.state == SUSPENDED:
            return self.env._("“%(case)s” is suspended. Resume it first.", **words)
        return self.env._(
            "“%(case)s” is over. Start the process again on the record.", **words
        )

    def _token_here(self, bpmn_id):
        """Number of the token that stands at a step: of a repeated one, as a whole."""
        for token in Marking.from_json(self.marking).tokens.values():
            if token.node == bpmn_id and token.state not in IDLE:
                return token.id
        return None

    def _token_at(self, bpmn_id):
        self.ensure_one()
        if token := self._token_here(bpmn_id):
            return token
        step = self.version_id._node(bpmn_id).name or bpmn_id
        raise UserError(self.env._("The case does not stand at “%s”.", step))

    def _log_act(self, kind, reason=None, **data):
        data.update(because(reason))
        self.env["bpm.flow.log"]._append([(case, kind, None, data) for case in self])


def because(reason):
    """The reason of an act, for the journal; nothing when there is none."""
    reason = (reason or "").strip()
    return {"reason": reason} if reason else {}
