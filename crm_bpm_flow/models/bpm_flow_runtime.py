from collections import Counter, defaultdict
from contextlib import contextmanager
from typing import NamedTuple

from psycopg2 import OperationalError

from odoo import models
from odoo.exceptions import UserError

from ..engine import Cancelled, Chose, StaleEvent, Started, advance, netted
from .const import LIVE_STATES, SUSPENDED
from .evaluator import Evaluator
from .own_values import forget_gone

# Rounds of "advance, then apply" in one transaction. A process that goes round
# without ever waiting ends here as an incident, not as a hung server.
MAX_ROUNDS = 2000
# What one case may do of that: long calculations pass, a ring is found in seconds.
MAX_MOVES = 500
# How deep calls may lie in one another where none of them ever waits.
MAX_CALLS = 500


class EndlessLoop(UserError):
    """A process that never waits: what it did is undone, a person decides."""


class Chosen(NamedTuple):
    """The engine's ``Chose`` with the conditions asked and the values that decided."""

    node: str
    flow: str
    asked: list


class BpmFlowRuntime(models.AbstractModel):
    """Carries cases from one waiting point to the next, many at once.

    The engine decides (pure functions on markings), this model applies what it
    decided, grouped by kind of effect, so that N cases cost a few queries. Each
    round may bring new events (an action done at once, a called process that ended
    at once); it goes on until every token waits again.
    """

    _name = "bpm.flow.runtime"
    _description = "Process Runtime"

    def _run(self, events):
        """Advance cases by their events, inside the fault firewall.

        :param events: list of ``(case, engine event)``; cases under sudo, locked
        """
        if not events:
            return
        failed = []
        with self._firewall(failed):
            self._run_rounds(events)
        if failed:
            self._isolate(events, failed[0])

    def _isolate(self, events, error):
        """One case's fault is not another's: halve until it is alone, keep that."""
        cases = list(dict.fromkeys(case for case, _event in events))
        if len(cases) == 1:
            for case, event in events:
                self._keep_fault(case, event, error)
            return
        first = set(cases[: len(cases) // 2])
        self._run([pair for pair in events if pair[0] in first])
        self._run([pair for pair in events if pair[0] not in first])

    def _keep_fault(self, case, event, error):
        """An incident at the place where the move began; loops are not tried again."""
        token = getattr(event, "token", 0)
        self.env["bpm.flow.job"]._open_incident(
            case,
            node=case._node_of_token(token),
            token=token,
            event=event,
            error=error,
            code="loop" if isinstance(error, EndlessLoop) else None,
        )

    def _run_rounds(self, events):
        events = self._read_together(events)
        moves, depth, room = Counter(), Counter(), self._room(events)
        for _round in range(MAX_ROUNDS + room):
            if not events:
                return
            moves.update({case.id for case, _event in events})
            for case, event in events:
                if isinstance(event, Started) and event.called:
                    depth[case.id] = depth[case.parent_id.id] + 1
            deepest = max(depth.values(), default=0)
            if max(moves.values()) > MAX_MOVES + room or deepest > MAX_CALLS:
                break
            events = self._next_events(events)
        raise EndlessLoop(
            self.env._(
                "The process goes round and round without ever waiting. It was stopped."
            )
        )

    def _room(self, events):
        """Moves that a process needs to pass each of its steps once."""
        versions = self.env["bpm.flow.instance"].union(*(c for c, _e in events))
        return max((v._length() for v in versions.version_id), default=0)

    def _next_events(self, events):
        """Do one round; what follows from it at once. Override to add to that."""
        return self._apply(self._decide(events))

    def _read_together(self, events):
        """The same events on cases that Odoo fetches all at once.

        A case that was reached through another row is fetched with that row's
        neighbours, whom Odoo forgets when any row is deleted.
        """
        cases = {}
        if events:
            first = events[0][0]
            ids = dict.fromkeys(case.id for case, _event in events)
            cases = {case.id: case for case in first.browse(ids)}
        return [(cases[case.id], event) for case, event in events]

    def _decide(self, events):
        """Ask the engine, case by case; nothing is written but the markings.

        :return: list of ``(case, effect)`` in the order they came
        """
        decided, evaluators, markings = defaultdict(list), {}, {}
        cases = self.env["bpm.flow.instance"].union(*(case for case, _e in events))
        for case, event in events:
            if not self._may_move(case, event):
                continue
            version = case.version_id
            if version not in evaluators:
                same = cases.filtered(lambda c, v=version: c.version_id == v)
                evaluators[version] = Evaluator(version, same)
            evaluator = evaluators[version]
            try:
                step = advance(
                    version._compiled().graph,
                    markings.get(case) or case._marking(),
                    event,
                    evaluator.of(case),
                )
            except StaleEvent:
                continue
            markings[case] = step.marking
            for effect in step.effects:
                if isinstance(effect, Chose):
                    asked = evaluator.told(case, [*effect.tried, effect.flow])
                    effect = Chosen(effect.node, effect.flow, asked)
                decided[case].append(effect)
        for case, marking in markings.items():
            case._set(marking=marking.to_json())
            if case.loop_items:
                forget_gone(case, marking.tokens)
        self.env["bpm.flow"]._tell_watchers(markings)
        return [
            (case, effect)
            for case, effects in decided.items()
            for effect in netted(effects)
        ]

    def _may_move(self, case, event):
        """A suspended case keeps what comes for the moment when it is resumed."""
        if case.state == SUSPENDED and not isinstance(event, Cancelled):
            self.env["bpm.flow.job"]._keep_event(case, event)
            return False
        return case.state in LIVE_STATES

    def _apply(self, decided):
        """Turn effects into rows, one batch for each kind.

        Override ``_effect_handlers`` to handle an effect of one's own.

        :return: the events that follow at once
        """
        by_kind = defaultdict(list)
        for case, effect in decided:
            by_kind[type(effect).__name__].append((case, effect))
        events = []
        for name, method in self._effect_handlers():
            if name in by_kind:
                events.extend(getattr(self, method)(by_kind[name]) or ())
        return events

    def _effect_handlers(self):
        """Effect names and what applies them, in the order of application."""
        return [
            ("Passed", "_apply_passed"),
            ("Chosen", "_apply_chosen"),
            ("CloseTask", "_apply_close_task"),
            ("DropTimer", "_apply_drop_timer"),
            ("DropAction", "_apply_drop_action"),
            ("DropIncident", "_apply_drop_incident"),
            ("CancelCall", "_apply_cancel_call"),
            ("OpenTask", "_apply_open_task"),
            ("ArmTimer", "_apply_arm_timer"),
            ("CallProcess", "_apply_call_process"),
            ("Incident", "_apply_incident"),
            ("Ended", "_apply_ended"),
            ("RunAction", "_apply_run_action"),
        ]

    def _by_node(self, decided):
        """{node row: [(case, effect)]} of effects that stand at a node."""
        nodes = defaultdict(list)
        for case, effect in decided:
            nodes[case.version_id._node(effect.node)].append((case, effect))
        return nodes

    @contextmanager
    def _firewall(self, failed):
        """Run a piece in its own savepoint; a fault goes into the list ``failed``.

        Database serialization errors are never swallowed: Odoo retries on them. What
        was written before is flushed outside: its faults are not the piece's.
        """
        savepoint = self.env.cr.savepoint()
        try:
            with savepoint, self.env["bpm.flow.log"]._gathering():
                yield
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 the firewall of DESIGN rule 4
            if not savepoint.closed:
                # The piece kept quiet about an error of the database: the savepoint
                # could not be released, and is still to be rolled back.
                savepoint.close()
            self._forget()
            failed.append(error)

    def _forget(self):
        """After a rollback: what was remembered may not be true any more."""
        self.env.invalidate_all(flush=False)
        for name in ("bpm_flow.alive", "bpm_flow.woken"):
            self.env.cr.precommit.data.pop(name, None)
