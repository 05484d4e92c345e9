import traceback
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine import Retried, events
from .const import FAILED, JOB_STATES, PENDING, SUSPENDED

KINDS = [
    ("timer", "Time"),
    ("action", "Automatic step"),
    ("reminder", "Reminder"),
    ("event", "Move"),
]
# Growing pauses between tries; after the last one a person decides.
PAUSES = (1, 5, 30)


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
    record_name = fields.Char(related="instance_id.record_name")
    task_id = fields.Many2one(
        "bpm.flow.task", index="btree_not_null", ondelete="cascade"
    )
    node_id = fields.Many2one(
        "bpm.flow.node", string="Step", index="btree_not_null", ondelete="restrict"
    )
    reminder_id = fields.Many2one(
        "bpm.flow.reminder", index="btree_not_null", ondelete="cascade"
    )
    token = fields.Integer()
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

    # "Due and not locked": the scheduler's only question.
    _due_idx = models.Index("(date_due, id) WHERE date_due IS NOT NULL")
    _failed_idx = models.Index("(flow_id) WHERE state = 'failed'")

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
        cron = self.env["ir.cron"].browse(ref("crm_bpm_flow.ir_cron_run_due"))
        data = self.env.cr.precommit.data
        first = min(moments)
        asked, triggers = data.get("bpm_flow.woken") or (None, None)
        # A savepoint of somebody else's may have taken our trigger back.
        if asked is None or first < asked or not triggers.exists():
            data["bpm_flow.woken"] = first, cron._trigger(at=first)

    @api.model
    def _open_incident(
        self, case, node=None, token=0, error=None, event=None, code=None
    ):
        """Keep a fault as an incident on its token.

        :param error: an exception, or a plain sentence
        :param event: the engine event that failed, when the move itself did
        """
        kind = "event" if event or code else "action"
        attempt = self._attempt_at(case, node)
        if event is None and code:
            event = Retried(token)
        sentence = str(error) or type(error).__name__
        job = self.sudo().create(
            {
                "instance_id": case.id,
                "flow_id": case.flow_id.id,
                "node_id": node.id if node else False,
                "token": token,
                "kind": kind,
                "event": _event_to_json(event) if event else False,
                "state": FAILED,
                "error": sentence,
                "error_detail": _trace(error),
                "attempt": attempt,
                "is_owner_told": attempt > 1,
                "date_due": False if code else self._next_try(attempt),
            }
        )
        self.env["bpm.flow.log"]._append(
            [(case, "incident", node, {"error": sentence[:500]})]
        )
        job._tell_owner()
        if job.date_due:
            self._wake({job.date_due})
        return job

    def _attempt_at(self, case, node):
        """Which try this is: a move that is tried again may fail at the same place."""
        place, attempt = self.env.context.get("bpm_retry") or (None, 0)
        same = place == (case.id, node.id if node else False)
        return attempt + 1 if same else 1

    def _next_try(self, attempt):
        if attempt > len(PAUSES):
            return False
        return fields.Datetime.now() + timedelta(minutes=PAUSES[attempt - 1])

    def _fail(self, error):
        """Note a failed try; the next pause is longer, after the last a person acts."""
        self.ensure_one()
        attempt = self.attempt + 1
        sentence = str(error) or type(error).__name__
        self.write(
            {
                "state": FAILED,
                "attempt": attempt,
                "error": sentence,
                "error_detail": _trace(error),
                "date_due": self._next_try(attempt),
            }
        )
        self.env["bpm.flow.log"]._append(
            [(self.instance_id, "incident", self.node_id, {"error": sentence[:500]})]
        )
        self._tell_owner()
        if self.date_due:
            self._wake({self.date_due})

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_retry(self):
        """Try again what failed, now.

        :raises UserError: for jobs that did not fail
        """
        self._check_may_repair()
        for job in self.sudo():
            self.env["bpm.flow.log"]._append(
                [(job.instance_id, "retried", job.node_id, None)]
            )
            job._run_one()
        return True

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
