from odoo import api, models
from odoo.exceptions import UserError
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
        behind |= Domain("part_of_id.incoming_ids.source_id.instantiate", "=", True)
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

    def _starts_of(self):
        """The elements of the published version by which a case can begin by hand."""
        self.ensure_one()
        top = self.sudo().version_id.node_ids.filtered(lambda n: not n.parent_id)
        return top.filtered(
            lambda n: (n.kind == "startEvent" and not n.part_of_id) or n.instantiate
        )

    def _start_named(self, bpmn_id):
        """The one of them with this id.

        :raises UserError: when there is none
        """
        found = self._starts_of().filtered(lambda n: n.bpmn_id == bpmn_id)
        if not found:
            raise UserError(
                self.env._(
                    "“%(flow)s” has no start “%(start)s”.",
                    flow=self.name,
                    start=str(bpmn_id)[:60],
                )
            )
        return found

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
