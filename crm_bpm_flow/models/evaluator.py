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
        self._values = {}

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

    def _values_of(self, way):
        """{record id: values} that a way's condition looks at, of the whole batch."""
        if way.id not in self._values:
            first = next(iter(self._readable.values()))
            self._values[way.id] = readable_values(
                first.browse(self._readable), parse_domain(way.domain)
            )
        return self._values[way.id]

    def _explain(self, way, case, holds, asks):
        """Values that decided: only what was looked at, with the same rights."""
        values = {}
        if asks and self._readable:
            values.update(self._values_of(way).get(case.res_id, {}))
        for name in domain_fields(parse_domain(way.variable_domain)):
            values[name] = (case.variables or {}).get(name, False)
        return {
            "way": way.name or way.target_id.name,
            "holds": holds,
            "values": values,
        }


def readable_values(records, domain):
    """{record id: {field: value}} of what a domain looks at, as far as the records'
    user may; asked for all of them together."""
    found = {record.id: {} for record in records}
    for name in domain_fields(domain):
        field = records._fields.get(name)
        if field is None or not records._has_field_access(field, "read"):
            continue
        allowed = _readable(records.mapped(name)) if field.relational else None
        for record in records:
            found[record.id][name] = plain_value(record[name], allowed)
    return found


def _readable(records):
    try:
        return records._filtered_access("read")
    except AccessError:
        return records.browse()


def plain_value(value, allowed=None):
    """A field's value as the journal keeps it: names of records, not ids.

    Records that ``value``'s user may not read are dots.

    :param allowed: records known to be readable, where many values are asked for
    """
    if isinstance(value, BaseModel):
        try:
            if allowed is None:
                readable = _readable(value)
            else:
                readable = (value & allowed).with_prefetch(allowed._ids)
            names = readable.mapped("display_name")
        except AccessError:
            return HIDDEN
        return ", ".join([*names, *([HIDDEN] if readable != value else ())])[:200]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)
