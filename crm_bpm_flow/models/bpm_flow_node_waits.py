from odoo import models


class BpmFlowNodeWaits(models.Model):
    """The words under which an element waits and throws."""

    _inherit = "bpm.flow.node"

    def _awaited_name(self, kind, case):
        """What a row of ``bpm.flow.wait`` is called.

        :param kind: "message", "signal", "condition", "milestone" or "section"
        """
        self.ensure_one()
        if kind == "section":
            name = f"{self.section}"
            if self.section_scope == "record" and case.res_id:
                name = f"{name} {case.res_model},{case.res_id}"
            return name
        if kind in ("message", "signal"):
            return self.event_name or self.with_context(lang="en_US").name
        return self.milestone if kind == "milestone" else self.condition

    def _thrown_name(self):
        return self.event_name or self.with_context(lang="en_US").name

    def _listens_on(self):
        """Whether it goes on listening after it heard (BPMN 2.0.2, 13.5.3)."""
        self.ensure_one()
        return self.kind in ("boundaryEvent", "startEvent") and not self.interrupting

    def _tells_wait(self):
        """Whether the journal says that the case waits here: where it stands, not
        what it also listens for."""
        return self.kind in ("intermediateCatchEvent", "receiveTask")
