"""Answers the engine's questions about data, for all cases of a version at once."""

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.models import BaseModel

from ..engine import ConditionError
from ..tools.domains import domain_fields, match_values, parse_domain


class Evaluator:
    """Evaluates conditions on whole recordsets and remembers the values that decided.

    One lives for one round of the runtime: what a step changes in the next round is
    seen anew. It reads with the rights of the version's *run as* user (DESIGN 4.12).
    """

    def __init__(self, version, cases):
        self.version = version
        self.env = version.env
        self.cases = cases
        self._ways = {}
        self._told = {}

    def of(self, case):
        """The engine's ``evaluate`` for one case."""

        def evaluate(flow, _token):
            way = self.env["bpm.flow.transition"].browse(flow.condition)
            holds = self._holds(way, case)
            self._told[case.id, flow.id] = self._explain(way, case, holds)
            return holds

        return evaluate

    def told(self, case, flow_ids):
        """What was asked for this case about these flows, for its journal."""
        keys = ((case.id, flow_id) for flow_id in flow_ids)
        return [self._told[key] for key in keys if key in self._told]

    def _holds(self, way, case):
        if not match_values(parse_domain(way.variable_domain), case.variables or {}):
            return False
        if not parse_domain(way.domain):
            return True
        if way.id not in self._ways:
            self._ways[way.id] = self._matching(way)
        return case.res_id in self._ways[way.id]

    def _matching(self, way):
        """Ids of the batch's records that fit the condition; one pass for all."""
        model = self.version.flow_id.res_model
        if model not in self.env:
            raise ConditionError(
                self.env._("The model %s is not installed any more.", model)
            )
        records = self.env[model].browse(set(self.cases.mapped("res_id"))).exists()
        reader = records.with_user(self.version._run_as()).with_context(
            active_test=False, allowed_company_ids=self._companies()
        )
        try:
            return set(reader.filtered_domain(parse_domain(way.domain))._ids)
        except (AccessError, MissingError, UserError, ValueError, KeyError) as error:
            raise ConditionError(
                self.env._(
                    "The condition of “%(way)s” cannot be decided: %(error)s",
                    way=way.name or way.target_id.name,
                    error=error,
                )
            ) from error

    def _companies(self):
        return self.cases.company_id.ids or self.env.companies.ids

    def _explain(self, way, case, holds):
        values = {}
        record = case._record()
        for name in domain_fields(parse_domain(way.domain)):
            if record and name in record._fields:
                values[name] = plain_value(record[name])
        for name in domain_fields(parse_domain(way.variable_domain)):
            values[name] = (case.variables or {}).get(name, False)
        return {
            "way": way.name or way.target_id.name,
            "holds": holds,
            "values": values,
        }


def plain_value(value):
    """A field's value as the journal keeps it: names of records, not ids."""
    if isinstance(value, BaseModel):
        return ", ".join(value.sudo().mapped("display_name"))[:200]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)
