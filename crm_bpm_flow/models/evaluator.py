"""Answers the engine's questions about data, for all cases of a version at once."""

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.models import BaseModel

from ..engine import ConditionError
from ..tools.domains import domain_fields, match_values, parse_domain

HIDDEN = "…"


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
        self._readable = {}

    def of(self, case):
        """The engine's ``evaluate`` for one case."""

        def evaluate(flow, _token):
            way = self.env["bpm.flow.transition"].browse(flow.condition)
            known = case.variables or {}
            asks = match_values(parse_domain(way.variable_domain), known)
            holds = asks and self._holds(way, case)
            self._told[case.id, flow.id] = self._explain(way, case, holds, asks)
            return holds

        return evaluate

    def told(self, case, flow_ids):
        """What was asked for this case about these flows, for its journal."""
        keys = ((case.id, flow_id) for flow_id in flow_ids)
        return [self._told[key] for key in keys if key in self._told]

    def _holds(self, way, case):
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
            self._readable.update({record.id: record for record in reader})
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

    def _explain(self, way, case, holds, asks):
        """Values that decided: only what was looked at, with the same rights."""
        values = {}
        record = self._readable.get(case.res_id)
        if asks and record:
            values.update(readable_values(record, parse_domain(way.domain)))
        for name in domain_fields(parse_domain(way.variable_domain)):
            values[name] = (case.variables or {}).get(name, False)
        return {
            "way": way.name or way.target_id.name,
            "holds": holds,
            "values": values,
        }


def readable_values(record, domain):
    """{field: value} of what a domain looks at, as far as ``record``'s user may."""
    fields = [record._fields.get(name) for name in domain_fields(domain)]
    return {
        field.name: plain_value(record[field.name])
        for field in fields
        if field is not None and record._has_field_access(field, "read")
    }


def plain_value(value):
    """A field's value as the journal keeps it: names of records, not ids.

    Records that ``value``'s user may not read are dots.
    """
    if isinstance(value, BaseModel):
        try:
            readable = value._filtered_access("read")
            names = readable.mapped("display_name")
        except AccessError:
            return HIDDEN
        return ", ".join([*names, *([HIDDEN] if readable != value else ())])[:200]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)
