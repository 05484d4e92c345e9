from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..bpmn import BpmnError, Decision, read_decisions, write_decisions
from ..engine.decisions import LIST
from ..engine.expression.names import is_name
from .bpm_flow_node_decision import DECIDING_KINDS, LISTS


class BpmFlowVersionDmn(models.Model):
    """Decision tables from DMN files."""

    _inherit = "bpm.flow.version"

    def import_dmn(self, xml):
        """Take over the decisions of a DMN file that steps of this draft refer to, with
        those that they need; all of them where no step refers to any.

        :param xml: str or bytes
        :return: ``bpm.flow.decision``
        :raises UserError: saying why the file cannot be read
        :raises AccessError: when the user may not change the draft
        """
        self.ensure_one()
        self.check_access("write")
        wanted = self._wanted_decisions(self._decisions_of(xml))
        made = {}
        for decision in wanted:
            made[decision.id] = self._put_decision(decision)
            needs = [made[name].id for name in decision.needs]
            made[decision.id].need_ids = [Command.set(needs)]
        for node in self.node_ids:
            decision = made.get(node._decision_ref())
            if decision:
                node.decision_id = decision
                node._fit_results()
        return self.env["bpm.flow.decision"].union(*made.values())

    def export_dmn(self):
        """The decision tables of this version as a file of DMN 1.3.

        :return: str, XML; reading it back by ``import_dmn`` gives the same tables
        :raises UserError: when it has none
        """
        self.ensure_one()
        self.check_access("read")
        decisions = self.sudo().decision_ids
        if not decisions:
            raise UserError(self.env._("This process has no decision tables."))
        ids = self.sudo()._dmn_ids()
        plain = [
            Decision(
                id=ids[row],
                name=row.name,
                variable=row.variable or "",
                policy=row.hit_policy,
                aggregation=row.aggregation,
                needs=[ids[need] for need in row.need_ids],
                table=row._plain(),
            )
            for row in decisions
        ]
        return write_decisions(plain, self.sudo().flow_id.name)

    def _decisions_of(self, xml):
        if not isinstance(xml, (str, bytes)):
            raise UserError(self.env._("Give the content of a DMN file."))
        try:
            return read_decisions(xml)
        except BpmnError as error:
            raise UserError(self.flow_id._bpmn_sentence(error)) from error

    def _wanted_decisions(self, decisions):
        """Those that steps refer to and what they need, in their order."""
        known = {decision.id: decision for decision in decisions}
        refs = {node._decision_ref() for node in self.node_ids} - {None}
        if not refs:
            return decisions
        wanted, rest = set(), [ref for ref in refs if ref in known]
        while rest:
            name = rest.pop()
            if name not in wanted:
                wanted.add(name)
                rest.extend(known[name].needs)
        return [decision for decision in decisions if decision.id in wanted]

    def _put_decision(self, decision):
        """The table of that id; one that is here already gets the new rules."""
        values = {
            "name": decision.name,
            "code": decision.id,
            "variable": decision.variable or False,
            "hit_policy": decision.policy,
            "aggregation": decision.aggregation,
            "table": decision.table,
        }
        ids = self._dmn_ids()
        found = self.decision_ids.filtered(
            lambda row: decision.id in (row.code, ids[row])
        )[:1]
        if found:
            found.write(values)
            return found
        return found.create({"version_id": self.id, **values})


class BpmFlowNodeDmn(models.Model):
    _inherit = "bpm.flow.node"

    def _decision_ref(self):
        """The id of the decision that the file says; None where it says none."""
        self.ensure_one()
        extra = (self.source or {}).get("extra") or {}
        if self.kind not in DECIDING_KINDS:
            return None
        return extra.get("decision_ref") or extra.get("decision_id") or None

    def _fit_results(self):
        """Flowable's service tasks give the results of one rule by their names, those
        of a table that lists them as one list by the decision's key."""
        extra = (self.source or {}).get("extra") or {}
        if self.kind != "serviceTask" or extra.get("type") != "dmn":
            return
        decision = self.decision_id
        is_list = decision.hit_policy in LISTS and decision.aggregation == LIST
        key = extra.get("decision_ref")
        self.decision_result = key if is_list and is_name(key) else False
        self.decision_form = "rows" if self.decision_result else "parts"
