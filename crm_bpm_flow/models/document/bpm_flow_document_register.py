from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..const import LIVE_STATES
from .const import AT_REGISTRATION, BY_HAND, DRAFT


class BpmFlowDocument(models.Model):
    """Registration: the number, and the route that begins with it."""

    _inherit = "bpm.flow.document"

    is_on_route = fields.Boolean(compute="_compute_is_on_route")

    def _compute_is_on_route(self):
        cases = (
            self.env["bpm.flow.instance"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("state", "in", LIVE_STATES),
                ],
                ["res_id", "flow_id"],
            )
        )
        by_document = cases.grouped("res_id")
        for document in self:
            own = by_document.get(document._origin.id, cases.browse())
            routes = document.sudo().type_id.route_ids
            document.is_on_route = bool(own.flow_id & routes.flow_id)

    def action_register(self):
        """Give each document its number and start its route.

        :raises UserError: when one is registered already, or lacks what its type asks
        :raises AccessError: when the user may not register documents of the type
        """
        return self._enter()

    def _enter(self, complete=None):
        """Register; see ``action_register``.

        :param complete: called when the numbers are given, before states and routes:
            makes what needs a number
        """
        self.check_access("write")
        self._check_may_register()
        today = fields.Date.context_today(self)
        for document in self:
            if document.number:
                raise UserError(
                    self.env._("“%s” is registered already.", document.display_name)
                )
            document._take_number(today)
        if complete:
            complete()
        for document in self:
            if document.state == DRAFT:
                document.sudo().state = document.sudo().type_id.registered_state
        self._start_routes(AT_REGISTRATION)
        return True

    def _check_may_register(self):
        if self.env.su or self.env.user.has_group("crm_bpm_flow.group_registrar"):
            return
        kinds = self.type_id.sudo().filtered(lambda kind: not kind.is_open_to_register)
        if kinds:
            raise AccessError(
                self.env._(
                    "Documents of the type “%s” are registered by registrars.",
                    kinds[0].name,
                )
            )

    def _take_number(self, today):
        self.ensure_one()
        kind = self.type_id.sudo()
        numbering = self.env["bpm.flow.document.numbering"]
        self.sudo().write(
            {
                "number": numbering._take(kind, self.company_id, today),
                "date_registered": fields.Datetime.now(),
                "registered_by_id": self.env.uid,
            }
        )

    # ------------------------------------------------------------------
    # Routes
    # ------------------------------------------------------------------
    def _start_routes(self, *moments):
        """Start the first route that fits each document; say nothing where none does.

        :param moments: a route of the second one is taken where the first has none
        :return: the documents that were sent on their way
        """
        sent = self.browse()
        by_flow = self.grouped(lambda document: document._route_flow(moments))
        for flow, documents in by_flow.items():
            if flow:
                flow.with_env(self.env).start(documents)
                sent |= documents
        return sent

    def _route_flow(self, moments):
        """The process of the first route that fits, among those that are published in
        the document's company or for all: types are shared, processes need not be."""
        self.ensure_one()
        routes = self.sudo().type_id.route_ids.filtered("flow_id.version_id")
        ours = self.sudo().company_id
        routes = routes.filtered(lambda route: route.flow_id.company_id <= ours)
        for moment in moments:
            asked = routes.filtered(lambda route, moment=moment: route.moment == moment)
            if fitting := asked._fitting(self)[:1]:
                return fitting.flow_id
        return routes.flow_id.browse()

    def action_start_route(self):
        """Send the documents on the route that their type has for them.

        :raises UserError: when none of the type's routes fits a document
        """
        self.check_access("write")
        for document in self - self._start_routes(BY_HAND, AT_REGISTRATION):
            raise UserError(
                self.env._(
                    "The type “%s” has no route that fits this document. A process "
                    "owner sets it up in the type.",
                    document.type_id.name,
                )
            )
        return True
