from odoo import models
from odoo.exceptions import UserError

from ..engine import IDLE, BegunBeside, BranchCancelled, Retried, joins_behind
from .bpm_flow_instance_repair import because
from .const import ACTIVITY_KINDS, RUNNING


class BpmFlowInstanceBranch(models.Model):
    """Single branches of a case, begun and ended by its manager's hand."""

    _inherit = "bpm.flow.instance"

    def restart_step(self, bpmn_id, reason=None, token=None, beside=False):
        """Start a step again: where the case stands at it, what is open there is
        withdrawn and opened afresh; a step that is over begins once more beside
        whatever else is going on.

        :param str bpmn_id: of the step
        :param str reason: kept in the journal
        :param int token: which one, where the case stands there several times; see
            ``open_steps``
        :param bool beside: begin it once more even though it is open
        :raises UserError: without a reason, for a step that was never reached
        :raises AccessError: for anybody but the process's owner and administrators
        """
        self._check_manager()
        reason = self._given(reason)
        cases, events, rows = self.sudo()._locked(RUNNING), [], []
        for case in cases:
            step = case._step_named(bpmn_id)
            standing = () if beside else case._tokens_at(bpmn_id, token)
            if not standing:
                case._check_was_done(step)
            events += [(case, Retried(found)) for found in standing[:1]] or [
                (case, BegunBeside(bpmn_id))
            ]
            data = {**because(reason), "beside": not standing}
            rows.append((case, "restarted", step, data))
        self.env["bpm.flow.log"]._append(rows)
        cases._repair(events)
        return True

    def cancel_branch(self, bpmn_id, reason=None, token=None, anyway=False):
        """End one of several branches: what is open there is withdrawn, the rest of
        the case goes on.

        :param str bpmn_id: of the step at which the branch stands
        :param str reason: kept in the journal
        :param int token: which one, where the case stands there several times
        :param bool anyway: even where branches join that would then wait for ever
        :raises UserError: without a reason; when it is the only branch; when a join
            would wait for it
        :raises AccessError: for anybody but the process's owner and administrators
        """
        self._check_manager()
        reason = self._given(reason)
        cases, events, rows = self.sudo()._locked(RUNNING), [], []
        for case in cases:
            step = case._step_named(bpmn_id)
            found = case._tokens_at(bpmn_id, token) or (case._token_at(bpmn_id),)
            events.append((case, BranchCancelled(found[0], bool(anyway))))
            rows.append((case, "branch_ended", step, because(reason)))
        self.env["bpm.flow.log"]._append(rows)
        cases._repair(events)
        return True

    def _repair(self, events):
        self._advance_strictly(events)
        self._drop_stale_incidents()

    def _given(self, reason):
        """A reason that says something."""
        if not (reason or "").strip():
            raise UserError(self.env._("Say why this is done."))
        return reason.strip()

    def _step_named(self, bpmn_id):
        if bpmn_id not in self.version_id._compiled().graph.nodes:
            raise UserError(self.env._("There is no step “%s”.", bpmn_id))
        return self.version_id._node(bpmn_id)

    def _tokens_at(self, bpmn_id, token=None):
        """Numbers of the tokens that work at a step, the newest first; the one that is
        meant, or those of a repeated step before the step as a whole."""
        found = [
            other.id
            for other in self._marking().at(bpmn_id)
            if other.state not in IDLE and token in (None, other.id)
        ]
        if token and not found:
            raise UserError(
                self.env._("The case has gone on from here already: look again.")
            )
        return tuple(reversed(found))

    def _check_was_done(self, step):
        """A step that is begun once more is open, or was done."""
        marking = self._marking()
        known = marking.walked.get(step.bpmn_id) or marking.at(step.bpmn_id)
        if step.kind not in ACTIVITY_KINDS or not known:
            raise UserError(
                self.env._(
                    "“%s” has not been done yet. Move the case there instead.",
                    step.name,
                )
            )

    def _joins_behind(self, bpmn_id):
        """Steps behind this one where branches join that would be waited for."""
        joins = joins_behind(self.version_id._compiled().graph, bpmn_id)
        return self.env["bpm.flow.node"].union(*map(self.version_id._node, joins))
