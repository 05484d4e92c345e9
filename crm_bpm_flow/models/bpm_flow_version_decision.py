from odoo import fields, models
from odoo.fields import Command

from ..bpmn import refer_to_decision
from ..bpmn.raw import safe_id


class BpmFlowVersionDecision(models.Model):
    """A version's decision tables: copied with it, written to files and read back."""

    _inherit = "bpm.flow.version"

    decision_ids = fields.One2many("bpm.flow.decision", "version_id")

    def _copy_content(self, flow):
        draft = super()._copy_content(flow)
        twins = {
            decision: decision.copy({"version_id": draft.id})
            for decision in self.decision_ids
        }
        nodes = {node.bpmn_id: node for node in draft.node_ids}
        for decision, twin in twins.items():
            twin.need_ids = [Command.set([twins[n].id for n in decision.need_ids])]
        for node in self.node_ids.filtered("decision_id"):
            nodes[node.bpmn_id].decision_id = twins[node.decision_id]
        return draft

    def _make_contents(self, node):
        """A new decision begins with an empty table."""
        if node.kind == "businessRuleTask":
            values = {"version_id": self.id, "name": node.name}
            node.decision_id = self.env["bpm.flow.decision"].create(values)
        return super()._make_contents(node)

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------
    def _fill_from_bpmn(self, process, definitions):
        self.decision_ids.unlink()
        result = super()._fill_from_bpmn(process, definitions)
        told = process.settings.get("decisions")
        decisions = self._import_decisions(told if isinstance(told, list) else [])
        if not decisions:
            return result
        nodes = {node.bpmn_id: node for node in self.node_ids}
        for element in process.elements:
            number = element.settings.get("decision")
            if element.id in nodes and number in decisions:
                nodes[element.id].decision_id = decisions[number]
        return result

    def _import_decisions(self, told):
        """{number in the file: row}; what is no table is left out."""
        Decision = self.env["bpm.flow.decision"]
        rows = {}
        for number, settings in enumerate(told):
            values = Decision._values_of_settings(settings)
            if values:
                rows[number] = {"version_id": self.id, **values}
        made = dict(zip(rows, Decision.create(list(rows.values())), strict=True))
        for number, decision in made.items():
            needs = told[number].get("needs") or ()
            ids = [made[n].id for n in needs if n in made and n != number]
            decision.need_ids = [Command.set(ids)]
        return made

    def _as_definitions(self):
        definitions = super()._as_definitions()
        (process,) = definitions.processes
        kept = {k: v for k, v in process.settings.items() if k != "decisions"}
        if self.decision_ids:
            places = {decision: n for n, decision in enumerate(self.decision_ids)}
            codes = self._dmn_ids()
            kept["decisions"] = [
                {
                    **decision._as_settings(),
                    "code": decision.code or codes[decision],
                    **_needs([places[need] for need in decision.need_ids]),
                }
                for decision in self.decision_ids
            ]
        process.settings = kept
        return definitions

    def _dmn_ids(self):
        """{decision: its id in a DMN file}: what its steps refer to in a BPMN file."""
        found, taken = {}, {"definitions"}
        for number, decision in enumerate(self.decision_ids, 1):
            wanted = safe_id(decision.code or f"decision_{number}")
            free, more = wanted, 1
            while free in taken:
                more += 1
                free = f"{wanted}_{more}"
            found[decision] = free
            taken.add(free)
        return found


def _needs(places):
    return {"needs": places} if places else {}


class BpmFlowNodeDecisionExport(models.Model):
    _inherit = "bpm.flow.node"

    def _as_element(self, definitions):
        element = super()._as_element(definitions)
        if self.decision_id:
            place = self.version_id.decision_ids.ids.index(self.decision_id.id)
            element.settings = {**element.settings, "decision": place}
            ref = self.version_id._dmn_ids()[self.decision_id]
            result = self.decision_result or ""
            refer_to_decision(element, ref, result, self.decision_form)
        return element
