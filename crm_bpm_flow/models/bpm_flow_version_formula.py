from contextlib import suppress
from difflib import get_close_matches

from odoo import models
from odoo.exceptions import UserError

from ..engine.expression import ExpressionError, parse
from .bpm_flow_formula import formula_names
from .call_values import mapping_roots
from .case_scope import CaseScope, told_value
from .evaluator import UNREADABLE, plain_value

UNOFFERED = ("binary", "properties", "properties_definition", "json", "reference")
# How much alike two names must be, of 1, for one to be a slip of the other.
ALIKE = 0.85


class BpmFlowVersionFormula(models.Model):
    """What the formula editor asks about the process it is used in."""

    _inherit = "bpm.flow.version"

    def formula_offer(self):
        """Names that a formula of this process may use.

        :return: ``{"fields": [{"name", "label", "type", "model"}], "values": [name],
            "functions": [name], "model"}``; values are those that the process itself
            mentions
        """
        self.ensure_one()
        self.check_access("write")
        return {
            "fields": self._formula_fields(self.res_model),
            "values": self._named_values(),
            "functions": self.env["bpm.flow.formula"]._functions(),
            "model": self.res_model,
        }

    def formula_fields(self, model):
        """The same fields for a related model, when a path goes on there."""
        self.ensure_one()
        self.check_access("write")
        return self._formula_fields(model)

    def _formula_fields(self, model):
        if model not in self.env:
            return []
        records = self.env[model]
        if not records.has_access("read"):
            return []
        found = [
            {
                "name": name,
                "label": field._description_string(self.env),
                "type": field.type,
                "model": field.comodel_name or False,
            }
            for name, field in records._fields.items()
            if field.type not in UNOFFERED and records._has_field_access(field, "read")
        ]
        return sorted(found, key=lambda row: row["label"].lower())

    def _named_values(self):
        """Values of the case that the process's own formulas and calls mention."""
        fields = self.env[self.res_model]._fields if self.res_model in self.env else {}
        names = self._mentioned_values()
        return sorted(name for name in names if name and name not in fields)

    def _mentioned_values(self):
        """First names in the formulas of ways, and what calls hand over."""
        names = set()
        for way in self.transition_ids.filtered("expression"):
            names |= roots_of(way.expression)
        for node in self.node_ids:
            for text in (node.call_variables_in, node.call_variables_out):
                names |= mapping_roots(text)
        return names

    def formula_check(self, text, script=False):
        """What is wrong with a formula, said while it is typed.

        :param bool script: a calculation: lines of ``name = formula``
        :return: ``{"mistake": sentence or False, "position": int or False, "values":
            [name], "likely": {value: field}}``; values are names that it takes from
            the case, likely are those that may be meant for a field of the record
        """
        self.ensure_one()
        self.check_access("write")
        text = str(text or "")
        if not text.strip():
            return {"mistake": False, "position": False, "values": [], "likely": {}}
        formulas = self.env["bpm.flow.formula"]
        error = formulas._mistake(text, self.res_model, script=script)
        values = [] if error else self._values_of(text, script)
        return {
            "mistake": formulas._sentence(error) if error else False,
            "position": False
            if not error or error.position is None
            else error.position,
            "values": values,
            "likely": self._likely_fields(values),
        }

    def formula_try(self, text, res_id, values=None):
        """The value of a formula for a record, with the user's own rights.

        :param int res_id: a record of the process's target
        :param dict values: values of the case to take for granted
        :return: ``{"value", "holds", "used": {name: value}, "labels": {name: words}}``,
            or ``{"mistake"}``, the sentence that says why it has none: half a formula
            is tried while it is typed
        :raises UserError: without a record
        """
        self.ensure_one()
        self.check_access("write")
        scope = self._trying_scope(res_id, values)
        try:
            formula = parse(str(text or ""))
            value = formula.evaluate(scope)
        except ExpressionError as error:
            return {"mistake": self.env["bpm.flow.formula"]._sentence(error)}
        used = self._used(formula, scope)
        return {
            "value": shown(value),
            "holds": bool(value),
            "used": used,
            "labels": {path: self._path_label(path) for path in used},
        }

    def _trying_scope(self, res_id, values):
        """The names of a case that somebody only imagines, as far as he may read."""
        if self.res_model not in self.env:
            raise UserError(
                self.env._("The model %s is not installed any more.", self.res_model)
            )
        record = self.env[self.res_model].browse(int(res_id)).exists()
        if not record:
            raise UserError(self.env._("Choose a record to try it on."))
        record.check_access("read")
        return CaseScope(record, values or {}, zone=self.env.user.tz or "UTC")

    def _path_label(self, path):
        """A field by its labels; a value of the case by its own name."""
        ways = self.env["bpm.flow.transition"]
        return ways._path_words(self.res_model, path.removeprefix("record."))

    def _values_of(self, text, script):
        names = formula_names(text, script)
        fields = self.env[self.res_model]._fields if self.res_model in self.env else {}
        roots = {name.partition(".")[0] for name in names}
        return sorted(roots - {"record", "case"} - set(fields))

    def _likely_fields(self, values):
        """{value: the field of nearly the same name}, for a slip of the keys."""
        fields = self.env[self.res_model]._fields if self.res_model in self.env else {}
        near = {value: get_close_matches(value, fields, 1, ALIKE) for value in values}
        return {value: names[0] for value, names in near.items() if names}

    def _used(self, formula, scope):
        used = {}
        for path in sorted(formula.names):
            with suppress(ExpressionError, *UNREADABLE):
                used[path] = shown(parse(path).evaluate(scope))
        return used


def roots_of(text):
    """First names that a formula reads; none of one that cannot be read."""
    try:
        return parse(text).roots
    except ExpressionError:
        return frozenset()


def shown(value):
    """A value as the screen shows it."""
    return (
        plain_value(value) if isinstance(value, models.BaseModel) else told_value(value)
    )
