from collections import defaultdict

from odoo import fields, models

from .const import CANCELLED, DONE, FAILED, OPEN

# Rows of the journal at which a step that is no task begins; at which it is over,
# or both at once.
BEGINS = ("waiting", "called", "incident")
OVER = (
    *("time", "caught", "came_back", "skipped"),
    *("action", "decided", "thrown", "chosen", "ended"),
)
# Their tasks say it.
PEOPLE = ("userTask", "manualTask")


class BpmFlowInstanceHistory(models.Model):
    """A case's steps in the order in which they began, people's and automatic ones."""

    _inherit = "bpm.flow.instance"

    def history(self):
        """What was done and what is open, each time a step was come to.

        :return: list of dicts, by ``begun``: ``key, element, name, kind, icon, people``
            (names), ``begun, until, done`` (UTC, as text, or False), ``state`` (open,
            done, cancelled, failed), ``late``, ``words`` (outcome, way, error, ...),
            ``comment``, ``task`` (id or False)
        :raises AccessError: for whoever may not see the case
        """
        self.ensure_one()
        self.check_access("read")
        case = self.sudo()
        rows = case._history_of_tasks() + case._history_of_journal()
        return sorted(rows, key=lambda row: (row["begun"] or "", row["order"]))

    def _history_of_tasks(self):
        """A task's place among what began in the same second is its row's in the
        journal."""
        opened = defaultdict(list)
        for log in self.log_ids.sorted("seq"):
            if log.kind == "opened":
                opened[log.node_id].append(log.seq)
        rows = []
        for node, tasks in self.task_ids.sorted("id").grouped("node_id").items():
            places = [*opened[node], *[0] * len(tasks)]
            for task, place in zip(tasks, places, strict=False):
                rows.append({**task._history_row(), "order": place})
        return rows

    def _history_of_journal(self):
        """Automatic steps, choices, waits and ends: no task tells of them."""
        rows, standing = [], {}
        for log in self.log_ids.sorted("seq"):
            if not log._tells_history():
                continue
            node = log.node_id
            row = standing.get(node)
            if row is None:
                row = log._history_row()
                rows.append(row)
            if log.kind in BEGINS:
                standing[node] = row
            else:
                standing.pop(node, None)
                words = log._history_words() or row["words"]
                row.update(state=DONE, done=_moment(log.date), until=False, words=words)
        here = {token.node for token in self._marking().standing()}
        for node, row in standing.items():
            row.update(self._history_rest(node, node.bpmn_id in here))
        # A time limit that did not come to pass is nothing that happened.
        limits = [row for node, row in standing.items() if node.attached_to_id]
        return [row for row in rows if row not in limits]

    def _history_rest(self, node, is_here):
        """What began and is not over: failed, still waited for, or withdrawn."""
        failed = self.job_ids.filtered(
            lambda j: j.node_id == node and j.state == FAILED
        )
        if failed:
            due = _moment(failed[0].date_due)
            return {"state": "failed", "words": failed[0].error, "until": due}
        return {} if is_here else {"state": CANCELLED, "until": False}


class BpmFlowTaskHistory(models.Model):
    """A task as a row of its case's history."""

    _inherit = "bpm.flow.task"

    def _history_row(self):
        people = self.done_by_id or self.user_id or self.user_ids
        return {
            **_row_of(self.node_id, f"task-{self.id}", self.date_open),
            "name": self.name,
            "people": people.mapped("name") or self.partner_id.mapped("name"),
            "until": _moment(self.state == OPEN and self.date_deadline),
            "done": _moment(self.date_done),
            "state": self.state,
            "late": self.is_late,
            "words": self.outcome_id.name or "",
            "comment": self.comment or "",
            "task": self.id,
        }


class BpmFlowLogHistory(models.Model):
    """A fact of the journal as a row of its case's history."""

    _inherit = "bpm.flow.log"

    def _tells_history(self):
        node = self.node_id
        if not node or node.kind in PEOPLE or self.kind not in (*BEGINS, *OVER):
            return False
        return self.kind != "chosen" or node.kind.endswith("Gateway")

    def _history_row(self):
        row = _row_of(self.node_id, f"log-{self.id}", self.date)
        row.update(until=(self.data or {}).get("until") or False, order=self.seq)
        row["words"] = (self.data or {}).get("for") or ""
        return row

    def _history_words(self):
        if self.kind == "chosen":
            return (self.data or {}).get("way") or ""
        if self.kind == "skipped":
            return self.env._("skipped")
        return self.node_id._action_words() if self.kind == "action" else ""


def _row_of(node, key, begun):
    return {
        "key": key,
        "element": node.bpmn_id,
        "name": node.name,
        "kind": node._kind_label(),
        "icon": node._icon(),
        "people": [],
        "begun": _moment(begun),
        "until": False,
        "done": False,
        "state": OPEN,
        "late": False,
        "words": "",
        "comment": "",
        "task": False,
        "order": 0,
    }


def _moment(value):
    return fields.Datetime.to_string(value) if value else False
