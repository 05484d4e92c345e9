from odoo.exceptions import UserError
from odoo.http import Controller, request, route


class Paper(Controller):
    @route(
        "/bpm_flow/paper/<string:kind>/<int:res_id>",
        type="http",
        auth="user",
        readonly=True,
    )
    def label(self, kind, res_id):
        """Where a scanned label leads: to the copy or place, for whoever may see it.

        Nothing is moved by looking: a phone may open an address by itself.
        """
        label = f"{kind}-{res_id}"
        try:
            request.env["bpm.flow.document.copy"].scan(label)
        except UserError as error:
            raise request.not_found(str(error)) from error
        return request.redirect(f"/odoo/bpm-paper?scan={label}")
