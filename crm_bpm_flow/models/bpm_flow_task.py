from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools.carriers import Actor
from .const import OPEN, PICKS, SUSPENDED, TASK_STATES

# What a worker may write on his task by hand; all else moves by methods.
WORKER_FIELDS = {"comment", "delay_reason", "check_ids", "attachment_ids"}


class BpmFlowTask(models.Model):
    """A stage task: what a person does in a step of a case, and until when."""

    _name = "bpm.flow.task"
    _description = "Process Task"
    _inherit = ["bpm.flow.record.name"]
    _order = "date_deadline, id"
    _rec_name = "name"

    instance_id = fields.Many2one(
        "bpm.flow.instance",
        string="Case",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, readonly=True, index=True
    )
    node_id = fields.Many2one(
        "bpm.flow.node",
        string="Step",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one("res.company", index=True, readonly=True)
    token = fields.Integer(
        string="Place", required=True, readonly=True, aggregator=None
    )
    name = fields.Char(string="Task", compute="_compute_name", search="_search_name")
    instruction = fields.Html(related="node_id.instruction")
    lane = fields.Char(string="Role", compute="_compute_lane")
    res_model = fields.Char(string="Record's model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Record's id", model_field="res_model", readonly=True, index=True
    )
    # People
    user_ids = fields.Many2many("res.users", string="People", readonly=True)
    user_id = fields.Many2one("res.users", string="Taken by", readonly=True)
    pick = fields.Selection(PICKS, readonly=True)
    # Time
    date_open = fields.Datetime(string="Opened", readonly=True)
    date_deadline = fields.Datetime(string="Deadline", readonly=True)
    date_taken = fields.Datetime(string="Taken", readonly=True)
    date_done = fields.Datetime(string="Finished", readonly=True)
    done_by_id = fields.Many2one(
        "res.users", string="Finished by", readonly=True, index="btree_not_null"
    )
    delay_reason = fields.Char(string="Reason of the delay")
    # Result
    state = fields.Selection(
        TASK_STATES, default=OPEN, required=True, readonly=True, group_expand=True
    )
    outcome = fields.Char(string="Outcome code", readonly=True)
    outcome_id = fields.Many2one(
        "bpm.flow.outcome",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    comment = fields.Text()
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    check_ids = fields.One2many("bpm.flow.task.check", "task_id", string="Checklist")
    activity_ids = fields.One2many("mail.activity", "bpm_task_id", string="Activities")
    to_notify = fields.Boolean(readonly=True)
    # For the screens
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")
    can_claim = fields.Boolean(compute="_compute_can_claim")
    is_shared = fields.Boolean(compute="_compute_is_shared")
    suspend_reason = fields.Char(related="instance_id.suspend_reason")
    is_suspended = fields.Boolean(compute="_compute_is_suspended", compute_sudo=True)
    can_manage = fields.Boolean(related="instance_id.can_manage")
    outcome_buttons = fields.Json(compute="_compute_outcome_buttons")
    needs_form = fields.Boolean(compute="_compute_outcome_buttons")
    required_fields = fields.Json(compute="_compute_required_fields")

    _open_key = models.Index("(instance_id, token) WHERE state = 'open'")
    _deadline_idx = models.Index("(date_deadline, id) WHERE state = 'open'")
    # What a person has, and what nobody has taken.
    _mine_idx = models.Index("(user_id, date_deadline, id) WHERE state = 'open'")
    # The list of all tasks, in the model's order.
    _order_idx = models.Index("(date_deadline, id)")
    # Whose turn it is: a person's last task of a step. Also finds a person's tasks.
    _turn_idx = models.Index("(user_id, node_id, id) WHERE user_id IS NOT NULL")
    _notify_idx = models.Index("(id) WHERE to_notify IS TRUE")

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------
    @api.depends("node_id.name")
    def _compute_name(self):
        self.sudo().node_id._recall("name")
        for node, tasks in self.sudo().grouped("node_id").items():
            self.browse(tasks._ids).name = node.name

    def _search_name(self, operator, value):
        return Domain("node_id", "any!", Domain("name", operator, value))

    @api.depends("node_id.role_id.name", "node_id.lane")
    def _compute_lane(self):
        for task in self:
            node = task.node_id.sudo()
            task.lane = node.role_id.name or node._lane_name()

    @api.depends("name", "record_name")
    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        """In a calendar or a path many tasks of one step stand side by side."""
        for task in self:
            names = [task.name, task.record_name]
            task.display_name = ": ".join(name for name in names if name)

    @api.depends("user_ids", "user_id", "state")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for task in self:
            takers = task.user_id._ids or task.user_ids._ids
            task.is_mine = task.state == OPEN and self.env.uid in takers

    @api.depends("user_ids", "user_id", "state")
    @api.depends_context("uid")
    def _compute_can_claim(self):
        uid = self.env.uid
        self.can_claim = False
        for task in self:
            is_free = not task.user_id and task.state == OPEN and task.is_shared
            if is_free and uid in task.user_ids._ids:
                task.can_claim = True

    @api.depends("state", "instance_id.state")
    def _compute_is_suspended(self):
        """Whoever sees a task is not asked again whether he may see its case."""
        trusted = self.sudo()
        trusted.instance_id.fetch(["state"])
        self.is_suspended = False
        for task, known in zip(self, trusted, strict=True):
            if known.state == OPEN and known.instance_id.state == SUSPENDED:
                task.is_suspended = True

    @api.depends("user_ids")
    def _compute_is_shared(self):
        for task in self:
            task.is_shared = len(task.user_ids) > 1

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        taken = Domain("user_id", "=", self.env.uid)
        # Not by each task's people: who has many tasks would be asked about each.
        free = Domain("user_id", "=", False) & Domain("id", "any!", self._own_ids())
        mine = Domain("state", "=", OPEN) & (taken | free)
        return mine if True in value else ~mine

    @api.depends("node_id", "check_ids.is_done")
    def _compute_outcome_buttons(self):
        tasks = self.sudo()
        tasks.node_id._recall()
        asking = tasks.filtered(lambda t: t.node_id._links()["required_field_ids"])
        records = asking.instance_id._records_by_case()
        for task in tasks:
            node = task.node_id
            task.needs_form = needs = bool(
                node.require_comment
                or (node.require_file and not task.attachment_ids)
                or task._unticked()
                or task._missing_fields(records)
            )
            task.outcome_buttons = [
                {**o._button(), "needs_form": needs and not o.skip_requirements}
                for o in node._outcomes()
            ]

    @api.depends("node_id")
    def _compute_required_fields(self):
        for task in self:
            task.required_fields = [
                {"name": field.name, "string": field.field_description}
                for field in task.sudo().node_id.required_field_ids
            ]

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        self._check_engine(set())
        return super().create(vals_list)

    def write(self, vals):
        self._check_engine(vals.keys() - WORKER_FIELDS)
        if not self.env.su and any(task.state != OPEN for task in self):
            raise AccessError(self.env._("A finished task is part of the journal."))
        result = super().write(vals)
        if vals.get("delay_reason"):
            self._log_delay_reason()
        return result

    def unlink(self):  # pylint: disable=method-required-super
        # pylint: disable-next=no-raise-unlink
        raise AccessError(self.env._("Tasks are kept: cancel the case instead."))

    def _check_engine(self, names):
        if not self.env.su and (names or not self):
            raise AccessError(
                self.env._("A task moves by its buttons, not by writing to it.")
            )

    def _log_delay_reason(self):
        tasks = self.sudo()
        tasks.instance_id._lock()
        actor = Actor(self.env.uid)
        self.env["bpm.flow.log"].with_context(bpm_actor=actor).sudo()._append(
            [
                (t.instance_id, "delay_reason", t.node_id, {"text": t.delay_reason})
                for t in tasks
            ]
        )

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_open(self):
        """Open the task's own page, where what it asks for can be entered."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_open_record(self):
        return self.instance_id.action_open_record()

    def action_open_case(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.flow.instance",
            "res_id": self.instance_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _people_words(self):
        self.ensure_one()
        return ", ".join(self._people_names())

    def _people_names(self):
        """Names of those who have them, task by task."""
        return [user.name for task in self for user in task.user_id or task.user_ids]

    def _done_by_name(self):
        """Who finished it."""
        return self.done_by_id.name or ""
