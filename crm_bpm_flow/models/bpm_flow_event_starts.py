from odoo import api, models
from odoo.fields import Domain

from .const import PUBLISHED


class BpmFlowEventStarts(models.Model):
    """Cases that a message or a signal starts."""

    _inherit = "bpm.flow"

    @api.model
    def _started_by(self, kind, name):
        """Published processes that begin with it.

        :param kind: "message" or "signal"
        :return: list of ``(bpm.flow, its start node)`` under sudo
        """
        begins = Domain("kind", "=", "startEvent") & Domain("event", "=", kind)
        behind = Domain("incoming_ids.source_id.instantiate", "=", True)
        begins |= (
            Domain("kind", "=", "intermediateCatchEvent")
            & Domain("event", "=", kind)
            & behind
        )
        if kind == "message":
            begins |= Domain("kind", "=", "receiveTask") & (
                Domain("instantiate", "=", True) | behind
            )
        nodes = (
            self.env["bpm.flow.node"]
            .sudo()
            .search(
                begins
                & Domain("parent_id", "=", False)
                & Domain("version_id.state", "=", PUBLISHED)
                & Domain("version_id.flow_id.active", "=", True)
            )
        )
        return [
            (node.version_id.flow_id, node)
            for node in nodes
            if node.version_id.flow_id.version_id == node.version_id
            and node._awaited_name(kind, self.env["bpm.flow.instance"]) == name
        ]

    def _start_by_event(self, node, res_id, values, user):
        """One case that begins at this event.

        :param res_id: of its record; False for none
        """
        return self._start_cases(
            [{"res_id": res_id, "variables": values}],
            at=node.bpmn_id,
            user=user,
            strict=True,
        )
