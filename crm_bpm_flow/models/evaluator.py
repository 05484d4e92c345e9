"""Answers the engine's questions about data, for all cases of a version at once."""

from contextlib import suppress
from functools import partial

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.models import BaseModel

from ..engine import ConditionError
from ..engine.expression import Expression, ExpressionError, parse
from ..tools.domains import domain_fields, match_values, parse_domain
from .case_scope import CaseScope, told_value
from .condition_words import reason
from .evaluator_asks import Asker

HIDDEN = "…"
# What reading a record may raise when the model or the rights changed under it.
UNREADABLE = (AccessError, MissingError, UserError, ValueError, KeyError)


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
        self._records = None
        self._readable = {}
        self._values = {}

    def of(self, case):
        """The engine's ``evaluate`` for one case."""
        return Asker(self, case)

    def way_holds(self, case, flow, counters):
        """Whether a way's condition holds; what was asked is kept for the journal."""
        way = self.env["bpm.flow.transition"].browse(flow.condition)
        known = case.variables or {}
        asks = match_values(parse_domain(way.variable_domain), known)
        holds = (
            asks and self._holds(way, case) and self._formula_holds(way, case, counters)
        )
        self._told[case.id, flow.id] = self._explain(way, case, holds, asks, counters)
        return holds

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
        try:
            reader = self._reader()
            return set(reader.filtered_domain(parse_domain(way.domain))._ids)
        except UNREADABLE as error:
            raise self._undecided(way, error) from error

    def _reader(self):
        """The batch's records as the process may read them."""
        model = self.version.flow_id.res_model
        if model not in self.env:
            raise ConditionError(
                self.env._("The model %s is not installed any more.", model)
            )
        if self._records is None:
            records = self.env[model].browse(set(self.cases.mapped("res_id")))
            alive = self.cases._still_there(records)
            # Never joined to records of our own environment: that would be sudo.
            self._records = alive.with_user(self.version._run_as()).with_context(
                active_test=False, allowed_company_ids=self._companies()
            )
            self._readable.update({record.id: record for record in self._records})
        return self._records

    def _undecided(self, way, error):
        return self._undecidable(way.name or way.target_id.name, error)

    def _undecidable(self, name, error):
        return ConditionError(
            self.env._(
                "The condition of “%(way)s” cannot be decided: %(error)s",
                way=name,
                error=reason(self.env, error),
            )
        )

    # ------------------------------------------------------------------
    # Formulas
    # ------------------------------------------------------------------
    def _formula_holds(self, way, case, counters):
        if not way.expression:
            return True
        name = way.name or way.target_id.name
        return self.holds(name, way.expression, case, counters)

    def holds(self, name, text, case, counters):
        """Whether a condition holds for a case; one that joins texts is a mistake.

        Takes and raises the same as ``value``.
        """
        return self._asked(Expression.holds, name, text, case, counters)

    def value(self, name, text, case, counters):
        """The value of a formula for a case.

        :param str name: of what asks, for the sentence when it cannot be decided
        :param dict counters: loop counters and items in sight
        :raises ConditionError: with that sentence
        """
        return self._asked(Expression.evaluate, name, text, case, counters)

    def _asked(self, method, name, text, case, counters):
        try:
            return method(parse(text), self.scope(case, counters))
        except ExpressionError as error:
            sentence = self.env["bpm.flow.formula"]._sentence(error)
            raise self._undecidable(name, sentence) from error
        except UNREADABLE as error:
            raise self._undecidable(name, error) from error

    def readable(self, case):
        """The case's record as the process may read it; None when it has none."""
        self._reader()
        return self._readable.get(case.res_id)

    def scope(self, case, counters):
        variables = case.variables or {}
        if case.business_key:
            variables = {"business_key": case.business_key, **variables}
        record = partial(self.readable, case)
        return CaseScope(record, variables, counters, case._zone)

    def _formula_values(self, way, case, counters):
        """What a formula looked at, by the names it uses."""
        scope, values = self.scope(case, counters), {}
        for path in sorted(parse(way.expression).names):
            with suppress(ExpressionError, *UNREADABLE):
                value = parse(path).evaluate(scope)
                values[path] = (
                    plain_value(value) if _is_record(value) else told_value(value)
                )
        return values

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

    def _explain(self, way, case, holds, asks, counters):
        """Values that decided: only what was looked at, with the same rights."""
        values = {}
        if asks and self._readable:
            values.update(self._values_of(way).get(case.res_id, {}))
        for name in domain_fields(parse_domain(way.variable_domain)):
            values[name] = (case.variables or {}).get(name, False)
        if asks and way.expression:
            values.update(self._formula_values(way, case, counters))
        return {
            "way": way.name or way.target_id.name,
            "way_id": way.id,
            "holds": holds,
            "values": values,
        }


def _is_record(value):
    return isinstance(value, BaseModel)


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
