"""Relations of which the database gathers once for a query whom they lead to, instead
of asking at each of its rows: for rules of access to many rows."""

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL


class Many2oneOnce(fields.Many2one):
    """To few rows: those that fit are gathered, not joined."""

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        if operator == "any!" and isinstance(value, Domain):
            comodel = model.env[self.comodel_name]
            value = comodel._search(value, active_test=False, bypass_access=True)
        return super().condition_to_sql(
            field_expr, operator, value, model, alias, query
        )


class One2manyOnce(fields.One2many):
    def _condition_to_sql_relational(self, model, alias, exists, coquery, query):
        if not exists or coquery.is_empty():
            return super()._condition_to_sql_relational(
                model, alias, exists, coquery, query
            )
        comodel = model.env[self.comodel_name].sudo()
        inverse = comodel._field_to_sql(coquery.table, self.inverse_name, coquery)
        return SQL("%s IN %s", SQL.identifier(alias, "id"), coquery.subselect(inverse))


class Many2manyOnce(fields.Many2many):
    def _condition_to_sql_relational(self, model, alias, exists, coquery, query):
        if not exists or coquery.is_empty() or not coquery.where_clause:
            return super()._condition_to_sql_relational(
                model, alias, exists, coquery, query
            )
        return SQL(
            "%s IN (SELECT %s FROM %s WHERE %s IN %s)",
            SQL.identifier(alias, "id"),
            SQL.identifier(self.relation, self.column1),
            SQL.identifier(self.relation),
            SQL.identifier(self.relation, self.column2),
            coquery.subselect(),
        )
