from typing import NamedTuple

from odoo import models

from ..engine import (
    Acquired,
    CallReturned,
    Escalated,
    JobDone,
    Sent,
    Throw,
    WaitFor,
)
from .const import LIVE_STATES


class Thrown(NamedTuple):
    """The engine's ``Throw`` with what its own case waits for only since then."""

    token: int
    node: str
    kind: str
    is_waited: bool
    later: frozenset


class BpmFlowRuntimeWaits(models.AbstractModel):
    """Waits for messages, signals, conditions and turns; throwing; escalations."""

    _inherit = "bpm.flow.runtime"

    def _effect_handlers(self):
        handlers = super()._effect_handlers()
        first = [name for name, _method in handlers].index("OpenTask")
        closing = [("DropWait", "_apply_drop_wait"), ("Release", "_apply_release")]
        opening = [("WaitFor", "_apply_wait_for"), ("Acquire", "_apply_acquire")]
        telling = [("Thrown", "_apply_thrown"), ("Escalate", "_apply_escalate")]
        handlers[first:first] = [*closing, *opening]
        return [*handlers, *telling]

    # ------------------------------------------------------------------
    # Waiting
    # ------------------------------------------------------------------
    def _apply_wait_for(self, decided):
        by_kind = {}
        for case, effect in decided:
            by_kind.setdefault(effect.kind, []).append((case, effect))
        events = []
        for kind, pairs in by_kind.items():
            waits = self.env["bpm.flow.wait"]._open(kind, pairs)
            if kind in ("condition", "milestone"):
                events += waits._ripe_events()
            elif kind == "message":
                events += waits._kept_messages()
            rows = [
                (w.instance_id, "waiting", w.node_id, {"for": w.name, "kind": kind})
                for w in waits.exists()
                if w.node_id._tells_wait()
            ]
            self.env["bpm.flow.log"]._append(rows)
        return events

    def _apply_drop_wait(self, decided):
        self.env["bpm.flow.wait"]._of(decided).unlink()

    # ------------------------------------------------------------------
    # One at a time
    # ------------------------------------------------------------------
    def _apply_acquire(self, decided):
        rows = self.env["bpm.flow.wait"]._open("section", decided)
        return self._give_turns(rows)

    def _apply_release(self, decided):
        rows = self.env["bpm.flow.wait"]._of(decided)
        rows = rows.filtered(lambda w: w.kind == "section")
        held = rows.filtered("is_held")
        names = held.mapped("name")
        others = self.env["bpm.flow.wait"].search(
            [
                ("kind", "=", "section"),
                ("name", "in", names),
                ("id", "not in", rows.ids),
            ]
        )
        rows.unlink()
        return self._give_turns(others)

    def _give_turns(self, rows):
        lucky = rows._take_turns()
        return self._deliver((w.instance_id, Acquired(w.token)) for w in lucky)

    # ------------------------------------------------------------------
    # Throwing
    # ------------------------------------------------------------------
    def _next_events(self, events):
        """Nothing else follows: then events go on whose throw was heard,
        and then whoever waits for a condition may."""
        sent = [pair for pair in events if type(pair[1]) is Sent]
        rest = [pair for pair in events if type(pair[1]) is not Sent]
        if sent and rest:
            return [*self._next_events(rest), *sent]
        following = super()._next_events(events)
        if following:
            return following
        cases = self.env["bpm.flow.instance"].union(*(case for case, _e in events))
        return self.env["bpm.flow.wait"]._met_now(cases)

    def _decide(self, events):
        """Whoever begins to wait after the throw does not hear it."""
        return _in_turn(super()._decide(events))

    def _apply_thrown(self, decided):
        events, sent = [], {}
        for case, effect in decided:
            node = case.version_id._node(effect.node)
            events += self._throw(case, effect.kind, node, effect.later)
            if effect.is_waited:
                sent[case, Sent(effect.token)] = None
        return [*events, *sent]

    def _apply_run_action(self, decided):
        """A send task sends as soon as its actions are done, and is completed then
        (BPMN 2.0.2, 13.3.3)."""
        events = super()._apply_run_action(decided)
        nodes = {(c.id, e.token): c.version_id._node(e.node) for c, e in decided}
        heard = []
        for case, event in events:
            if type(event) is JobDone and (case.id, event.token) in nodes:
                heard += self._send(case, nodes[case.id, event.token])
        return [*heard, *events]

    def _send(self, case, node):
        if node.kind != "sendTask" or not node.event_name:
            return []
        return self._throw(case, "message", node)

    def _throw(self, case, kind, node, later=()):
        """Who hears it: all for a signal, one case for a message, or a new case.

        :param later: (token, node) of what this case waits for only since then
        """
        name, waits = node._told_name(case), self.env["bpm.flow.wait"]
        data = {"name": name, "kind": kind}
        self.env["bpm.flow.log"]._append([(case, "thrown", node, data)])
        if kind == "signal":
            heard = waits._listening(kind, name)
            heard = heard.filtered(lambda w: not w._is_one_of(case, later))
        else:
            heard = waits._nearest(name, case, later)
        events = heard._catch({})
        if kind == "signal" or not heard:
            starts = self.env["bpm.flow"]._started_by(kind, name)
            for flow, node in starts if kind == "signal" else starts[:1]:
                res_id = case.res_id if flow.res_model == case.res_model else False
                flow._start_by_case(case, node, res_id)
        return events

    def _deliver(self, events):
        """Events of cases that may be somebody else's: locked now, or told later."""
        events = list(events)
        cases = self.env["bpm.flow.instance"].union(*(case for case, _e in events))
        family = cases._with_callers().sorted("id")
        locked = family.try_lock_for_update(allow_referencing=True)
        now = []
        for case, event in events:
            if case._with_callers() <= locked:
                now.append((case, event))
            else:
                self.env["bpm.flow.job"]._keep_event(case, event)
        return now

    def _forget_waits(self, cases):
        """Of cases that ended; what only one may do at a time is free again."""
        waits = self.env["bpm.flow.wait"].search([("instance_id", "in", cases.ids)])
        waits.unlink()

    # ------------------------------------------------------------------
    # Out of a called process
    # ------------------------------------------------------------------
    def _apply_escalate(self, decided):
        """Nobody here catches it: the calling case may."""
        events, sent = [], []
        for case, effect in decided:
            node = case.version_id._node(effect.node)
            data = {"name": effect.code, "kind": "escalation"}
            self.env["bpm.flow.log"]._append([(case, "thrown", node, data)])
            if case.parent_id.state in LIVE_STATES:
                events.append(
                    (case.parent_id, Escalated(case.parent_token, effect.code))
                )
            if effect.is_waited:
                sent.append((case, Sent(effect.token)))
        return [*events, *sent]

    def _return_event(self, child, ended):
        """What the calling case is told of an end."""
        if ended.how == "error":
            return CallReturned(child.parent_token, error=ended.code or "")
        return CallReturned(child.parent_token)


def _in_turn(decided):
    """Each throw with what its case begins to wait for only afterwards."""
    if not any(type(effect) is Throw for _case, effect in decided):
        return decided
    later, rows = {}, []
    for case, effect in reversed(decided):
        if type(effect) is WaitFor:
            later.setdefault(case.id, set()).add((effect.token, effect.node))
        elif type(effect) is Throw:
            effect = Thrown(*effect, frozenset(later.get(case.id, ())))
        rows.append((case, effect))
    return rows[::-1]
