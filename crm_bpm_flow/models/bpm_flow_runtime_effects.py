from collections import Counter, defaultdict

from odoo import fields, models

from ..engine import Incident, JobDone
from .const import (
    CANCELLED,
    DONE,
    FAILURE,
    OPEN,
    OUTSIDE_ACTION_STATES,
)


class BpmFlowRuntimeEffects(models.AbstractModel):
    """One method for each effect of the engine; each takes the whole batch."""

    _inherit = "bpm.flow.runtime"

    def _apply_passed(self, decided):
        """A step was left: nothing to write, its count is in the marking."""

    def _apply_chosen(self, decided):
        rows = []
        for case, chosen in decided:
            way = case.version_id._way(chosen.flow)
            data = {
                "way": way.name or way.target_id.name,
                "way_id": way.id,
                "asked": chosen.asked,
            }
            rows.append((case, "chosen", case.version_id._node(chosen.node), data))
        self.env["bpm.flow.log"]._append(rows)

    # ------------------------------------------------------------------
    # Tasks
    # ------------------------------------------------------------------
    def _apply_open_task(self, decided):
        return self.env["bpm.flow.task"]._open(self._by_node(decided))

    def _apply_close_task(self, decided):
        keys = {(case.id, effect.token) for case, effect in decided}
        tasks = self.env["bpm.flow.task"].search(
            [
                ("instance_id", "in", [case_id for case_id, _token in keys]),
                ("state", "=", OPEN),
            ]
        )
        tasks.filtered(lambda t: (t.instance_id.id, t.token) in keys)._withdraw()

    # ------------------------------------------------------------------
    # Time
    # ------------------------------------------------------------------
    def _apply_arm_timer(self, decided):
        now = fields.Datetime.now()
        jobs, rows, known = [], [], {}
        for node, pairs in self._by_node(decided).items():
            cases = self._cases_of(pairs)
            records = cases._records_by_case()
            waits = node.kind == "intermediateCatchEvent"
            for case, effect in pairs:
                due = node._due(case, now, records.get(case), case.user_id, known)
                if not due and waits:  # it would be for ever
                    lost = Incident(effect.token, effect.node, "no_date", {})
                    self._apply_incident([(case, lost)])
                    continue
                jobs.append(
                    {
                        "kind": "timer",
                        "instance_id": case.id,
                        "node_id": node.id,
                        "token": effect.token,
                        "date_from": now,
                        # A limit without its date limits nothing until it has one.
                        "date_due": due,
                    }
                )
                if not due and node.timer_text:
                    text = self.env._("“%s” has no moment yet.", node.name)
                    rows.append((case, "note", node, {"text": text}))
                if waits:
                    until = fields.Datetime.to_string(due)
                    rows.append((case, "waiting", node, {"until": until}))
        self.env["bpm.flow.log"]._append(rows)
        self.env["bpm.flow.job"]._enqueue(jobs)

    def _apply_drop_timer(self, decided):
        self._drop_jobs(decided, "timer")

    def _apply_drop_action(self, decided):
        self._drop_jobs(decided, "action")

    def _apply_drop_incident(self, decided):
        """What failed there is taken away; one that is tried again has no row now."""
        self._drop_jobs(decided, "event")

    def _drop_jobs(self, decided, kind):
        keys = {
            (case.id, effect.token, case.version_id._node(effect.node).id)
            for case, effect in decided
        }
        jobs = self.env["bpm.flow.job"].search(
            [
                ("instance_id", "in", [key[0] for key in keys]),
                ("kind", "=", kind),
            ]
        )
        jobs.filtered(
            lambda j: (j.instance_id.id, j.token, j.node_id.id) in keys
        ).unlink()

    # ------------------------------------------------------------------
    # Automatic steps
    # ------------------------------------------------------------------
    def _apply_run_action(self, decided):
        """Run what may run in the user's own transaction, queue the rest."""
        events, jobs = [], []
        for node, pairs in self._by_node(decided).items():
            if self._runs_later(node):
                now = fields.Datetime.now()
                jobs.extend(
                    {
                        "kind": "action",
                        "instance_id": case.id,
                        "node_id": node.id,
                        "token": effect.token,
                        "date_due": now,
                    }
                    for case, effect in pairs
                )
            else:
                for tokens in self._action_batches(node, pairs):
                    events.extend(self._run_actions(node, tokens))
        self.env["bpm.flow.job"]._enqueue(jobs)
        return events

    def _action_batches(self, node, pairs):
        """Tokens that an action may take together: of one company, each record once."""
        if not node.action_ids:
            return [[(case, effect.token) for case, effect in pairs]]
        times, batches = Counter(), defaultdict(list)
        for case, effect in pairs:
            batches[case.company_id, times[case.res_id]].append((case, effect.token))
            times[case.res_id] += 1
        return batches.values()

    def _runs_later(self, node):
        states = set(node.action_ids.mapped("state"))
        return node.run_later or bool(states & set(OUTSIDE_ACTION_STATES))

    def _run_actions(self, node, tokens):
        """Run a step's actions for these tokens, in one go or each alone.

        :param tokens: list of ``(case, token)``
        :return: the engine's events; a fault becomes an incident instead
        """
        if not node._acts():
            return node._calculate(tokens)
        failed = []
        with self._firewall(failed):
            outcomes = node._execute_actions(self._cases_of(tokens))
        if not failed:
            self.env["bpm.flow.log"]._append(
                [
                    (case, "action", node, {"outcome": outcomes.get(case.id)})
                    for case, _token in tokens
                ]
            )
            return [
                (case, JobDone(token, outcomes.get(case.id))) for case, token in tokens
            ]
        if len(tokens) > 1:
            return [
                event for token in tokens for event in self._run_actions(node, [token])
            ]
        case, token = tokens[0]
        self.env["bpm.flow.job"]._open_incident(
            case, node=node, token=token, error=failed[0]
        )
        return []

    # ------------------------------------------------------------------
    # Faults and ends
    # ------------------------------------------------------------------
    def _apply_incident(self, decided):
        for case, effect in decided:
            node = case.version_id._node(effect.node)
            error = node._fault_sentence(effect.code, effect.message_args)
            self.env["bpm.flow.job"]._open_incident(
                case, node=node, token=effect.token, error=error, code=effect.code
            )

    def _apply_ended(self, decided):
        cases = self._end_cases(decided)
        rows, events = [], []
        for case, ended in decided:
            node = case.version_id._node(ended.node) if ended.node else None
            why = {"reason": case.end_reason} if case.end_reason else {}
            rows.append((case, "ended", node, {"how": ended.how, **why}))
            if case.parent_id and ended.how != "cancelled":
                events.append(self._return_to(case, ended))
        cases.filtered(lambda c: c.parent_id and c.state == CANCELLED)._tell_caller()
        self.env["bpm.flow.job"].search([("instance_id", "in", cases.ids)]).unlink()
        self._forget_waits(cases)
        self.env["bpm.flow.log"]._append(rows)
        cases._tell_record("ended")
        return [event for event in events if event]

    def _end_cases(self, decided):
        """Write that they are over, those that ended alike at once."""
        now, alike = fields.Datetime.now(), defaultdict(list)
        for case, ended in decided:
            node = case.version_id._node(ended.node) if ended.node else None
            state = CANCELLED if ended.how == "cancelled" else DONE
            key = case._guard_key_after_end()
            alike[state, _result(node, ended), key].append(case.id)
        cases = self._cases_of(decided)
        for (state, result, key), ids in alike.items():
            cases.browse(ids).write(
                {"state": state, "result": result, "date_end": now, "guard_key": key}
            )
        return cases

    def _cases_of(self, pairs):
        return self.env["bpm.flow.instance"].browse(
            list(dict.fromkeys(case.id for case, _other in pairs))
        )


def _result(node, ended):
    """What an end says of the case; one by an error did not reach its goal."""
    if ended.how == "error":
        return FAILURE
    return node.result if node else False
