import logging

from odoo import api, models, tools

from ..engine import ConditionError
from ..engine.expression import ExpressionError, parse
from ..tools.carriers import Actor, Cause
from ..tools.domains import parse_domain
from .case_scope import CaseScope
from .const import PUBLISHED
from .evaluator import UNREADABLE

_logger = logging.getLogger(__name__)


class BpmFlowFittingStarts(models.Model):
    """Cases that begin when a record comes to fit the condition of a start: it must
    have been false before (BPMN 2.0.2, table 10.84, conditional)."""

    _inherit = "bpm.flow"

    @api.model
    @tools.ormcache()
    def _fitting_starts(self):
        """``{model: ((node id, fields that its condition looks at), ...)}``, of all
        that is published."""
        found = {}
        for node in self.env["bpm.flow.node"]._watching():
            if node._begins_when_it_fits():
                row = node.id, frozenset(node._condition_fields())
                found.setdefault(node.res_model, []).append(row)
        return {model: tuple(rows) for model, rows in found.items()}

    @api.model
    def _fitting_before(self, records, names):
        """What fitted before these fields are saved. Costs nothing where no start
        looks at one of them.

        :return: ``{node id: record ids}``, of the starts that are concerned
        """
        starts = self._fitting_starts().get(records._name, ())
        concerned = [node for node, looked_at in starts if looked_at & set(names)]
        if not concerned:
            return {}
        nodes = self.env["bpm.flow.node"].sudo().browse(concerned)
        return {node.id: node._fitting(records) for node in nodes}

    @api.model
    def _start_fitting(self, records, before):
        """Begin a case for each of those that fit now and did not before; a fault
        stops nobody's save."""
        for node in self.env["bpm.flow.node"].sudo().browse(before):
            ids = [i for i in node._fitting(records) if i not in before[node.id]]
            failed = []
            if ids:
                with self.env["bpm.flow.runtime"].sudo()._firewall(failed):
                    node._begin_fitting(ids, self.env.user)
            if failed:
                flow, rules = node.version_id.flow_id, self.env["bpm.flow.start"]
                _logger.info("A start of %s failed", flow.code, exc_info=failed[0])
                with self.env["bpm.flow.runtime"].sudo()._firewall([]):
                    rules._tell_start_failed(flow, rules, records, failed[0])


class BpmFlowNode(models.Model):
    _inherit = "bpm.flow.node"

    def _begins_when_it_fits(self):
        """Whether it is a conditional start of a process in its present version."""
        version = self.version_id
        return (
            self.kind == "startEvent"
            and self.event == "conditional"
            and not self.parent_id
            and not self.part_of_id
            and version.state == PUBLISHED
            and version.flow_id.active
            and version.flow_id.version_id == version
        )

    def _fitting(self, records):
        """Ids of those for which the condition holds, as the process may read them.
        What cannot be decided does not fit: it may after the next change."""
        domain = parse_domain(self.condition_domain)
        if not records or not (domain or self.condition):
            return []
        readable = self._startable().with_context(active_test=False).browse(records.ids)
        try:
            if domain:
                readable = readable.filtered_domain(domain)
            return [r.id for r in readable if not self.condition or self._fits(r)]
        except UNREADABLE:
            return []

    def _fits(self, record):
        company = self.version_id.company_id or self.env.company
        zone = company.resource_calendar_id.tz or "UTC"
        try:
            return parse(self.condition).holds(CaseScope(record, {}, None, zone))
        except (ExpressionError, ConditionError, *UNREADABLE):
            return False

    def _begin_fitting(self, ids, user):
        flow = self.version_id.flow_id.with_context(bpm_actor=Actor(user.id))
        chain = flow._chain_behind(Cause.of(self.env))
        if flow._must_hold(chain):
            flow._hold(ids, self.env["bpm.flow.start"], user, self)
            return
        rows = [{"res_id": id_, "chain": chain} for id_ in ids]
        cases = flow._start_cases(rows, at=self.bpmn_id, user=user, strict=False)
        data = {"name": self.condition or self.name, "kind": "condition"}
        self.env["bpm.flow.log"]._append(
            [(case, "caught", self, data) for case in cases]
        )


class MailThread(models.AbstractModel):
    """Any record with a chatter may come to fit a start's condition."""

    _inherit = "mail.thread"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        flows = self.env["bpm.flow"]
        if starts := flows._fitting_starts().get(self._name):
            flows._start_fitting(records, {node: () for node, _names in starts})
        return records

    def write(self, vals):
        flows = self.env["bpm.flow"]
        before = flows._fitting_before(self, vals)
        result = super().write(vals)
        if before:
            flows._start_fitting(self, before)
        return result
