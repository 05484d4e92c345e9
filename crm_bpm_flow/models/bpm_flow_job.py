import traceback

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine import Retried, events
from ..tools.carriers import Trial
from .const import FAILED, JOB_STATES, PENDING, SUSPENDED

KINDS = [
    ("timer", "Time"),
    ("action", "Automatic step"),
    ("reminder", "Reminder"),
    ("event", "Going on"),
]


class BpmFlowJob(models.Model):
    """What waits for a moment or for a worker process, and what failed there.

    A job that is done is deleted: the journal keeps the fact. One that failed is an
    incident; while tries are left it has a moment for the next one.
    """

    _name = "bpm.flow.job"
    _description = "Process Job"
    _inherit = ["bpm.flow.case.part"]
    _order = "date_due, id"
    _rec_name = "display_name"
    _rec_names_search = ["node_id.name", "instance_id.record_name"]

    instance_id = fields.Many2one(
        "bpm.flow.instance",
        string="Case",
        required=True,
        index=True,
        ondelete="cascade",
    )
    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="instance_id.company_id")
    record_name = fields.Char(related="instance_id.record_name", related_sudo=False)
    task_id = fields.Many2one(
        "bpm.flow.task", index="btree_not_null", ondelete="cascade"
    )
    node_id = fields.Many2one(
        "bpm.flow.node", string="Step", index="btree_not_null", ondelete="restrict"
    )
    reminder_id = fields.Many2one(
        "bpm.flow.reminder", index="btree_not_null", ondelete="cascade"
    )
    token = fields.Integer(string="Place")
    kind = fields.Selection(KINDS, required=True)
    event = fields.Json(help="The move that failed, to be tried again.")
    state = fields.Selection(JOB_STATES, required=True, default=PENDING, index=True)
    date_due = fields.Datetime(string="Due")
    attempt = fields.Integer(string="Tries")
    error = fields.Text(string="What went wrong", readonly=True)
    error_detail = fields.Text(
        string="Details", readonly=True, groups="crm_bpm_flow.group_admin"
    )
    is_owner_told = fields.Boolean()
    is_held = fields.Boolean(
        readonly=True, help="Its case is suspended: what is due waits for its return."
    )

    # "Due and not locked": the scheduler's only question.
    _due_idx = models.Index(
        "(date_due, id) WHERE date_due IS NOT NULL AND is_held IS NOT TRUE"
    )
    _failed_idx = models.Index("(flow_id) WHERE state = 'failed'")
    _untold_idx = models.Index(
        "(id) WHERE state = 'failed' AND is_owner_told IS NOT TRUE"
    )

    @api.depends("node_id.name", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for job in self:
            job.display_name = job.node_id.name or kinds.get(job.kind)

    # ------------------------------------------------------------------
    # Making
    # ------------------------------------------------------------------
    @api.model
    def _enqueue(self, vals_list):
        """Create jobs and wake the scheduler at the first of their moments."""
        if not vals_list:
            return self
        flows = self.env["bpm.flow.instance"].browse(
            [vals["instance_id"] for vals in vals_list]
        )
        for case, vals in zip(flows, vals_list, strict=True):
            vals["flow_id"] = case.flow_id.id
        jobs = self.sudo().create(vals_list)
        self._wake_at({vals["date_due"] for vals in vals_list})
        return jobs

    @api.model
    def _wake_at(self, moments):
        """The same for moments some of which may be none."""
        if moments := {moment for moment in moments if moment}:
            self._wake(moments)

    @api.model
    def _keep_event(self, case, event):
        """What came for a suspended case: due at once, so that resuming runs it."""
        token = getattr(event, "token", 0)
        self._enqueue(
            [
                {
                    "kind": "event",
                    "instance_id": case.id,
                    "node_id": case._node_of_token(token).id if token else False,
                    "token": token,
                    "event": _event_to_json(event),
                    "date_due": fields.Datetime.now(),
                }
            ]
        )

    @api.model
    def _wake(self, moments):
        """One call of the scheduler for each moment that nobody asked for yet.

        Only the earliest is asked for: each run of the scheduler asks for the next.
        """
        ref = self.env["ir.model.data"]._xmlid_to_res_id
        # Only whether it is active is asked of it.
        crons = self.env["ir.cron"].with_context(prefetch_fields=False)
        cron = crons.browse(ref("crm_bpm_flow.ir_cron_run_due"))
        data = self.env.cr.precommit.data
        first = min(moments)
        asked, triggers = data.get("bpm_flow.woken") or (None, None)
        # A savepoint of somebody else's may have taken our trigger back.
        if asked is None or first < asked or not triggers.exists():
            data["bpm_flow.woken"] = first, cron._bpm_trigger(first)

    @api.model
    def _open_incident(
        self, case, node=None, token=0, error=None, event=None, code=None
    ):
        """Keep a fault as an incident on its token.

        :param error: an exception, or a plain sentence
        :param event: the engine event that failed, when the move itself did
        """
        kind = "event" if event or code else "action"
        trial = Trial.of(self.env, case.id, node.id if node else False)
        attempt = trial.attempt + 1 if trial else 1
        if event is None and code:
            event = Retried(token)
        job = self.sudo().create(
            {
                "instance_id": case.id,
                "flow_id": case.flow_id.id,
                "node_id": node.id if node else False,
                "token": token,
                "kind": kind,
                "event": _event_to_json(event) if event else False,
                "attempt": attempt,
                "is_owner_told": attempt > 1,
                "retried_id": trial and trial.retry_id,
                "date_due": False if code else self._pause_at(node, attempt),
                **self._fault_vals(case, node, error, code),
            }
        )
        job._note_fault()
        return job

    @api.model
    def _fault_vals(self, case, node, error, code=None):
        """What an incident keeps of what happened."""
        return {
            "state": FAILED,
            "error": str(error) or type(error).__name__,
            "error_detail": _trace(error),
            "fault_kind": code or _kind_of(error),
            "moment": case._values_now(node),
        }

    @api.model
    def _pause_at(self, node, attempt):
        """When it is tried after so many tries, as its step says."""
        return (node or self.env["bpm.flow.node"])._next_try(attempt)

    def _fail(self, error):
        """Note a failed try; the next pause is longer, after the last a person acts."""
        self.ensure_one()
        attempt, node = self.attempt + 1, self.node_id
        self.write(
            {
                "attempt": attempt,
                "date_due": self._pause_at(node, attempt),
                "retry_id": False,
                "retried_id": self.retry_id.id,
                **self._fault_vals(self.instance_id, node, error),
            }
        )
        self._note_fault()

    def _note_fault(self):
        """Tell the journal, the owner and the scheduler."""
        data = {"error": self.error[:500]}
        row = self.instance_id, "incident", self.node_id, data
        self.env["bpm.flow.log"]._append([row])
        self._tell_owner()
        if self.date_due:
            self._wake({self.date_due})

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_retry(self):
        """Try again what failed, now.

        :return: True, or where a person goes on whose incident is over
        :raises UserError: for jobs that did not fail
        """
        self._check_may_repair()
        for job in self.sudo():
            job._try_again()
        return self._leave() or True

    def _check_may_repair(self):
        self.instance_id._check_manager()
        if any(job.state != FAILED for job in self.sudo()):
            raise UserError(self.env._("Only an incident can be repaired."))
        if any(job.instance_id.state == SUSPENDED for job in self.sudo()):
            raise UserError(self.env._("The case is suspended: resume it first."))
        self.sudo().instance_id._lock()

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Jobs are made by the engine only."))
        cases = self.env["bpm.flow.instance"]
        cases = cases.browse([vals["instance_id"] for vals in vals_list])
        for case, vals in zip(cases, vals_list, strict=True):
            vals["is_held"] = case.state == SUSPENDED
        return super().create(vals_list)

    def _restored_event(self):
        """The engine event that failed, to be delivered again."""
        name, values = self.event
        return getattr(events, name)(**values)


def _event_to_json(event):
    return [type(event).__name__, event._asdict()]


def _trace(error):
    if not isinstance(error, BaseException):
        return False
    return "".join(traceback.format_exception(error))[-8000:]


def _kind_of(error):
    """By what faults of one kind are known: their class, whatever they say."""
    if not isinstance(error, BaseException):
        return "fault"
    # Odoo wraps what code raises.
    inner = error.__cause__ or error.__context__
    wraps = type(error) is ValueError and isinstance(inner, Exception)
    return type(inner if wraps else error).__name__
