"""Conditions of a process as trees: what their fields and values can be."""

from contextlib import suppress

from ..engine.conditions import (
    ALWAYS,
    AllOf,
    Asks,
    Kind,
    Open,
    constants_in_domain,
    constants_in_formula,
    kind_of,
    read_domain,
    read_formula,
)
from ..engine.expression import ExpressionError, parse
from ..tools.domains import parse_domain

OUTCOME = "\0outcome"  # no field and no value is called so
NUMBERS = ("integer", "float", "monetary")
MOMENTS = ("date", "datetime")


class ConditionReader:
    """Reads the ways out of one step, or a single condition.

    :param model: an empty recordset of the process's target; None when it is gone
    :param shadows: names of values of the case, which formulas find before fields
    """

    def __init__(self, model, shadows=()):
        self.model = model
        self.shadows = frozenset(shadows)

    def of_ways(self, ways, outcomes):
        """:return: (a tree for each way, {axis: Kind})

        :param outcomes: codes that may arrive; None where it cannot be told
        """
        kinds = self._kinds_of_values(ways)
        known = outcomes is not None
        codes = tuple(code for code in outcomes or () if code)
        if known:
            kinds[OUTCOME] = Kind("choice", codes, empty=None in outcomes)
        trees = []
        for way in ways:
            parts = [self._outcome(way, known), *self._parts(way, kinds)]
            trees.append(AllOf(tuple(part for part in parts if part != ALWAYS)))
        return trees, {**self._kinds_of_fields(trees), **kinds}

    def of_domain(self, domain):
        """A condition on the record alone: (tree, {axis: Kind})"""
        kinds = {path: self.field_kind(path) for path in constants_in_domain(domain)}
        kinds = {path: kind for path, kind in kinds.items() if kind}
        return read_domain(domain, kinds), kinds

    def _outcome(self, way, known):
        code = way.outcome_id.code
        if not code:
            return ALWAYS
        return Asks(OUTCOME, "=", code) if known else Open(f"outcome {code}")

    def _parts(self, way, kinds):
        yield self.of_domain(parse_domain(way.domain))[0]
        yield read_domain(parse_domain(way.variable_domain), kinds)
        if way.expression:
            yield self._formula(way.expression, kinds)

    def _formula(self, text, kinds):
        try:
            tree = parse(text).tree
        except ExpressionError:
            return Open(text)
        paths = constants_in_formula(tree)
        paths.update(dict.fromkeys(parse(text).names))
        fields = {
            path: kind
            for path in paths
            if (kind := self._formula_kind(path.removeprefix("record.")))
        }
        return read_formula(tree, {**fields, **kinds})

    def _formula_kind(self, path):
        """Formulas take values of the case before fields of the same name."""
        return None if path in self.shadows else self.field_kind(path)

    # ------------------------------------------------------------------
    # What values there are
    # ------------------------------------------------------------------
    def _kinds_of_values(self, ways):
        """{name: Kind} of the case's own values, from what they are compared with."""
        constants = {}
        for way in ways:
            for name, values in self._compared(way):
                constants.setdefault(name, []).extend(values)
        kinds = {name: kind_of(values) for name, values in constants.items()}
        taken = {
            path
            for way in ways
            for path in constants_in_domain(parse_domain(way.domain))
        }
        return {
            name: kind for name, kind in kinds.items() if kind and name not in taken
        }

    def _compared(self, way):
        yield from constants_in_domain(parse_domain(way.variable_domain)).items()
        if way.expression:
            with suppress(ExpressionError):
                found = constants_in_formula(parse(way.expression).tree)
                for path, values in found.items():
                    if path in self.shadows or not self._is_field(path):
                        yield path, values

    def _kinds_of_fields(self, trees):
        axes = {
            leaf.axis
            for tree in trees
            for leaf in tree.leaves()
            if isinstance(leaf, Asks) and leaf.axis != OUTCOME
        }
        kinds = {axis: self.field_kind(axis) for axis in axes}
        return {axis: kind for axis, kind in kinds.items() if kind}

    def _is_field(self, path):
        return self.model is not None and path.split(".")[0] in self.model._fields

    def field_kind(self, path):
        """What a field of the record can be; None where that is not known, or where it
        is a field of another record."""
        field = self.model._fields.get(path) if self.model is not None else None
        if field is None or path == "id":
            return None
        empty = not field.required
        if field.type in NUMBERS:
            return Kind("number", whole=field.type == "integer", empty=False)
        if field.type in MOMENTS:
            return Kind("moment", whole=field.type == "date", empty=empty)
        if field.type == "boolean":
            return Kind("boolean", empty=False)
        if field.type == "selection":
            values = tuple(field.get_values(self.model.env))
            return Kind("choice", values, empty=empty)
        if field.type == "many2one":
            return Kind("record", empty=empty)
        return Kind("text") if field.type == "char" else None
