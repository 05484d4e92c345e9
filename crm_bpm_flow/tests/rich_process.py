"""A process with a row of every kind of part, all linked to each other."""

from odoo.fields import Command

from .common import FlowCase, end, task
from .process_words import auto, choice, limit, sub, wait, write


class RichCase(FlowCase):
    """``self.process`` has everything; ``self.draft`` is its draft."""

    def setUp(self):
        super().setUp()
        self.process = self._rich_process()
        self.draft = self.process.draft_id

    def _rich_process(self):
        """A draft with a row of every kind of part, all linked to each other."""
        flow = self.flow(
            "Rich",
            publish=False,
            call=task(
                None,
                {"Reached": "part", "Busy": "pause"},
                within="2 hours",
                instruction="<p>Be kind</p>",
                checklist_ids=[(0, 0, {"name": "Number checked"})],
                required_field_ids=[
                    (6, 0, self.env["ir.model.fields"]._get("crm.lead", "phone").ids)
                ],
            ),
            late=limit("call", "3 hours", "mark"),
            pause=wait("1 hours", then="call"),
            part=sub(then="again"),
            inside=task(self.worker, parent_id="part"),
            inside_end=end(parent_id="part"),
            again=task(same_as_node_id="call"),
            mark=auto(write("description", "Late")),
            look=choice(([("priority", "=", "3")], "lost"), otherwise="goal"),
            goal=end("goal"),
            lost=end("failure"),
        )
        call = self.step(flow, "call")
        role = self.env["bpm.flow.role"].create(
            {
                "version_id": flow.draft_id.id,
                "name": "Callers",
                "user_ids": [Command.set((self.worker | self.mate).ids)],
                "group_ids": [Command.set(self.clerk_group.ids)],
                "pick": "turn",
            }
        )
        second = role.copy({"name": "Who did it", "same_as_node_id": call.id})
        call.role_id = role
        self.env["bpm.flow.reminder"].create(
            [
                {"node_id": call.id, "role_id": second.id},
                {
                    "node_id": call.id,
                    "action": "outcome",
                    "moment": "after",
                    "outcome_id": call.outcome_ids[1].id,
                },
            ]
        )
        return flow

    def _parts(self, version):
        """{model: rows} of everything that belongs to a version."""
        nodes = version.node_ids
        return {
            "bpm.flow.node": nodes,
            "bpm.flow.transition": version.transition_ids,
            "bpm.flow.outcome": nodes.outcome_ids,
            "bpm.flow.checklist": nodes.checklist_ids,
            "bpm.flow.reminder": nodes.reminder_ids,
            "bpm.flow.role": version.role_ids,
            "ir.actions.server": nodes.action_ids,
        }
