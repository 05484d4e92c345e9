from odoo import models

from ..bpmn import OWN, Association, Definitions, Process, write
from ..bpmn.drawing import labelled
from ..bpmn.lanes_from import lanes_from
from ..bpmn.parts import part


class BpmFlowVersionExport(models.Model):
    """BPMN 2.0 files from the rows of a version."""

    _inherit = "bpm.flow.version"

    def export_bpmn(self):
        """This version as a BPMN 2.0 file with a diagram.

        What an imported file said and is not used here is written back.

        :return: str, XML
        """
        self.ensure_one()
        self.check_access("read")
        return write(self.sudo()._to_export())

    def _to_export(self):
        """What other tools are shown: ways called like the outcomes that they stand
        for, and lanes of the roles where there are none."""
        definitions = labelled(self._as_definitions(), self._outcome_labels())
        wholes = self.node_ids.filtered(lambda node: node.role_id)
        roles = {node.bpmn_id: node.role_id.name for node in wholes}
        lanes_from(definitions.processes[0], roles)
        return definitions

    def _outcome_labels(self):
        ways = self.transition_ids.filtered(lambda way: way.outcome_id and not way.name)
        return {way.bpmn_id: way.outcome_id.name for way in ways}

    def _as_definitions(self):
        kept = self.source or {}
        definitions = part(Definitions, kept.get("definitions"))
        definitions.target_namespace = definitions.target_namespace or OWN
        process = part(Process, kept.get("process"))
        was, process.id = process.id, self._process_id()
        process.name = process.name or self.flow_id.name
        process.is_executable = True
        wholes = self.node_ids.filtered(lambda node: not node.part_of_id)
        process.elements = [node._as_element(definitions) for node in wholes]
        process.flows = [way._as_flow() for way in self.transition_ids]
        process.associations += self._missing_associations(process)
        for collaboration in definitions.collaborations:
            _keep_own_pool(collaboration, was, process)
        definitions.processes = [process]
        return definitions

    def _process_id(self):
        """The code, as XML allows an id."""
        code = "".join(
            c if c.isalnum() or c in "_-." else "_" for c in self.flow_id.code
        )
        return code if code[:1].isalpha() or code[:1] == "_" else f"_{code}"

    def _missing_associations(self, process):
        """From each compensation event to what undoes its step."""
        there = {(a.source, a.target) for a in process.associations}
        return [
            Association(
                id=f"{node.bpmn_id}_handler",
                source=node.bpmn_id,
                target=node.handler_id.bpmn_id,
                parent=node.parent_id.bpmn_id or None,
                direction="One",
            )
            for node in self.node_ids.filtered("handler_id")
            if (node.bpmn_id, node.handler_id.bpmn_id) not in there
        ]


def _keep_own_pool(collaboration, was, process):
    """The file holds this process alone: the pools of others are closed, and messages
    come from their border and go to it."""
    strangers = []
    for participant in collaboration.participants:
        if participant.process == was:
            participant.process = process.id
        elif participant.process:
            participant.process = None
            strangers.append(participant.id)
    there = {element.id for element in process.elements}
    there |= {participant.id for participant in collaboration.participants}
    flows = []
    for flow in collaboration.message_flows:
        lost = [end for end in (flow.source, flow.target) if end not in there]
        if len(lost) == 1 and strangers:
            if flow.source in lost:
                flow.source = strangers[0]
            else:
                flow.target = strangers[0]
            flow.edge = None
        if len(lost) < 2 and (strangers or not lost):
            flows.append(flow)
    collaboration.message_flows = flows
