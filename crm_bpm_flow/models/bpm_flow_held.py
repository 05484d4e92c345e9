from odoo import api, fields, models
from odoo.exceptions import AccessError

BATCH = 100


class BpmFlowHeld(models.Model):
    """A start that was held back while its process had paused itself."""

    _name = "bpm.flow.held"
    _description = "Held Start"
    _inherit = ["bpm.flow.record.name"]
    _order = "id"
    _rec_name = "record_name"

    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, index=True, ondelete="cascade"
    )
    start_id = fields.Many2one(
        "bpm.flow.start", string="Start rule", ondelete="set null"
    )
    element = fields.Char(string="Start event")
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(string="Record's id", model_field="res_model")
    user_id = fields.Many2one("res.users", string="Started by", ondelete="set null")
    date = fields.Datetime(string="First held", default=fields.Datetime.now)
    times = fields.Integer(string="How often", default=1)
    is_released = fields.Boolean()

    _released_idx = models.Index("(id) WHERE is_released IS TRUE")
    _record_idx = models.Index("(flow_id, res_id)")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Starts are held by the engine only."))
        return super().create(vals_list)

    @api.model
    def _keep(self, flow, ids, rule, user, node=None):
        """One row for each record, however often it would have started."""
        element = node.bpmn_id if node else False
        known = self.search(
            [
                ("flow_id", "=", flow.id),
                ("res_id", "in", ids),
                ("element", "=", element),
                ("is_released", "=", False),
            ]
        )
        for row in known:
            row.times += 1
        new = [res_id for res_id in ids if res_id not in set(known.mapped("res_id"))]
        records = self.env[flow.res_model].browse([id_ for id_ in new if id_])
        names = self._titles_of(records)
        self.create(
            [
                {
                    "flow_id": flow.id,
                    "start_id": rule.id,
                    "element": element,
                    "res_model": flow.res_model,
                    "res_id": res_id,
                    "record_title": names.get(res_id),
                    "user_id": user.id,
                }
                for res_id in new
            ]
        )

    # ------------------------------------------------------------------
    # Afterwards
    # ------------------------------------------------------------------
    def action_start(self):
        """Start what was held: the scheduler does it, in batches.

        :raises AccessError: for anybody but the process's owner and administrators
        """
        self.flow_id.check_access("write")
        self.sudo().is_released = True
        self.env["bpm.flow.job"].sudo()._wake({fields.Datetime.now()})
        return True

    def action_forget(self):
        """Never start these."""
        self.flow_id.check_access("write")
        self.sudo().unlink()
        return True

    @api.model
    def _start_released(self):
        """The scheduler's turn; what is gone or has a case by now is left out.

        :return: how many had their turn
        """
        rows = self.sudo().search([("is_released", "=", True)], limit=BATCH)
        rows = rows.try_lock_for_update(allow_referencing=True)
        keys = rows.grouped(lambda r: (r.flow_id, r.start_id, r.element, r.user_id))
        for (flow, rule, element, user), same in keys.items():
            with self.env["bpm.flow.runtime"]._firewall([]):
                same._start_now(flow, rule, element, user)
        done = len(rows)
        rows.unlink()
        return done

    def _start_now(self, flow, rule, element, user):
        wanted = set(self.mapped("res_id"))
        ids = self.env[flow.res_model].browse(wanted - {0}).exists().ids
        if not element:
            flow._start_by_rule(ids, rule, user)
            return
        rows = [{"res_id": res_id, "variables": {}} for res_id in ids or [False]]
        flow._start_cases(rows, at=element, user=user, strict=False)


class BpmFlowHolding(models.Model):
    _inherit = "bpm.flow"

    def action_view_held(self):
        """What would have started while the process was paused."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Held starts"),
            "res_model": "bpm.flow.held",
            "view_mode": "list",
            "views": [(False, "list")],
            "domain": [("flow_id", "=", self.id), ("is_released", "=", False)],
        }
