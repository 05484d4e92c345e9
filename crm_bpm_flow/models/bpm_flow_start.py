from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..tools.domains import parse_domain
from .const import PUBLISHED

TRIGGERS = [
    ("on_create", "When a record is created"),
    ("on_write", "When a record is changed"),
    ("on_create_or_write", "When a record is created or changed"),
    ("on_stage_set", "When it comes to a stage"),
    ("on_tag_set", "When it gets a tag"),
    ("on_user_set", "When it gets a responsible person"),
    ("on_message_received", "When a mail comes in"),
    ("on_time", "When a date is reached"),
    ("on_time_created", "A while after it was created"),
    ("on_webhook", "When a web address of ours is called"),
]
VALUE_FIELDS = {
    "on_stage_set": "stage_id",
    "on_tag_set": "tag_ids",
    "on_user_set": "user_id",
}
TIME_TRIGGERS = ("on_time", "on_time_created")


class BpmFlowStart(models.Model):
    """A rule that starts a process by itself.

    An Odoo automation rule does the work; it is made here for the process's owner,
    whom Odoo itself would not let write one (DESIGN rule 12), from data only.
    """

    _name = "bpm.flow.start"
    _description = "Start of a Process"
    _inherit = ["bpm.flow.recall"]
    _order = "flow_id, sequence, id"

    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        required=True,
        translate=True,
        precompute=True,
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    trigger = fields.Selection(TRIGGERS, required=True, default="on_create")
    res_model = fields.Char(related="flow_id.res_model")
    domain = fields.Char(string="When the record fits", default="[]")
    pre_domain = fields.Char(
        string="Before the change it did fit",
        help="Only records that fitted this before they were changed.",
    )
    field_ids = fields.Many2many(
        "ir.model.fields",
        string="When one of these changes",
        domain="[('model', '=', res_model)]",
        help="Empty: whatever changes.",
    )
    value_model = fields.Char(compute="_compute_value_model")
    value_id = fields.Many2oneReference(string="Which", model_field="value_model")
    date_field_id = fields.Many2one(
        "ir.model.fields",
        string="Date",
        domain="[('model', '=', res_model), ('ttype', 'in', ('date', 'datetime'))]",
        ondelete="cascade",
    )
    date_amount = fields.Integer(string="By")
    date_unit = fields.Selection(
        [
            ("minutes", "Minutes"),
            ("hour", "Hours"),
            ("day", "Days"),
            ("month", "Months"),
        ],
        default="hour",
    )
    date_mode = fields.Selection(
        [("after", "After"), ("before", "Before")], default="after"
    )
    broken = fields.Char(
        string="Cannot be decided", readonly=True, copy=False, translate=False
    )
    automation_id = fields.Many2one(
        "base.automation", readonly=True, copy=False, index="btree_not_null"
    )
    webhook_address = fields.Char(
        string="Address", compute="_compute_webhook_address", compute_sudo=True
    )
    instance_count = fields.Integer(compute="_compute_instance_count")

    @api.depends("trigger")
    def _compute_name(self):
        """Named after its moment until somebody gives it a better name."""
        labels = dict(self._fields["trigger"]._description_selection(self.env))
        for start in self:
            if not start.name or start.name in labels.values():
                start.name = labels.get(start.trigger)

    @api.depends("trigger", "res_model")
    def _compute_value_model(self):
        for start in self:
            start.value_model = (
                start._value_field().comodel_name if (start._value_field()) else False
            )

    def _value_field(self):
        """The record's field that the trigger watches; ``None`` without one."""
        model = self.env.get(self.res_model or "")
        name = VALUE_FIELDS.get(self.trigger)
        return model._fields.get(name) if model is not None and name else None

    @api.depends("automation_id.webhook_uuid", "trigger")
    def _compute_webhook_address(self):
        for start in self:
            address = (
                start.automation_id.url if start.trigger == "on_webhook" else False
            )
            start.webhook_address = address

    def _compute_instance_count(self):
        counts = dict(
            self.env["bpm.flow.instance"]._read_group(
                [("start_id", "in", self.ids)], ["start_id"], ["__count"]
            )
        )
        for start in self:
            start.instance_count = counts.get(start, 0)

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.constrains("domain", "pre_domain")
    def _check_domains(self):
        self._for_each_domain(parse_domain)

    def _check_may_ask(self):
        """Rules look with Odoo's own rights: their author must have them, too."""
        if self.env.su:
            return
        for start in self.filtered(lambda s: s.res_model in self.env):
            model = self.env[start.res_model]
            start._for_each_domain(lambda text, m=model: m._search(parse_domain(text)))

    def _for_each_domain(self, function):
        """Hand both conditions to ``function``; what it cannot read is refused."""
        try:
            for start in self:
                for text in (start.domain, start.pre_domain):
                    function(text)
        except ValueError as error:
            raise ValidationError(
                self.env._("The condition cannot be read: %s", error)
            ) from error

    @api.constrains("trigger", "value_id", "date_field_id")
    def _check_complete(self):
        for start in self:
            if start.trigger in VALUE_FIELDS and not start.value_id:
                raise ValidationError(
                    self.env._("“%s”: choose which one it is about.", start.name)
                )
            if start.trigger == "on_time" and not start.date_field_id:
                raise ValidationError(
                    self.env._("“%s”: choose the date it waits for.", start.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_automation(vals)
        starts = super().create(vals_list)
        starts._check_may_ask()
        starts._check_webhook()
        starts._sync()
        return starts

    def write(self, vals):
        self._check_automation(vals)
        result = super().write(vals)
        if vals.keys() & {"domain", "pre_domain", "flow_id"}:
            self._check_may_ask()
        if vals.keys() - {"automation_id"}:
            if self.filtered("broken"):
                self.broken = False
            self._check_webhook()
            self._sync()
        return result

    def unlink(self):
        rules = self.sudo().automation_id
        result = super().unlink()
        rules.exists().unlink()
        return result

    def _check_automation(self, vals):
        """The rule behind it is made by us; nobody puts another one in its place."""
        if "automation_id" in vals and not self.env.su:
            raise AccessError(self.env._("A start makes its automation rule itself."))

    def _check_webhook(self):
        """An address that anyone may call is opened by system administrators only."""
        if any(s.trigger == "on_webhook" for s in self) and not (
            self.env.su or self.env.is_system()
        ):
            raise AccessError(
                self.env._("Only a system administrator opens a web address.")
            )

    def _sync(self):
        """Make Odoo's automation rules say what these rows say."""
        for start in self.sudo().with_context(active_test=False):
            if start.flow_id.res_model not in self.env:
                continue
            vals = start._prepare_automation_vals()
            if vals["active"] and not start.automation_id.active:
                vals["last_run"] = start._first_look()
            if start.automation_id:
                start.automation_id.write(vals)
            else:
                start.automation_id = self.env["base.automation"].sudo().create(vals)
                self.env["ir.actions.server"].sudo().create(
                    {
                        "name": self.env._("Start “%s”", start.flow_id.name),
                        "model_id": vals["model_id"],
                        "state": "bpm_start",
                        "usage": "base_automation",
                        "bpm_flow_id": start.flow_id.id,
                        "base_automation_id": start.automation_id.id,
                    }
                )

    def _prepare_automation_vals(self):
        """Values of the rule. Override to hand on a trigger of one's own."""
        flow = self.flow_id
        domain = list(parse_domain(self.domain))
        vals = {
            "name": f"{flow.name}: {self.name}",
            "model_id": self.env["ir.model"]._get_id(flow.res_model),
            "trigger": self.trigger,
            "bpm_start_id": self.id,
            "active": bool(
                self.active and flow.active and flow.version_id.state == PUBLISHED
            ),
            "filter_pre_domain": self.pre_domain or False,
            "trigger_field_ids": [(6, 0, self.field_ids.ids)],
        }
        if self.trigger in VALUE_FIELDS:
            vals.update(self._value_vals(domain))
        if self.trigger in TIME_TRIGGERS:
            vals.update(
                trg_date_range=self.date_amount,
                trg_date_range_type=self.date_unit,
                trg_date_range_mode=self.date_mode,
            )
            if self.trigger == "on_time":
                vals["trg_date_id"] = self.date_field_id.id
        vals["filter_domain"] = repr(domain) if domain else False
        return vals

    def _value_vals(self, domain):
        """ "Comes to": it fits now and did not before."""
        field = self._value_field()
        if field is None:
            return {}
        many = field.type in ("many2many", "one2many")
        leaf = (
            (field.name, "in", [self.value_id])
            if many
            else (field.name, "=", self.value_id)
        )
        opposite = (
            (field.name, "not in", [self.value_id])
            if many
            else (field.name, "!=", self.value_id)
        )
        domain.append(leaf)
        row = self.env["ir.model.fields"]._get(self.res_model, field.name)
        return {
            "trg_field_ref": self.value_id,
            "filter_pre_domain": repr([opposite, *parse_domain(self.pre_domain)]),
            "trigger_field_ids": [(6, 0, row.ids)],
        }

    def _effective_domain(self):
        """What Odoo's rule tests, for "Try on a record"."""
        return parse_domain(self.sudo().automation_id.filter_domain or self.domain)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_try(self):
        """Open *Try on a record*."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try on a record"),
            "res_model": "bpm.flow.try.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_start_id": self.id},
        }
