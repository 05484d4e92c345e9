import json

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..engine import Cancelled, MoveRefused, Started
from ..tools.variables import check_variables
from .const import LIVE_STATES


class BpmFlowInstanceMove(models.Model):
    """How cases move: locked, through the engine, and by a manager's hand."""

    _inherit = "bpm.flow.instance"

    def _lock(self):
        """Lock the cases' rows in the order of their ids, waiting for others.

        The second of two people at one task waits here; the serialization failure
        that follows makes Odoo repeat his request on what the first one left.
        """
        family = self._with_callers()
        if family:
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM bpm_flow_instance WHERE id IN %s ORDER BY id "
                    "FOR NO KEY UPDATE",
                    tuple(family.ids),
                )
            )

    def _make_others_begin_anew(self):
        """Whoever waits for these locked rows decided on what was there before: a lock
        alone would let him go on with it, a row that was written does not."""
        if self:
            self.env.cr.execute(
                SQL(
                    "UPDATE bpm_flow_instance SET log_seq = log_seq WHERE id IN %s",
                    tuple(self.ids),
                )
            )

    def _with_callers(self):
        """These cases and those that called them, up to the first: an end moves its
        caller, so that both are locked together, always in the order of ids."""
        family = callers = self
        while callers := callers.parent_id - family:
            family |= callers
        return family

    def _advance(self, events):
        """Let locked cases go on.

        :param events: list of ``(case, engine event)``
        """
        self.env["bpm.flow.runtime"]._run(events)

    def _advance_strictly(self, events):
        """The same for a manager's own act: what cannot be done is refused."""
        try:
            self.env["bpm.flow.runtime"]._run_rounds(events)
        except MoveRefused as error:
            raise UserError(self._refusal(error)) from error

    def _refusal(self, error):
        sentences = {
            "bad_target": self.env._(
                "A case cannot be moved there. Choose a step, an event on the way, or "
                "an end."
            ),
            "other_tokens": self.env._(
                "The case would leave a sub-process in which more is open: %s. Finish "
                "that first, or say that it is withdrawn.",
                ", ".join(self[:1]._others(error).mapped("name")),
            ),
            "choose_flow": self.env._(
                "Several ways go on from here. Move the case to the step you mean."
            ),
            "bad_flow": self.env._("That way does not start here."),
            "not_failed": self.env._("Nothing failed here any more."),
            "not_repeated": self.env._("This step is not done a number of times."),
            "not_ad_hoc": self.env._("Steps cannot be begun by hand here."),
            "busy": self.env._("Another step is open: one at a time."),
            "closing": self.env._("It was said to be complete: nothing new begins."),
            "went_on": self.env._("The case has gone on from here already."),
            "not_earlier": self.env._("The case did not come here from that step."),
            "not_a_step": self.env._("Nothing is being done here."),
            "last_branch": self.env._(
                "This is the only branch that is open. Cancel the case instead."
            ),
            "join_waits": self.env._(
                "“%s” would then wait for this branch for ever. Move the branch there "
                "instead, or end it all the same.",
                error.element and self[:1].version_id._node(error.element).name,
            ),
        }
        return sentences.get(error.code) or self.env._(
            "This cannot be done now (%s).", error.code
        )

    def _log_started(self, version, rule, reasons):
        """What began them: a rule and the values that matched it, or who called."""
        rows = []
        for case in self:
            data = {"version": version._compiled().number}
            if rule:
                values = (reasons or {}).get(case.res_id)
                data.update(rule=rule.name, rule_id=rule.id, values=values)
            if case.parent_id:
                caller = case.parent_id.flow_id
                data.update(caller=caller.name, caller_id=caller.id)
            rows.append((case, "started", None, data))
        self.env["bpm.flow.log"]._append(rows)

    def _begin(self, at=None):
        self._advance(self._beginnings(at))

    def _begin_together(self, at=None):
        """All cases in one go; a fault is raised to whoever holds the savepoint."""
        self.env["bpm.flow.runtime"]._run_rounds(self._beginnings(at))

    def _beginnings(self, at=None):
        return [(case, Started(at, called=bool(case.parent_id))) for case in self]

    def action_cancel(self, reason=None):
        """Stop these cases: their open tasks and waits are withdrawn.

        :raises UserError: when no reason is given
        """
        self._check_manager()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the case is cancelled."))
        self.sudo()._cancel(reason.strip())
        return True

    def _cancel(self, reason):
        self._lock()
        live = self.filtered(lambda c: c.state in LIVE_STATES)
        for case in live:
            case.end_reason = reason
        self._advance([(case, Cancelled()) for case in live])

    def _guard_key_after_end(self):
        """An end frees the record for the next case, unless one is all it gets."""
        return self.guard_key if self.flow_id.restart_guard == "ever" else False

    def set_variables(self, values):
        """Set variables of running cases; who and what stands in the journal.

        :param dict values: JSON values by name
        """
        self._check_manager()
        values = self._checked_variables(values)
        cases = self.sudo()
        cases._lock()
        cases._put_variables(values, {})
        return True

    def _put_variables(self, values, data):
        """Merge them in and tell the journal, with what else there is to say."""
        self._merge_variables(values)
        data = {"values": values, **data}
        self.env["bpm.flow.log"]._append(
            [(case, "variables", None, data) for case in self]
        )
        waits = self.wait_ids.filtered(lambda w: w.kind in ("condition", "milestone"))
        waits._look_again()
        self._find_moments()

    def _tell_caller(self):
        """Called cases were cancelled: who still waits for them has an incident."""
        for case in self:
            parent, token = case.parent_id, case.parent_token
            node = parent._node_of_token(token)
            if not node or parent.state not in LIVE_STATES:
                continue
            parent._lock()
            self.env["bpm.flow.job"]._open_incident(
                parent,
                node=node,
                token=token,
                error=self.env._(
                    "The called process “%(flow)s” was cancelled: %(reason)s",
                    flow=case.flow_id.name,
                    reason=case.end_reason or "",
                ),
                code="call_cancelled",
            )

    @api.model
    def _checked_variables(self, values):
        """The values as they may be kept; whatever came over the network."""
        try:
            return check_variables(values)
        except ValueError as error:
            raise UserError(
                self.env._("Variables are given as names with values. (%s)", error)
            ) from error

    def _merge_variables(self, values):
        values = self._checked_variables(values)
        alike = {}
        for case in self if values else ():
            merged = {**(case.variables or {}), **values}
            text = json.dumps(merged, sort_keys=True)
            alike.setdefault(text, (merged, []))[1].append(case.id)
        for merged, ids in alike.values():
            self.browse(ids).variables = merged

    def _tell_given(self, node, values):
        """The journal of what a step handed on."""
        self.env["bpm.flow.log"]._append([(self, "action", node, {"values": values})])

    def _check_manager(self):
        """Owners of the process and administrators move cases by hand."""
        self.check_access("read")
        if not self.env.su and not all(case.can_manage for case in self):
            raise AccessError(
                self.env._("Only the process's owner may do that with a case.")
            )
