from odoo import api, fields, models

from ..engine import ARRIVED, FAILED, IDLE
from .const import ACTIVITY_KINDS, LIVE_STATES, RUNNING, node_icon


class BpmFlowInstanceNow(models.Model):
    """Where a case stands, branch by branch: what its page shows and repairs."""

    _inherit = "bpm.flow.instance"

    open_steps = fields.Json(compute="_compute_open_steps")

    @api.depends("marking", "state", "task_ids.state", "job_ids.state")
    def _compute_open_steps(self):
        for case in self:
            live = case.state in LIVE_STATES
            case.open_steps = case.sudo()._open_step_rows() if live else []

    def _open_step_rows(self):
        """One row for each branch; those inside a sub-process or a repeated step stand
        behind it."""
        self.ensure_one()
        branches = _as_a_tree(self._marking())
        tasks = self.open_task_ids.grouped("token")
        timers = self.job_ids.filtered(lambda j: j.kind == "timer").grouped("token")
        broken = set(self.incident_ids.mapped("token"))
        areas = {area["bpmn_id"]: area for area in self._areas(self.env.user)}
        return [
            {
                **self._open_step_row(token, is_whole),
                "state": FAILED if token.id in broken else token.state,
                **self._open_step_people(tasks.get(token.id)),
                "until": self._open_step_until(token, tasks, timers, is_whole),
                "area": areas.get(token.node, False),
                "depth": depth,
                "can_end": self.state == RUNNING and len(branches) > 1,
            }
            for token, depth, is_whole in branches
        ]

    def _open_step_row(self, token, is_whole):
        node = self.version_id._node(token.node)
        works = token.state not in (ARRIVED, FAILED) and self.state == RUNNING
        return {
            "token": token.id,
            "bpmn_id": token.node,
            "name": node.name,
            "kind": node._kind_label(),
            "icon": node_icon(node.kind, node.event),
            "is_whole": is_whole,
            "can_restart": works and node.kind in ACTIVITY_KINDS,
            "can_add": works and is_whole and node.loop in ("parallel", "sequential"),
        }

    def _open_step_people(self, tasks):
        """Who has it. A question ends with the task that it was asked for."""
        tasks = tasks or self.env["bpm.flow.task"]
        asked = tasks.filtered("parent_id")
        own = tasks - asked
        return {
            "task_ids": own.ids if self.state == RUNNING else [],
            "who": _enumerated([*own.mapped("item_name"), *own._people_names()]),
            "asked": _enumerated(asked._people_names()),
        }

    def _open_step_until(self, token, tasks, timers, is_whole):
        """The deadline of its tasks, or the moment that a wait is over."""
        dates = tasks[token.id].mapped("date_deadline") if token.id in tasks else []
        if not dates and not is_whole and token.id in timers:
            own = timers[token.id].filtered(lambda j: j.node_id.bpmn_id == token.node)
            dates = own.mapped("date_due")
        dates = [date for date in dates if date]
        return fields.Datetime.to_string(min(dates)) if dates else False


def _enumerated(words):
    """Each once, however many tasks he has."""
    return ", ".join(dict.fromkeys(filter(None, words)))


def _as_a_tree(marking):
    """[(token, how deep it lies, whether others are in it)], oldest first."""
    inside, scopes = {}, marking.scopes
    for token in sorted(marking.tokens.values()):
        if token.state not in IDLE:
            keeper = scopes[token.scope].token if token.scope in scopes else None
            inside.setdefault(keeper, []).append(token)
    rows = []

    def walk(keeper, depth):
        for token in inside.get(keeper, ()):
            rows.append((token, depth, token.id in inside))
            walk(token.id, depth + 1)

    walk(None, 0)
    return rows
