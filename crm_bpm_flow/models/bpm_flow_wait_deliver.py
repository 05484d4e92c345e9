from odoo import models

from ..engine import Caught
from .const import LIVE_STATES


class BpmFlowWaitDeliver(models.Model):
    """How waits end: by what they waited for."""

    _inherit = "bpm.flow.wait"

    def _listening(self, kind, name):
        """Rows of running cases that wait for it."""
        return self.search(
            [
                ("kind", "=", kind),
                ("name", "=", name),
                ("instance_id.state", "in", LIVE_STATES),
            ]
        )

    def _is_one_of(self, case, keys):
        """Whether it is one of these waits of a case, by (token, bpmn id)."""
        mine = self.instance_id == case
        return mine and (self.token, self.node_id.bpmn_id) in keys

    def _nearest(self, name, case, later=()):
        """The one that a case's message is for: on its record, in its family, or the
        only one there is."""
        found = self._listening("message", name)
        found = found.filtered(lambda w: not w._is_one_of(case, later))
        others = found.filtered(lambda w: w.instance_id != case)
        family = case._with_callers() | case.child_ids
        for near in (
            others.filtered(lambda w: w.instance_id in family),
            others.filtered(
                lambda w: (
                    w.res_id
                    and (w.res_model, w.res_id) == (case.res_model, case.res_id)
                )
            ),
            others if len(others.instance_id) == 1 else others.browse(),
            found - others,
        ):
            if near:
                return near[:1]
        return found.browse()

    def _catch(self, payload):
        """What these waited for has come.

        :param dict payload: values that go into the cases' variables
        :return: the engine's events of the cases that nobody else holds; the others
            get theirs from the scheduler
        """
        events, rows = [], []
        for wait in self:
            case, node = wait.instance_id, wait.node_id
            node._put_heard(case, wait.token, payload)
            rows.append((case, "caught", node, {"name": wait.name, "kind": wait.kind}))
            events.append((case, Caught(wait.token, node.bpmn_id)))
        self.env["bpm.flow.log"]._append(rows)
        self.filtered(lambda w: not w.node_id._listens_on()).unlink()
        return self.env["bpm.flow.runtime"]._deliver(events)

    def _kept_messages(self):
        """Messages that came before these began to wait for them."""
        events = []
        for wait in self:
            case = wait.instance_id
            kept = [row for row in case.messages or [] if row["name"] == wait.name]
            if kept:
                rest = list(case.messages)
                rest.remove(kept[0])
                case._set(messages=rest)
                events += wait._catch(kept[0]["payload"])
        return events
