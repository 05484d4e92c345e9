"""An owner's draft with an automatic step, into which he puts actions."""

from .common import FlowCase
from .process_words import auto


class DrawnCase(FlowCase):
    def setUp(self):
        super().setUp()
        self.process = self.flow("Drawn", publish=False, mark=auto())
        self.mark = self.step(self.process, "mark")
        self.actions = self.env["ir.actions.server"].with_user(self.owner)

    def _draw(self, **values):
        return self.actions.create(
            {"name": "Step", "bpm_node_id": self.mark.id, **values}
        )

    def _run(self):
        self.process.draft_id.with_user(self.owner).action_publish()
        return self.start(self.process)
