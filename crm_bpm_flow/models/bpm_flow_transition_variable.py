import ast

from odoo import api, fields, models

from ..tools.domains import parse_domain

OPERATORS = [
    ("=", "is"),
    ("!=", "is not"),
    (">", "is more than"),
    (">=", "is at least"),
    ("<", "is less than"),
    ("<=", "is at most"),
    ("ilike", "contains"),
]


class BpmFlowTransitionVariable(models.Model):
    """One comparison of a case's variable, entered without brackets and quotes."""

    _inherit = "bpm.flow.transition"

    variable_name = fields.Char(
        string="When the case's value",
        compute="_compute_variable",
        inverse="_inverse_variable",
    )
    variable_operator = fields.Selection(
        OPERATORS, compute="_compute_variable", inverse="_inverse_variable"
    )
    variable_value = fields.Char(
        compute="_compute_variable", inverse="_inverse_variable"
    )
    has_several_variables = fields.Boolean(compute="_compute_variable")

    @api.depends("variable_domain")
    def _compute_variable(self):
        for way in self:
            domain = _read(way.variable_domain)
            name, operator, value = (
                domain[0] if len(domain) == 1 else (False, "=", False)
            )
            way.variable_name = name
            way.variable_operator = operator
            way.variable_value = str(value) if name else False
            way.has_several_variables = len(domain) > 1

    def _inverse_variable(self):
        for way in self.filtered(lambda w: not w.has_several_variables):
            leaf = (
                way.variable_name,
                way.variable_operator,
                _literal(way.variable_value),
            )
            way.variable_domain = repr([leaf]) if way.variable_name else False


def _read(text):
    try:
        return parse_domain(text)
    except ValueError:
        return []


def _literal(text):
    """A number or yes/no where the text is one, else the text itself."""
    try:
        value = ast.literal_eval(text or "")
    except (SyntaxError, ValueError):
        return text or False
    return value if isinstance(value, (bool, int, float)) else text
