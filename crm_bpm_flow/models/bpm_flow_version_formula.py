from contextlib import suppress

from odoo import models
from odoo.exceptions import UserError

from ..engine.expression import ExpressionError, parse
from .case_scope import CaseScope, told_value
from .evaluator import UNREADABLE, plain_value

UNOFFERED = ("binary", "properties", "properties_definition", "json", "reference")


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
        names = set()
        for way in self.transition_ids.filtered("expression"):
            names |= _roots(way.expression)
        for node in self.node_ids:
            for text in (node.call_variables_in, node.call_variables_out):
                names |= {name.strip() for name in (text or "").split(",")}
        fields = self.env[self.res_model]._fields if self.res_model in self.env else {}
        return sorted(name for name in names if name and name not in fields)

    def formula_check(self, text):
        """What is wrong with a formula, said while it is typed.

        :return: ``{"mistake": sentence or False, "position": int or False}``
        """
        self.ensure_one()
        self.check_access("write")
        if not (text or "").strip():
            return {"mistake": False, "position": False}
        formulas = self.env["bpm.flow.formula"]
        error = formulas._mistake(str(text), self.res_model)
        return {
            "mistake": formulas._sentence(error) if error else False,
            "position": error.position if error and error.position else False,
        }

    def formula_try(self, text, res_id, values=None):
        """The value of a formula for a record, with the user's own rights.

        :param int res_id: a record of the process's target
        :param dict values: values of the case to take for granted
        :return: ``{"value", "holds", "used": {name: value}}``
        :raises UserError: with the sentence that says why it has none
        """
        self.ensure_one()
        self.check_access("write")
        if self.res_model not in self.env:
            raise UserError(
                self.env._("The model %s is not installed any more.", self.res_model)
            )
        record = self.env[self.res_model].browse(int(res_id)).exists()
        if not record:
            raise UserError(self.env._("Choose a record to try it on."))
        record.check_access("read")
        scope = CaseScope(record, values or {}, zone=self.env.user.tz or "UTC")
        try:
            formula = parse(str(text or ""))
            value = formula.evaluate(scope)
        except ExpressionError as error:
            sentence = self.env["bpm.flow.formula"]._sentence(error)
            raise UserError(sentence) from error
        return {
            "value": _shown(value),
            "holds": bool(value),
            "used": self._used(formula, scope),
        }

    def _used(self, formula, scope):
        used = {}
        for path in sorted(formula.names):
            with suppress(ExpressionError, *UNREADABLE):
                used[path] = _shown(parse(path).evaluate(scope))
        return used


def _roots(text):
    try:
        return parse(text).roots
    except ExpressionError:
        return frozenset()


def _shown(value):
    return (
        plain_value(value) if isinstance(value, models.BaseModel) else told_value(value)
    )
