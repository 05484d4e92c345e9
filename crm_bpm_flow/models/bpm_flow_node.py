from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .const import ACTIVITY_KINDS, NODE_EVENTS, NODE_KINDS, RESULTS, SCOPE_KINDS


class BpmFlowNode(models.Model):
    """A step of a process: an element of BPMN with what its people need."""

    _name = "bpm.flow.node"
    _description = "Process Step"
    _inherit = ["bpm.flow.who", "bpm.flow.delay", "bpm.flow.erased"]
    _order = "version_id.id, sequence, id"

    version_id = fields.Many2one(
        "bpm.flow.version", required=True, index=True, ondelete="cascade"
    )
    flow_id = fields.Many2one(related="version_id.flow_id")
    res_model = fields.Char(related="version_id.flow_id.res_model")
    model_id = fields.Many2one(related="version_id.flow_id.model_id")
    version_state = fields.Selection(related="version_id.state")
    bpmn_id = fields.Char(string="BPMN id", required=True, copy=False)
    kind = fields.Selection(NODE_KINDS, required=True, default="userTask")
    event = fields.Selection(NODE_EVENTS)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    parent_id = fields.Many2one(
        "bpm.flow.node",
        string="Inside",
        index="btree_not_null",
        ondelete="cascade",
        domain=f"[('version_id', '=', version_id), ('kind', 'in', {SCOPE_KINDS})]",
    )
    has_sub_process = fields.Boolean(compute="_compute_has_sub_process")
    child_ids = fields.One2many("bpm.flow.node", "parent_id")
    attached_to_id = fields.Many2one(
        "bpm.flow.node",
        string="Limits the step",
        index="btree_not_null",
        ondelete="cascade",
        domain=f"[('version_id', '=', version_id), ('kind', 'in', {ACTIVITY_KINDS})]",
    )
    boundary_ids = fields.One2many("bpm.flow.node", "attached_to_id")
    interrupting = fields.Boolean(string="The step is taken back", default=True)
    # What its people read and do
    instruction = fields.Html(translate=True, sanitize=True)
    role_id = fields.Many2one(
        "bpm.flow.role",
        index="btree_not_null",
        ondelete="set null",
        domain="[('version_id', '=', version_id)]",
    )
    outcome_ids = fields.One2many("bpm.flow.outcome", "node_id", copy=True)
    reminder_ids = fields.One2many("bpm.flow.reminder", "node_id", copy=True)
    # What must be there before it can be finished
    required_field_ids = fields.Many2many(
        "ir.model.fields",
        string="Fields to fill in",
        domain="[('model', '=', res_model), ('store', '=', True), "
        "('readonly', '=', False), ('ttype', 'not in', "
        "('one2many', 'binary', 'properties', 'properties_definition', 'json'))]",
    )
    checklist_ids = fields.One2many("bpm.flow.checklist", "node_id", copy=True)
    require_file = fields.Boolean(string="At least one file")
    require_comment = fields.Boolean(string="A comment")
    # What it does by itself
    action_ids = fields.One2many("ir.actions.server", "bpm_node_id")
    run_later = fields.Boolean(
        string="After saving",
        help="Runs as a job after the user's own change is saved. Mails, messages "
        "to phones and web calls always do.",
    )
    # The process that it calls
    called_flow_id = fields.Many2one("bpm.flow", string="Calls the process")
    called_code = fields.Char(
        string="Called code",
        help="Used while no process of that code exists here; or a formula that says "
        "the code of the one to call.",
    )
    call_record_path = fields.Char(
        string="On another record",
        help="A field of the record: the called process runs on the record there. "
        "Empty: on the same record.",
    )
    result = fields.Selection(RESULTS, string="The case then is")
    # Ways
    outgoing_ids = fields.One2many("bpm.flow.transition", "source_id")
    incoming_ids = fields.One2many("bpm.flow.transition", "target_id")

    _bpmn_id_uniq = models.UniqueIndex(
        "(version_id, bpmn_id)", "Two steps of a version have the same id."
    )

    @api.depends("version_id.node_ids.kind")
    def _compute_has_sub_process(self):
        """Whether there is any sub-process that this step could be inside of."""
        for node in self:
            others = node.version_id.node_ids - node
            node.has_sub_process = bool(set(SCOPE_KINDS) & set(others.mapped("kind")))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not vals.get("bpmn_id") and vals.get("version_id"):
                version = self.env["bpm.flow.version"].browse(vals["version_id"])
                kind = vals.get("kind", "userTask")
                prefix = kind[0].upper() + kind[1:]
                vals["bpmn_id"] = version._free_bpmn_id(prefix)
            if vals.get("kind") in ("intermediateCatchEvent", "boundaryEvent"):
                vals.setdefault("event", "timer")
        return super().create(vals_list)

    def copy(self, default=None):
        """A copy has the same actions, copied one by one: Odoo lets nobody make server
        actions through the list of another record with rights that are not his."""
        twins = super().copy(default)
        for node, twin in zip(self, twins, strict=True):
            node.action_ids.copy({"bpm_node_id": twin.id})
        return twins

    @api.constrains("required_field_ids", "version_id")
    def _check_required_fields(self):
        for node in self:
            foreign = node.sudo().required_field_ids.filtered(
                lambda f, node=node: f.model != node.res_model
            )
            if foreign:
                raise ValidationError(
                    self.env._("Fields to fill in must belong to the process's target.")
                )

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A sub-process cannot contain itself."))

    def _link_names(self):
        return [
            *super()._link_names(),
            "checklist_ids",
            "reminder_ids",
            "action_ids",
            "outcome_ids",
            "required_field_ids",
        ]

    def _outcomes(self):
        """The step's outcomes as its tasks ask for them: remembered."""
        outcomes = self.env["bpm.flow.outcome"].browse(self._links()["outcome_ids"])
        return outcomes._recall()

    def _required_fields(self):
        ids = self._links()["required_field_ids"]
        return self.env["ir.model.fields"].browse(ids)

    def _who(self):
        """Where it is said who does this step: its role, or the step itself."""
        self.ensure_one()
        return self.role_id or self

    def _callee(self):
        """The process that a call step calls; empty when there is none (yet)."""
        self.ensure_one()
        if self.called_flow_id or not self.called_code:
            return self.called_flow_id
        return self.env["bpm.flow"].search([("code", "=", self.called_code)], limit=1)

    def _engine_row(self):
        """What the engine's graph needs of it, as keyword arguments of ``Node``; which
        of its ways is the default one, the graph is told of all steps together."""
        return {
            "id": self.bpmn_id,
            "kind": self.kind,
            "event": self.event or None,
            "name": self.name or "",
            "parent": self.parent_id.bpmn_id or None,
            "attached_to": self.attached_to_id.bpmn_id or None,
            "interrupting": self.interrupting,
            "outcomes": tuple(code for code in self.outcome_ids.mapped("code") if code),
        }

    def _relink(self, nodes, roles, outcomes):
        """Point a copied step's references to the copies beside it."""
        self.ensure_one()
        self.write(
            {
                "parent_id": nodes.get(self.parent_id, self.parent_id).id,
                "attached_to_id": nodes.get(
                    self.attached_to_id, self.attached_to_id
                ).id,
                "role_id": roles.get(self.role_id, self.role_id).id,
            }
        )
        self._relink_same_as(nodes)
        for reminder in self.reminder_ids:
            reminder.write(
                {
                    "role_id": roles.get(reminder.role_id, reminder.role_id).id,
                    "outcome_id": outcomes.get(
                        reminder.outcome_id, reminder.outcome_id
                    ).id,
                }
            )
