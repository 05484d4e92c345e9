import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine import Cancelled, Marking, MoveRefused, Started
from .const import (
    CANCELLED,
    CASE_STATES,
    FAILED,
    LIVE_STATES,
    OPEN,
    RESULTS,
    RUNNING,
)


class BpmFlowInstance(models.Model):
    """A case: one run of one version for one record, pinned to that version."""

    _name = "bpm.flow.instance"
    _description = "Case"
    _order = "id desc"
    _rec_name = "display_name"

    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, index=True, ondelete="restrict"
    )
    version_id = fields.Many2one(
        "bpm.flow.version",
        string="Version",
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
    record_name = fields.Char(string="Record", readonly=True)
    state = fields.Selection(CASE_STATES, default=RUNNING, required=True, index=True)
    result = fields.Selection(RESULTS, readonly=True)
    end_reason = fields.Char(string="Why it was cancelled", readonly=True)
    date_start = fields.Datetime(string="Started", readonly=True, index=True)
    date_end = fields.Datetime(string="Ended", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Started by", readonly=True, index=True
    )
    start_id = fields.Many2one(
        "bpm.flow.start", string="Started by rule", readonly=True, ondelete="set null"
    )
    # Where it is; written by the engine only
    marking = fields.Json(readonly=True)
    variables = fields.Json(string="Values", readonly=True)
    log_seq = fields.Integer(readonly=True)
    log_hash = fields.Char(readonly=True)
    # Calls
    parent_id = fields.Many2one(
        "bpm.flow.instance", string="Called by", readonly=True, index="btree_not_null"
    )
    parent_token = fields.Integer(readonly=True)
    child_ids = fields.One2many("bpm.flow.instance", "parent_id", string="Called")
    # Parts
    task_ids = fields.One2many("bpm.flow.task", "instance_id")
    open_task_ids = fields.One2many(
        "bpm.flow.task", "instance_id", domain=[("state", "=", OPEN)]
    )
    job_ids = fields.One2many("bpm.flow.job", "instance_id")
    incident_ids = fields.One2many(
        "bpm.flow.job", "instance_id", domain=[("state", "=", FAILED)]
    )
    log_ids = fields.One2many("bpm.flow.log", "instance_id")
    # Shown
    step_names = fields.Char(string="Now at", compute="_compute_now")
    date_deadline = fields.Datetime(string="Next deadline", compute="_compute_now")
    incident_count = fields.Integer(compute="_compute_incident_count")
    can_manage = fields.Boolean(compute="_compute_can_manage")
    variables_text = fields.Text(string="Variables", compute="_compute_variables_text")

    _record_idx = models.Index("(res_model, res_id, state)")
    _live_idx = models.Index("(flow_id, id) WHERE state IN ('running', 'suspended')")

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------
    @api.depends("flow_id.name", "record_name")
    def _compute_display_name(self):
        for case in self:
            names = [case.flow_id.sudo().name, case.record_name]
            case.display_name = ": ".join(name for name in names if name)

    @api.depends("marking", "task_ids.date_deadline")
    def _compute_now(self):
        for case in self:
            case.step_names = ", ".join(case.sudo()._here().mapped("name"))
            dates = case.sudo().open_task_ids.filtered("date_deadline")
            dates = dates.mapped("date_deadline")
            case.date_deadline = min(dates, default=False)

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

    def unlink(self):
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

    def _readable_domain(self):
        """Participation, ownership of the process, or a record one may read."""
        if self.env.user.has_group("crm_bpm_flow.group_admin"):
            return Domain.TRUE
        uid = self.env.uid
        return (
            Domain("task_ids.user_ids", "in", [uid])
            | Domain("user_id", "=", uid)
            | Domain("flow_id.user_id", "=", uid)
            | self._readable_records_domain()
        )

    @api.model
    def _readable_records_domain(self):
        """Rows whose record the user may read, as sub-queries: nothing is fetched."""
        domain = Domain.FALSE
        for model in self.env["bpm.flow"]._target_models():
            if model not in self.env or not self.env[model].has_access("read"):
                continue
            records = self.env[model].with_context(active_test=False)._search([])
            domain |= Domain("res_model", "=", model) & Domain("res_id", "in", records)
        return domain

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._readable_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        allowed = self - result[0] if result else self
        visible = self.browse(
            self.with_context(active_test=False)._search([("id", "in", allowed.ids)])
        )
        forbidden = self - visible
        if not forbidden:
            return result
        return forbidden, lambda: AccessError(
            self.env._("You take no part in this case and may not read its record.")
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

    @api.model
    def _still_there(self, records):
        """``exists()``, asked once a transaction for each record."""
        known = self._known_alive(records._name)
        if new := records.browse(set(records._ids) - known):
            known.update(new.exists()._ids)
        return records.filtered(lambda record: record.id in known)

    @api.model
    def _known_alive(self, model):
        """Ids of records known to exist; a record that is deleted is taken out."""
        alive = self.env.cr.precommit.data.setdefault("bpm_flow.alive", {})
        return alive.setdefault(model, set())

    def _node_of_token(self, token):
        self.ensure_one()
        found = Marking.from_json(self.marking).tokens.get(token)
        return self.version_id._node(found.node) if found else None

    def _may_work(self, user):
        """Whether a task of this case may be given to ``user``."""
        company = self.company_id
        return not company or company.id in user._get_company_ids()

    def _zone(self):
        """The time zone of the case's company, for plain dates."""
        company = self.company_id or self.env.company
        return company.resource_calendar_id.tz or "UTC"

    # ------------------------------------------------------------------
    # Moving
    # ------------------------------------------------------------------
    def _lock(self):
        """Lock the cases' rows in the order of their ids, waiting for others.

        The second of two people at one task waits here; the serialization failure
        that follows makes Odoo repeat his request on what the first one left.
        """
        if self.ids:
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM bpm_flow_instance WHERE id IN %s ORDER BY id "
                    "FOR NO KEY UPDATE",
                    tuple(self.ids),
                )
            )

    def _advance(self, events):
        """Let locked cases go on.

        :param events: list of ``(case, engine event)``
        """
        self.env["bpm.flow.runtime"]._run(events)

    def _advance_strictly(self, events):
        """The same for a manager's own act: what cannot be done is refused."""
        try:
            self.env["bpm.flow.runtime"]._run_rounds(events)
        except MoveRefused as error:
            raise UserError(self._refusal(error)) from error

    def _refusal(self, error):
        sentences = {
            "bad_target": self.env._("A case cannot be moved there."),
            "other_tokens": self.env._(
                "Other branches are still open in the same sub-process. Finish or "
                "move them first."
            ),
            "choose_flow": self.env._(
                "Several ways go on from here. Move the case to the step you mean."
            ),
            "bad_flow": self.env._("That way does not start here."),
            "not_failed": self.env._("Nothing failed here any more."),
        }
        return sentences.get(error.code, error.code)

    def _begin(self):
        self._advance([(case, Started()) for case in self])

    def _begin_together(self):
        """All cases in one go; a fault is raised to whoever holds the savepoint."""
        self.env["bpm.flow.runtime"]._run_rounds([(case, Started()) for case in self])

    def action_cancel(self, reason=None):
        """Stop these cases: their open tasks and waits are withdrawn.

        :raises UserError: when no reason is given
        """
        self._check_manager()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the case is cancelled."))
        self.sudo()._cancel(reason.strip())
        return True

    def _cancel(self, reason):
        self._lock()
        live = self.filtered(lambda c: c.state in LIVE_STATES)
        for case in live:
            case.end_reason = reason
        self._advance([(case, Cancelled()) for case in live])
        self.env["bpm.flow.log"]._append(
            [(case, "note", None, {"text": reason}) for case in live]
        )

    def set_variables(self, values):
        """Set variables of running cases; who and what stands in the journal.

        :param dict values: JSON values by name
        """
        self._check_manager()
        if not isinstance(values, dict):
            raise UserError(self.env._("Variables are given as names with values."))
        cases = self.sudo()
        cases._lock()
        cases._merge_variables(values)
        self.env["bpm.flow.log"]._append(
            [(case, "variables", None, {"values": values}) for case in cases]
        )
        return True

    def _tell_caller(self):
        """Called cases were cancelled: who still waits for them has an incident."""
        for case in self:
            parent, token = case.parent_id, case.parent_token
            node = parent._node_of_token(token)
            if not node or parent.state not in LIVE_STATES:
                continue
            parent._lock()
            self.env["bpm.flow.job"]._open_incident(
                parent,
                node=node,
                token=token,
                error=self.env._(
                    "The called process “%(flow)s” was cancelled: %(reason)s",
                    flow=case.flow_id.name,
                    reason=case.end_reason or "",
                ),
                code="call_cancelled",
            )

    def _merge_variables(self, values):
        for case in self if values else ():
            case.variables = {**(case.variables or {}), **values}

    def _check_manager(self):
        """Owners of the process and administrators move cases by hand."""
        self.check_access("read")
        if not self.env.su and not all(case.can_manage for case in self):
            raise AccessError(
                self.env._("Only the process's owner may do that with a case.")
            )

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

    def _tell_record(self, what):
        """A line in the records' own chatter when a case starts or ends."""
        for model, cases in self.grouped("res_model").items():
            if "message_ids" not in self.env.get(model, self.env["base"])._fields:
                continue
            records = cases._records_by_case()
            bodies = {}
            for case in cases.filtered(lambda c, r=records: c in r):
                bodies[case.res_id] = case._chatter_line(what)
            thread = self.env[model].browse(bodies)
            thread._message_log_batch(bodies=bodies)

    def _chatter_line(self, what):
        name = self.flow_id.name
        if what == "started":
            return self.env._("The process “%s” started.", name)
        if self.state == CANCELLED:
            return self.env._(
                "The process “%(flow)s” was cancelled: %(reason)s",
                flow=name,
                reason=self.end_reason or "",
            )
        if self.result:
            results = dict(self._fields["result"]._description_selection(self.env))
            return self.env._(
                "The process “%(flow)s” ended: %(result)s.",
                flow=name,
                result=results[self.result].lower(),
            )
        return self.env._("The process “%s” ended.", name)
