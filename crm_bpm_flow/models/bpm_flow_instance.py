import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine import Marking
from ..tools.values_field import Values
from .const import (
    CASE_STATES,
    FAILED,
    OPEN,
    RESULTS,
    RUNNING,
)


class BpmFlowInstance(models.Model):
    """A case: one run of one version for one record, pinned to that version."""

    _name = "bpm.flow.instance"
    _description = "Case"
    _inherit = ["bpm.flow.record.name"]
    _order = "id desc"
    _rec_name = "display_name"
    _rec_names_search = ["record_name", "flow_id.name"]

    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, index=True, ondelete="restrict"
    )
    version_id = fields.Many2one(
        "bpm.flow.version",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one("res.company", index=True)
    res_model = fields.Char(string="Record's model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record's id", model_field="res_model", readonly=True, index=True
    )
    state = fields.Selection(CASE_STATES, default=RUNNING, required=True, index=True)
    result = fields.Selection(RESULTS, readonly=True)
    end_reason = fields.Char(string="Why it was cancelled", readonly=True)
    date_start = fields.Datetime(string="Started", readonly=True, index=True)
    date_end = fields.Datetime(string="Ended", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Started by", readonly=True, index=True
    )
    start_id = fields.Many2one(
        "bpm.flow.start",
        string="Started by rule",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    # Where it is; written by the engine only
    marking = fields.Json(string="Place", readonly=True)
    variables = Values(string="Values", readonly=True)
    log_seq = fields.Integer(string="Journal rows", readonly=True)
    log_hash = fields.Char(string="Journal hash", readonly=True)
    guard_key = fields.Char(
        string="Guard",
        readonly=True,
        copy=False,
        help="Set while no second case of the process may run on the record.",
    )
    # Calls
    parent_id = fields.Many2one(
        "bpm.flow.instance", string="Called by", readonly=True, index="btree_not_null"
    )
    parent_token = fields.Integer(string="Place at the caller", readonly=True)
    child_ids = fields.One2many("bpm.flow.instance", "parent_id", string="Called")
    # Parts
    task_ids = fields.One2many("bpm.flow.task", "instance_id", string="Tasks")
    open_task_ids = fields.One2many(
        "bpm.flow.task",
        "instance_id",
        string="Open tasks",
        domain=[("state", "=", OPEN)],
    )
    job_ids = fields.One2many("bpm.flow.job", "instance_id", string="Jobs")
    incident_ids = fields.One2many(
        "bpm.flow.job",
        "instance_id",
        string="Incidents",
        domain=[("state", "=", FAILED)],
    )
    log_ids = fields.One2many("bpm.flow.log", "instance_id", string="Journal")
    # Shown
    step_names = fields.Char(string="Now at", compute="_compute_now")
    date_deadline = fields.Datetime(string="Next deadline", compute="_compute_now")
    incident_count = fields.Integer(
        string="Number of incidents", compute="_compute_incident_count"
    )
    can_manage = fields.Boolean(string="Managed by me", compute="_compute_can_manage")
    variables_text = fields.Text(string="Variables", compute="_compute_variables_text")

    _record_idx = models.Index("(res_id, res_model, state)")
    _guard_uniq = models.UniqueIndex(
        "(guard_key) WHERE guard_key IS NOT NULL",
        "This process already has a case on that record.",
    )
    _live_idx = models.Index("(flow_id, id) WHERE state IN ('running', 'suspended')")

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------
    @api.depends("flow_id.name", "record_name")
    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        for case in self:
            names = [case.flow_id.sudo().name, case.record_name]
            case.display_name = ": ".join(name for name in names if name)

    @api.depends("marking", "task_ids.date_deadline")
    def _compute_now(self):
        cases = self.sudo()
        here = {case.id: case._here()._ids for case in cases}
        nodes = (
            self.env["bpm.flow.node"]
            .sudo()
            .browse({i for ids in here.values() for i in ids})
        )
        names = dict(zip(nodes._ids, nodes.mapped("name"), strict=True))
        open_tasks = [("instance_id", "in", self.ids), ("state", "=", OPEN)]
        dates = dict(
            cases.env["bpm.flow.task"]._read_group(
                open_tasks, ["instance_id"], ["date_deadline:min"]
            )
        )
        for case, trusted in zip(self, cases, strict=True):
            case.step_names = ", ".join(names[id_] for id_ in here[case.id])
            case.date_deadline = dates.get(trusted, False)

    def _compute_incident_count(self):
        counts = dict(
            self.env["bpm.flow.job"]
            .sudo()
            ._read_group(
                [("instance_id", "in", self.ids), ("state", "=", FAILED)],
                ["instance_id"],
                ["__count"],
            )
        )
        for case in self:
            case.incident_count = counts.get(case.sudo(), 0)

    @api.depends_context("uid")
    def _compute_can_manage(self):
        is_admin = self.env.user.has_group("crm_bpm_flow.group_admin")
        for case in self:
            case.can_manage = is_admin or case.flow_id.sudo().user_id == self.env.user

    @api.depends("variables")
    def _compute_variables_text(self):
        for case in self:
            lines = [
                f"{name} = {json.dumps(value, ensure_ascii=False)}"
                for name, value in sorted((case.variables or {}).items())
            ]
            case.variables_text = "\n".join(lines)

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        self._check_engine()
        return super().create(vals_list)

    def write(self, vals):
        self._check_engine()
        return super().write(vals)

    def unlink(self):  # pylint: disable=method-required-super
        # pylint: disable-next=no-raise-unlink
        raise UserError(
            self.env._("Cases are kept: their journal explains what happened.")
        )

    def _set(self, **values):
        """Write the engine's own columns: no rule, trigger or constraint hangs on
        them, and a full ``write`` for each case would cost more than all the rest."""
        for name, value in values.items():
            self._fields[name].write(self, value)

    def _check_engine(self):
        """Cases move by their own methods only, whoever asks over the network."""
        if not self.env.su:
            raise AccessError(
                self.env._("A case is written by the engine, not by hand.")
            )

    # ------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------
    def walked(self):
        """How often each element was completed.

        :return: dict ``{bpmn_id: count}`` of this case
        """
        self.ensure_one()
        self.check_access("read")
        return dict(Marking.from_json(self.sudo().marking).walked)

    def _marking(self):
        self.ensure_one()
        # What Odoo hands out is a deep copy; a marking changes nothing of it.
        kept = self._fields["marking"]._get_cache(self.env).get(self.id)
        return Marking.from_json(kept or self.marking)

    def _record(self):
        """The case's record under sudo; an empty value when it is gone."""
        self.ensure_one()
        return self._records_by_case().get(self)

    def _records_by_case(self):
        """{case: record} of those that still exist, one query a model."""
        found = {}
        for model, cases in self.grouped("res_model").items():
            if model not in self.env:
                continue
            records = self.env[model].sudo().browse(set(cases.mapped("res_id")))
            alive = {record.id: record for record in self._still_there(records)}
            found.update({c: alive[c.res_id] for c in cases if c.res_id in alive})
        return found

    def _read_records(self):
        """Read the cases' records together: activities ask for their names one by
        one, and what was read needs no ``exists()``."""
        for model, cases in self.grouped("res_model").items():
            if model in self.env and "activity_ids" in self.env[model]._fields:
                records = self.env[model].sudo().browse(set(cases.mapped("res_id")))
                unread = set(filter(None, records._ids)) - self._read_already(records)
                records.browse(unread).fetch()

    @api.model
    def _still_there(self, records):
        """``exists()``, asked once a transaction for each record.

        A row that was read is there: a deletion makes Odoo forget all that it read.
        """
        known = self._known_alive(records._name)
        known.update(self._read_already(records))
        if new := records.browse(set(records._ids) - known):
            known.update(new.exists()._ids)
        return records.filtered(lambda record: record.id in known)

    @api.model
    def _read_already(self, records):
        """Ids of those whose columns Odoo remembers."""
        field = records._fields.get("create_date") or records._fields["id"]
        return self.env.transaction.field_data[field].keys() & set(records._ids)

    @api.model
    def _known_alive(self, model):
        """Ids of records known to exist; a record that is deleted is taken out."""
        alive = self.env.cr.precommit.data.setdefault("bpm_flow.alive", {})
        return alive.setdefault(model, set())

    def _node_of_token(self, token):
        self.ensure_one()
        found = self._marking().tokens.get(token)
        return self.version_id._node(found.node) if found else None

    def _may_work(self, user):
        """Whether a task of this case may be given to ``user``."""
        if not user.active or user.share:
            return False
        company = self.company_id
        return not company or company.id in user._get_company_ids()

    def _zone(self):
        """The time zone of the case's company, for plain dates."""
        company = self.company_id or self.env.company
        return company.resource_calendar_id.tz or "UTC"

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_open_record(self):
        self.ensure_one()
        self.check_access("read")
        if self.sudo()._record() is None:
            raise UserError(
                self.env._("The record “%s” was deleted.", self.record_name)
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
