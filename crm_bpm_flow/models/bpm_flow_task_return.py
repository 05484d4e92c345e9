from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import earlier
from ..engine.approval import RETURNED
from .const import OPEN, PEOPLE_KINDS


class BpmFlowTaskReturn(models.Model):
    """An approver hands the case back to an earlier step."""

    _inherit = "bpm.flow.task"

    returned_by_id = fields.Many2one(
        "bpm.flow.task",
        string="Handed back by",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.depends("node_id", "check_ids.is_done", "parent_id")
    def _compute_outcome_buttons(self):
        """Returning is offered where there is a step to return to; which, is asked."""
        result = super()._compute_outcome_buttons()
        for task, trusted in zip(self, self.sudo(), strict=True):
            if not trusted.seat:
                continue
            can_return = bool(trusted._return_targets())
            task.outcome_buttons = [
                {**button, "returns": button["code"] == RETURNED}
                for button in task.outcome_buttons
                if can_return or button["code"] != RETURNED
            ]
        return result

    def action_return(self, bpmn_id=None, comment=None):
        """Hand the case back to an earlier step, to be done again from there.

        :param str bpmn_id: of the step; may be left out where there is only one
        :param str comment: what has to be done differently
        :raises UserError: where the step does not offer it, or listing the steps to
            which it may be returned
        """
        return self.complete(RETURNED, {"return_to": bpmn_id}, comment)

    def return_targets(self):
        """Steps to which this task's case may be returned.

        :return: list of ``{"bpmn_id", "name"}``, in the order of the process
        """
        self.ensure_one()
        self._check_may_complete()
        nodes = self.sudo()._return_targets()
        return [{"bpmn_id": node.bpmn_id, "name": node.name} for node in nodes]

    def _return_targets(self):
        """Rows of the steps that it may be returned to."""
        node, case = self.node_id, self.instance_id
        if self.state != OPEN or not self.seat:
            return node.browse()
        compiled = case.version_id._compiled()
        named = earlier(compiled.graph, case._marking(), self.token)
        found = node.browse(compiled.node_ids[name] for name in named)
        only = node._links()["return_node_ids"]
        if only:
            return found.filtered(lambda other: other.id in only)
        return found.filtered(lambda other: other.kind in PEOPLE_KINDS)

    def _take_targets(self, chosen, values):
        """Keep with tasks that are returned where to; what is left of the values."""
        returned = self.filtered(lambda task: chosen[task].code == RETURNED)
        if not returned:
            return values
        rest = dict(values)
        name = rest.pop("return_to", None)
        for task in returned:
            task.return_to = task._return_target(name).bpmn_id
        return rest

    def _return_target(self, name):
        targets = self._return_targets()
        found = targets.filtered(lambda node: node.bpmn_id == name)
        if not name and len(targets) == 1:
            return targets
        if found:
            return found
        if not targets:
            raise UserError(
                self.env._("There is no earlier step to return “%s” to.", self.name)
            )
        raise UserError(
            self.env._(
                "Say to which step “%(task)s” is returned: %(steps)s.",
                task=self.name,
                steps=", ".join(targets.mapped("name")),
            )
        )

    def _hand_back(self):
        """The tasks that came of it say why; whoever did them before has them again."""
        steps = {(task.instance_id, task.return_to): task for task in self}
        tasks = self.search(
            [("instance_id", "in", self.instance_id.ids), ("parent_id", "=", False)],
            order="id",
        )
        doers = {}
        for task in tasks.filtered(lambda task: task.state != OPEN and task.done_by_id):
            doers[task.instance_id, task.node_id.bpmn_id] = task.done_by_id
        for task in tasks.filtered(lambda task: task.state == OPEN):
            key = task.instance_id, task.node_id.bpmn_id
            if key in steps and task.id > steps[key].id and not task.returned_by_id:
                task.returned_by_id = steps[key]
                doer = doers.get(key, task.user_id)
                if not task.user_id and doer in task.user_ids:
                    task.user_id = doer
                    task._renew_activities()
