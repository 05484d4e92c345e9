from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .const import AT_REGISTRATION, MOMENTS


class BpmFlowDocumentRoute(models.Model):
    """Which process carries documents of a type, under which condition. The first that
    fits is taken; the process itself is an ordinary one, on its own map."""

    _name = "bpm.flow.document.route"
    _description = "Route of a Document Type"
    _inherit = ["bpm.flow.document.condition"]
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
    company_id = fields.Many2one(
        related="flow_id.company_id",
        help="A process of one company carries documents of that one only.",
    )
    moment = fields.Selection(
        MOMENTS, string="It starts", required=True, default=AT_REGISTRATION
    )
    domain = fields.Char(help="Empty: for all documents of the type.")

    @api.constrains("flow_id")
    def _check_flow(self):
        model = self._condition_model()
        for route in self.filtered(lambda route: route.flow_id.res_model != model):
            raise ValidationError(
                self.env._(
                    "The process “%s” does not work on documents.", route.flow_id.name
                )
            )

    def _fitting(self, document):
        """The routes whose condition holds for a document, best first.

        :raises UserError: when one asks for what is not there any more
        """
        plain = document.sudo()
        return self.filtered(lambda route: route._fits(plain))

    def _fits(self, document):
        try:
            return bool(document.filtered_domain(self._parsed()))
        except ValueError as error:
            raise UserError(
                self.env._(
                    "The condition of the route “%(route)s” of the type “%(type)s” "
                    "cannot be read any more: %(condition)s",
                    route=self.flow_id.name,
                    type=self.type_id.name,
                    condition=self.domain,
                )
            ) from error
