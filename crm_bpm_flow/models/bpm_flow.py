import re

from odoo import api, fields, models
from odoo.exceptions import UserError

from .const import DRAFT

GUARDS = [
    ("running", "Not while one is running on the same record"),
    ("ever", "Only once for each record"),
    ("none", "As often as asked"),
]


class BpmFlow(models.Model):
    _name = "bpm.flow"
    _description = "Process"
    _inherit = ["bpm.flow.recall", "mail.thread", "mail.activity.mixin"]
    _order = "category_id, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(
        copy=False,
        index=True,
        help="The name under which other processes and scripts find this one.",
    )
    description = fields.Text(translate=True)
    active = fields.Boolean(default=True, tracking=True)
    color = fields.Integer()
    category_id = fields.Many2one("bpm.flow.category", index=True)
    company_id = fields.Many2one(
        "res.company", index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
        help="Designs the process, watches it, and gets what nobody else answers for.",
    )
    run_as_id = fields.Many2one(
        "res.users",
        string="Works with the rights of",
        copy=False,
        tracking=True,
        help="Automatic steps and conditions may do what this user may do. "
        "Empty: whoever published the version.",
    )
    # The technical name is the truth: it survives the uninstalling of the model.
    res_model = fields.Char(
        string="Target (technical)", required=True, default="crm.lead", index=True
    )
    model_id = fields.Many2one(
        "ir.model",
        string="Works on",
        compute="_compute_model_id",
        inverse="_inverse_model_id",
        compute_sudo=True,
        domain=[("bpm_enabled", "=", True)],
    )
    restart_guard = fields.Selection(
        GUARDS, string="Second start", required=True, default="running"
    )
    # Versions
    version_ids = fields.One2many(
        "bpm.flow.version", "flow_id", string="Versions", copy=False
    )
    version_id = fields.Many2one(
        "bpm.flow.version",
        string="Published version",
        copy=False,
        readonly=True,
        index=True,
    )
    draft_id = fields.Many2one("bpm.flow.version", compute="_compute_draft_id")
    shown_version_id = fields.Many2one("bpm.flow.version", compute="_compute_draft_id")
    draft_note = fields.Char(
        string="What is new in the draft",
        compute="_compute_draft_note",
        inverse="_inverse_draft_note",
    )
    role_ids = fields.One2many(
        "bpm.flow.role",
        compute="_compute_role_ids",
        inverse="_inverse_role_ids",
        string="Roles",
    )
    start_ids = fields.One2many(
        "bpm.flow.start",
        "flow_id",
        string="Start rule",
        context={"active_test": False},  # who switched one off finds it again
    )
    # Life
    instance_ids = fields.One2many("bpm.flow.instance", "flow_id", string="Cases")

    _code_uniq = models.UniqueIndex("(code)", "Another process already has this code.")

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------
    @api.depends("res_model")
    def _compute_model_id(self):
        for flow in self:
            flow.model_id = self.env["ir.model"]._get(flow.res_model)

    def _inverse_model_id(self):
        for flow in self.filtered("model_id"):
            flow.res_model = flow.sudo().model_id.model

    @api.depends("version_ids.state", "version_id")
    def _compute_draft_id(self):
        for flow in self:
            drafts = flow.version_ids.filtered(lambda v: v.state == DRAFT)
            flow.draft_id = drafts.sorted("number")[-1:]
            flow.shown_version_id = (
                flow.draft_id or flow.version_id or flow.version_ids[:1]
            )

    @api.depends("version_ids.state", "version_ids.note")
    def _compute_draft_note(self):
        for flow in self:
            flow.draft_note = flow.draft_id.note

    def _inverse_draft_note(self):
        for flow in self.filtered("draft_id"):
            flow.draft_id.note = flow.draft_note

    @api.depends("version_ids.role_ids")
    def _compute_role_ids(self):
        for flow in self:
            flow.role_ids = flow.shown_version_id.role_ids

    def _inverse_role_ids(self):
        """Roles written on the process belong to the version that is shown."""
        for flow in self:
            gone = flow.shown_version_id.role_ids - flow.role_ids
            gone.unlink()

    @api.depends("name")
    def _compute_display_name(self):
        # Lists of cases and tasks name it so; what is not saved yet has no id.
        if self.env.su and all(self._ids):
            self._recall("name")
        return super()._compute_display_name()

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_run_as(vals)
        flows = super().create(vals_list)
        flows._check_target()
        for flow in flows:
            if not flow.code:
                flow.code = flow._free_code()
        flows.filtered(lambda f: not f.version_ids)._make_first_draft()
        return flows

    def write(self, vals):
        self._check_run_as(vals)
        self._drop_lent_rights(vals)
        if "res_model" in vals or "model_id" in vals:
            self._check_target_may_change(vals)
        result = super().write(vals)
        if "res_model" in vals or "model_id" in vals:
            self._check_target()
        if vals.keys() & {"active", "name", "res_model", "model_id"}:
            self.start_ids._sync()
        return result

    def copy(self, default=None):
        """A copy starts with the newest version's content as its own draft."""
        copies = super().copy(default)
        for flow, twin in zip(self, copies, strict=True):
            source = flow.draft_id or flow.version_id
            if source:
                twin.draft_id.unlink()
                source._copy_as_draft(twin)
        return copies

    def copy_data(self, default=None):
        default = dict(default or {})
        vals_list = super().copy_data(default)
        for flow, vals in zip(self, vals_list, strict=True):
            if "name" not in default:
                vals["name"] = self.env._("%s (copy)", flow.name)
        return vals_list

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_cases(self):
        cases = self.env["bpm.flow.instance"].sudo()
        if cases.search_count([("flow_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "A process that has cases is kept for its journal. "
                    "Archive it instead."
                )
            )

    def _free_code(self):
        self.ensure_one()
        source = self.with_context(lang="en_US").name or ""
        base = re.sub(r"[^a-z0-9]+", "_", source.lower()).strip("_") or "process"
        taken = set(
            self.sudo()
            .with_context(active_test=False)
            .search([("code", "=like", base + "%")])
            .mapped("code")
        )
        code, number = base, 1
        while code in taken:
            number += 1
            code = f"{base}_{number}"
        return code

    def _make_first_draft(self):
        """A new process begins with a start and an end, ready for its first step."""
        for flow in self:
            version = (
                self.env["bpm.flow.version"]
                .sudo()
                .create({"flow_id": flow.id, "number": 1})
            )
            version.with_env(self.env)._make_skeleton()

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------
    def start(self, res_ids, variables=None, at=None):
        """Start one case of the published version for each record.

        :param res_ids: recordset or list of ids of the target model
        :param dict variables: first values of the cases' variables
        :param str at: id of the start event that they begin with, where there are
            several; else the first one that waits for nothing
        :return: ``bpm.flow.instance``, in the order of ``res_ids``
        :raises UserError: when nothing is published, a record is gone or the
            guard against a second start refuses one
        :raises AccessError: when the user may read neither process nor record
        """
        self.ensure_one()
        self.check_access("read")
        ids = self._target_ids(res_ids)
        records = self._target_records(ids)
        records.check_access("read")
        return (
            self.sudo()
            ._start_cases(
                [{"res_id": res_id, "variables": variables} for res_id in ids],
                at=at and self._start_named(at).bpmn_id,
                user=self.env.user,
                strict=True,
            )
            .with_env(self.env)
        )

    def _target_records(self, ids):
        self.ensure_one()
        if self.res_model not in self.env:
            raise UserError(
                self.env._(
                    "The process “%(flow)s” works on %(model)s, which is not "
                    "installed any more.",
                    flow=self.name,
                    model=self.res_model,
                )
            )
        records = self.env[self.res_model].browse(dict.fromkeys(ids))
        if records.exists() != records:
            raise UserError(self.env._("A chosen record does not exist any more."))
        return records

    def _published(self):
        """The version that a start takes; a clear message when there is none."""
        self.ensure_one()
        version = self.version_id
        if not self.active:
            raise UserError(self.env._("The process “%s” is archived.", self.name))
        if not version:
            raise UserError(
                self.env._("The process “%s” has no published version.", self.name)
            )
        return version
