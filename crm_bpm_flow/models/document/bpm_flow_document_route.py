from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .const import AT_REGISTRATION, MOMENTS


class BpmFlowDocumentRoute(models.Model):
    """Which process carries documents of a type, under which condition. The first that
    fits is taken; the process itself is an ordinary one, on its own map."""

    _name = "bpm.flow.document.route"
    _description = "Route of a Document Type"
    _rec_name = "flow_id"
    _order = "type_id, sequence, id"

    type_id = fields.Many2one(
        "bpm.flow.document.type", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    flow_id = fields.Many2one(
        "bpm.flow",
        string="Process",
        required=True,
        index=True,
        domain=[("res_model", "=", "bpm.flow.document")],
        ondelete="cascade",
    )
    moment = fields.Selection(
        MOMENTS, string="It starts", required=True, default=AT_REGISTRATION
    )
    domain = fields.Char(
        string="Only if", default="[]", help="Empty: for all documents of the type."
    )

    @api.constrains("domain", "flow_id")
    def _check_route(self):
        documents = self.env["bpm.flow.document"]
        for route in self:
            if route.flow_id.res_model != documents._name:
                raise ValidationError(
                    self.env._(
                        "The process “%s” does not work on documents.",
                        route.flow_id.name,
                    )
                )
            try:
                documents.search_count(route._parsed(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._("This condition cannot be read: %s", route.domain)
                ) from error

    def _parsed(self):
        self.ensure_one()
        return Domain(literal_eval(self.domain or "[]"))

    def _fitting(self, document):
        """The routes whose condition holds for a document, best first."""
        plain = document.sudo()
        return self.filtered(lambda route: plain.filtered_domain(route._parsed()))
