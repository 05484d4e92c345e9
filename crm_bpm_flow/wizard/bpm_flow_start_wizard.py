from odoo import api, fields, models
from odoo.exceptions import UserError

# So many records are named when they are left out.
NAMED = 5


class BpmFlowStartWizard(models.TransientModel):
    """Start a process by hand: from a record, for a selection, from *Processes*."""

    _name = "bpm.flow.start.wizard"
    _description = "Start a Process"

    res_model = fields.Char(required=True)
    res_ids = fields.Json()
    flow_id = fields.Many2one(
        "bpm.flow",
        string="Process",
        required=True,
        domain="[('id', 'in', fitting_ids)]",
    )
    fitting_ids = fields.Many2many("bpm.flow", compute="_compute_fitting_ids")
    start_ids = fields.Many2many("bpm.flow.node", compute="_compute_start_ids")
    start_id = fields.Many2one(
        "bpm.flow.node",
        string="Begins with",
        domain="[('id', 'in', start_ids)]",
        help="Where the process has several starts; else the first one is meant.",
    )
    flow_description = fields.Text(related="flow_id.description")
    record_id = fields.Many2oneReference(model_field="res_model")
    record_count = fields.Integer(compute="_compute_record_count")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        context = self.env.context
        if "default_res_model" not in context and context.get("active_model"):
            values["res_model"] = context["active_model"]
            values["res_ids"] = context.get("active_ids") or []
        if not values.get("flow_id") and values.get("res_model"):
            fitting = self._fitting(values["res_model"], values.get("res_ids"))
            if len(fitting) == 1:
                values["flow_id"] = fitting.id
        return values

    @api.model
    def _fitting(self, model, ids):
        """Published processes that may begin on one of the records, if any are said."""
        domain = [("res_model", "=", model), ("version_id.state", "=", "published")]
        flows = self.env["bpm.flow"].search(domain)
        if not ids or not flows:
            return flows
        return flows._free_for(self.env[model].browse(ids)._filtered_access("read"))

    @api.depends("res_model", "res_ids")
    def _compute_fitting_ids(self):
        for wizard in self:
            fitting = self._fitting(wizard.res_model, wizard.res_ids)
            wizard.fitting_ids = fitting | wizard.flow_id

    @api.depends("res_ids")
    def _compute_record_count(self):
        for wizard in self:
            wizard.record_count = len(wizard.res_ids or [])

    @api.depends("flow_id")
    def _compute_start_ids(self):
        """Offered where there is a choice."""
        for wizard in self:
            starts = wizard.flow_id._starts_of() if wizard.flow_id else []
            wizard.start_ids = starts if len(starts) > 1 else False

    @api.onchange("flow_id")
    def _onchange_flow_id(self):
        self.start_id = False

    def action_apply(self):
        self.ensure_one()
        ids = self.res_ids or ([self.record_id] if self.record_id else [])
        if not ids:
            raise UserError(self.env._("Choose a record to start the process on."))
        at = self.start_id.sudo().bpmn_id or None
        if len(ids) > 1:
            return self._start_many(self._chosen_records(ids), at)
        cases = self.flow_id.start(self._chosen_records(ids), at=at)
        if self.res_ids:
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.flow.instance",
            "res_id": cases[:1].id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _start_many(self, records, at):
        """Start on those that may have one more case, and name the others."""
        free = self.flow_id._startable(records)
        if not free:  # says of the first why not
            self.flow_id.start(records, at=at)
        cases = self.flow_id.start(free, at=at)
        lines = [self.env._("Cases started: %s.", len(cases))]
        taken = (records - free).exists()
        if taken:
            names = ", ".join(taken[:NAMED].mapped("display_name"))
            more = self.env._(" and %s more", len(taken) - NAMED)
            lines.append(
                self.env._(
                    "Left out, because they have one already: %(names)s%(more)s.",
                    names=names,
                    more=more if len(taken) > NAMED else "",
                )
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": " ".join(lines),
                "type": "warning" if taken else "success",
                "sticky": bool(taken),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _chosen_records(self, ids):
        """The records that were meant; never those of another model with their ids."""
        if self.res_model not in self.env:
            raise UserError(self.env._("Choose a record to start the process on."))
        return self.env[self.res_model].browse(ids)
