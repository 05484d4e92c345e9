from odoo import models

from ..bpmn import Element, Event, Loop
from ..bpmn.parts import formal, part
from ..bpmn.to_engine import ENDS_ALL
from .bpmn_settings import node_settings

EVENT_SUB = "eventSubProcess"


class BpmFlowNodeExport(models.Model):
    """A step as an element of a BPMN file."""

    _inherit = "bpm.flow.node"

    def _as_element(self, definitions):
        """The row as ``bpmn.Element``; what it does not know is as the file had it."""
        self.ensure_one()
        source = self.source or {}
        element = part(Element, {"kind": self.kind, **source})
        is_event_sub = self.kind == EVENT_SUB
        if self.kind != "task" or element.kind == "task":
            element.kind = "subProcess" if is_event_sub else self.kind
        element.id = self.bpmn_id
        element.triggered_by_event = is_event_sub
        element.name = self._own_name(source)
        element.documentation = self._plain_instruction()
        element.parent = self.parent_id.bpmn_id or None
        element.attached_to = self.attached_to_id.bpmn_id or None
        element.interrupting = self.interrupting
        element.default = self.outgoing_ids.filtered("is_default")[:1].bpmn_id or None
        element.instantiate = self.instantiate
        element.for_compensation = self.for_compensation
        element.start_quantity = max(self.start_quantity, 1)
        element.completion_quantity = max(self.completion_quantity, 1)
        element.script = self.script or ""
        element.called_element = self.called_flow_id.code or self.called_code or None
        element.events = self._as_events(element, definitions)
        if self.kind in ("sendTask", "receiveTask"):
            self._name_message(element, definitions)
        element.loop = self._as_loop(element.loop)
        if self.kind == "complexGateway":
            element.activation = formal(element.activation, self.condition)
        if self.kind == "adHocSubProcess":
            element.completion = formal(element.completion, self.condition)
            element.cancel_remaining = self.cancel_rest
            # Nothing said is the standard's "Parallel".
            element.ordering = (self.ordering or "").capitalize() or None
        element.settings = node_settings(self)
        return element

    def _name_message(self, element, definitions):
        root = definitions.roots.get(element.message or "")
        element.message_name = self.event_name or ""
        if root and root.name != element.message_name:
            element.message = None

    def _own_name(self, source):
        """Nothing where the file had no name and nobody gave it one since."""
        if source and not source.get("name"):
            unnamed = self.version_id._unnamed(self.kind)
            return "" if self.name == unnamed else self.name
        return self.name

    def _plain_instruction(self):
        return str(self.instruction or "")

    def _as_events(self, element, definitions):
        if not self.event:
            return []
        if self.event == "multiple":
            element.parallel_multiple = self.needs_all
            return [part._as_part(definitions) for part in self.part_ids]
        event = element.events[0] if element.events else Event(kind=self.event)
        event.kind = self.event
        if self.event in ("message", "signal", "link"):
            event.name = self._told_name()
        elif self.event in ("error", "escalation"):
            event.code = self.event_code or None
        elif self.event == "timer":
            event.timer, event.text = self._written_timer()
        elif self.event == "conditional":
            event.text = self.condition or ""
        elif self.event == "compensation":
            event.activity = self.compensates_id.bpmn_id or None
            event.wait = not self.detached
        elif self.event == "terminate" and not self.ends_all:
            event.attributes.pop(ENDS_ALL, None)
        root = definitions.roots.get(event.ref or "")
        if root and self.event in ("message", "signal") and root.name != event.name:
            event.ref = None
        return [event]

    def _as_part(self, definitions):
        """One of several events; what else is set on its row goes with it."""
        element = part(Element, {"kind": self.kind, **(self.source or {})})
        event = self._as_events(element, definitions)[0]
        event.settings = node_settings(self)
        return event

    def _written_timer(self):
        """A timer of ours as BPMN has it: the rest is in our settings."""
        if self.timer_text:
            return self.timer_kind or "duration", self.timer_text
        letters = {"minutes": "PT{}M", "hours": "PT{}H", "days": "P{}D"}
        return "duration", letters[self.deadline_unit].format(abs(self.deadline_amount))

    def _as_loop(self, loop):
        if not self.loop:
            return None
        loop = loop or Loop(kind=self.loop)
        loop.kind = self.loop
        loop.cardinality = formal(loop.cardinality, self.loop_number)
        loop.collection = self.loop_collection or ""
        loop.variable = self.loop_item or ""
        loop.condition = formal(loop.condition, self.loop_condition)
        loop.maximum = self.loop_maximum or None
        loop.test_before = self.loop_test_before
        return loop
