from odoo import models
from odoo.exceptions import UserError

from .const import ACTIVITY_KINDS, SCOPE_KINDS
from .ready_content import movable

MAY_BE_READY = (*ACTIVITY_KINDS, "intermediateCatchEvent", "intermediateThrowEvent")


class BpmFlowNodeReady(models.Model):
    """A step is kept as a ready one."""

    _inherit = "bpm.flow.node"

    def action_keep_ready(self):
        """Keep this step, with its time limits, among the ready steps.

        :return: a notification for the screen
        :raises AccessError: for whoever may not change the process
        """
        self.ensure_one()
        self.check_access("write")
        ready = self._keep_ready()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "“%s” is a ready step now: you find it in the palette of the map "
                    "and below the list of steps.",
                    ready.name,
                ),
            },
        }

    def _keep_ready(self):
        if self.kind not in MAY_BE_READY or self.kind in SCOPE_KINDS or self.part_ids:
            raise UserError(
                self.env._(
                    "A single step can be kept as a ready one: a task, an automatic "
                    "step, a wait or a call."
                )
            )
        steps = [self, *self.boundary_ids.filtered(lambda n: not n.part_ids)]
        content = {
            "steps": [node._ready_step(self) for node in steps],
            "ways": [],
            "exit": [self.bpmn_id, None],
        }
        values = {
            "name": self.name,
            "description": self._people_words() or self._what_words() or False,
            "icon": self._icon(),
            "user_id": self.env.uid,
            "company_id": self.version_id.flow_id.company_id.id,
            "res_model": self.res_model,
            "content": content,
        }
        # Under sudo: nobody else can say what a ready step holds.
        return self.env["bpm.flow.ready"].sudo().create(values).with_env(self.env)

    def _ready_step(self, holder):
        """The row's own values, as a copy takes them over."""
        values = movable(self, self.copy_data()[0])
        values["name"] = self.name
        actions = self.sudo().action_ids.sorted()
        return {
            "key": self.bpmn_id,
            "values": values,
            "on": holder.bpmn_id if self != holder else False,
            "place": [0, 0],
            "role": self._ready_role(),
            "actions": [movable(actions, vals) for vals in actions.copy_data()],
        }

    def _ready_role(self):
        if not self.role_id:
            return False
        values = movable(self.role_id, self.role_id.copy_data()[0])
        return {**values, "name": self.role_id.name}
