"""Approvals that are open: who has decided, who has still to, what it comes to."""

from ..engine import verdict
from ..engine.approval import AGREED
from .approval_ground import Grounds, is_same


class Poll:
    """One approval of one case: a step's token."""

    def __init__(self, case, token, node):
        self.case, self.token, self.node = case, token, node
        self.asking = case._asking(token)
        self.votes = {}  # {seat: (act, approver's key, ground)}
        self.open = {}  # {seat: task}
        self.result = None
        self.reopened = []  # tasks or visas of seats that are asked again

    @property
    def queue(self):
        return self.asking["queue"]

    @property
    def total(self):
        return len(self.votes) + len(self.open) + len(self.queue)

    def take(self, task, grounds):
        """A decision comes in.

        :return: what the approval has come to by it; None while it goes on, or when it
            was decided before
        """
        self.open.pop(task.seat, None)
        self.votes[task.seat] = task.outcome, task.approver_key or "", task.ground
        if self.result:
            return None
        waiting = len(self.open) + len(self.queue)
        acts = [act for act, _key, _ground in self.votes.values()]
        result = verdict(self.node._rule(), acts, waiting)
        if result in AGREED:
            stale = self._stale(grounds)
            for seat in stale:
                del self.votes[seat]
            self.reopened += stale
            if stale:
                return None
        self.result = result
        return result

    def _stale(self, grounds):
        """Seats that agreed to what is not so any more."""
        return [
            seat
            for seat, (act, key, ground) in self.votes.items()
            if act in AGREED and not is_same(ground, grounds.of(self.case, key))
        ]

    def agreed(self):
        return sum(act in AGREED for act, _key, _ground in self.votes.values())

    def due(self):
        """Take those out of the queue who were waiting for decisions that are taken."""
        due = [item for item in self.queue if self.votes.keys() >= set(item["after"])]
        self.asking["queue"] = [item for item in self.queue if item not in due]
        return due


class Polls:
    """The approvals that some tasks belong to, read together."""

    def __init__(self, tasks):
        self.env = tasks.env
        self.polls = {}
        for task in tasks:
            key = task.instance_id, task.token
            if key not in self.polls:
                self.polls[key] = Poll(*key, task.node_id)
        self._read(tasks)
        self._grounds = {}

    def __iter__(self):
        return iter(self.polls.values())

    def of(self, task):
        return self.polls[task.instance_id, task.token]

    def _read(self, tasks):
        where = [
            ("instance_id", "in", tasks.instance_id.ids),
            ("token", "in", tasks.mapped("token")),
            ("seat", "!=", False),
        ]
        visas = self.env["bpm.flow.visa"].search(where, order="id")
        for visa in visas:
            poll = self.polls.get((visa.instance_id, visa.token))
            if poll:
                poll.votes[visa.seat] = visa.act, visa.approver_key or "", visa.ground
        open_tasks = self.env["bpm.flow.task"].search([*where, ("state", "=", "open")])
        for task in open_tasks:
            poll = self.polls.get((task.instance_id, task.token))
            if poll:
                poll.open[task.seat] = task
                # Asked again: what he said before does not count.
                poll.votes.pop(task.seat, None)

    def grounds(self, node):
        """What all approvers of a step look at now."""
        if node not in self._grounds:
            polls = [poll for poll in self if poll.node == node]
            cases = self.env["bpm.flow.instance"].union(*(poll.case for poll in polls))
            keys = {key for poll in polls for _act, key, _g in poll.votes.values()}
            lines = self.env["bpm.flow.approver"].browse(node._links()["approver_ids"])
            keys |= {"", *lines.mapped("key")}
            self._grounds[node] = Grounds(node, cases, keys)
        return self._grounds[node]
