"""What people would answer in a rehearsal, and when."""

from collections import Counter, defaultdict
from datetime import timedelta

from ..engine.approval import RETURNED
from .const import DONE

BEFORE, USUAL, TURN = "before", "usual", "turn"
# So often a step is answered as it was; a case that comes there again must get on.
SAME = 3
# Answers that the usual one is counted from.
COUNTED = 500
# Where a step has no deadline and nothing is known of it.
SOON = timedelta(hours=1)


class Answers:
    """Chooses for each task an outcome, a person and a moment.

    Where the record's own earlier case came through the step, as it was there; else by
    what the owner chose.

    :param how: ``USUAL``, the most frequent answer at that step, or ``TURN``
    :param turns: {step: answers given so far}, which goes on from slice to slice
    """

    def __init__(self, flow, how, turns):
        self.flow = flow
        self.how = how
        self.turns = turns
        self._counts = {}

    def begin(self, case):
        """Look at what an earlier case on the same record did."""
        self._past = defaultdict(list)
        self._visits = Counter()
        for task in case.task_ids.sorted("id") if case else ():
            if task.state == DONE and not task.parent_id:
                self._past[task.node_id.bpmn_id].append(task)

    def past(self, task):
        """The earlier task that this one repeats; nothing where there was none."""
        known = self._past.get(task.node_id.bpmn_id) or []
        return known[min(self._visits[task.node_id.bpmn_id], len(known) - 1) :][:1]

    def taken(self, task):
        """An answer was given."""
        step = task.node_id.bpmn_id
        self._visits[step] += 1
        self.turns[step] = self.turns.get(step, 0) + 1

    def outcome(self, task):
        """:return: (outcome row or nothing, why: ``BEFORE``, ``USUAL`` or ``TURN``)"""
        known = task.node_id._outcomes()
        if not task._return_targets():
            known = known.filtered(lambda o: o.code != RETURNED)
        if not known:
            return known, BEFORE if self.past(task) else self.how
        step = task.node_id.bpmn_id
        if self._visits[step] >= SAME:
            return known[self._visits[step] % len(known)], TURN
        for past in self.past(task):
            same = [outcome for outcome in known if outcome.code == past.outcome]
            if same:
                return same[0], BEFORE
        if self.how == TURN:
            return known[self.turns.get(step, 0) % len(known)], TURN
        return self._usual(step, known), USUAL

    def _usual(self, step, known):
        """The most frequent of these; the first where none was ever given."""
        if step not in self._counts:
            tasks = self.flow.env["bpm.flow.task"].sudo()
            done = [
                ("flow_id", "=", self.flow.id),
                ("node_id.bpmn_id", "=", step),
                ("state", "=", DONE),
            ]
            last = tasks.search(done, limit=COUNTED, order="id desc")
            self._counts[step] = Counter(last.mapped("outcome"))
        counts = self._counts[step]
        return max(known, key=lambda o: counts[o.code])

    def person(self, task):
        """Who of the task's people answers."""
        people = task.user_id or task.user_ids
        for past in self.past(task):
            if past.done_by_id in people:
                return past.done_by_id
        return people[:1]

    def moment(self, task):
        """When it is answered: as fast as before, else half-way to its deadline."""
        for past in self.past(task):
            if past.date_done and past.date_open:
                return task.date_open + (past.date_done - past.date_open)
        if task.date_deadline and task.date_deadline > task.date_open:
            return task.date_open + (task.date_deadline - task.date_open) / 2
        return task.date_open + SOON
