from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.carriers import Actor
from .const import FAILED

DONE, RUNNING = "done", "running"
CHANGED = "bpm_flow.retries"


class BpmFlowRetry(models.Model):
    """A run that tries many incidents of one kind again, in the background.

    The incidents themselves are the list of what is to be done: nobody counts in a
    row that several workers would write to.
    """

    _name = "bpm.flow.retry"
    _description = "Retry of Many Incidents"
    _order = "id desc"
    _rec_name = "display_name"

    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, index=True, ondelete="cascade"
    )
    node_id = fields.Many2one("bpm.flow.node", string="Step", ondelete="set null")
    company_id = fields.Many2one(related="flow_id.company_id")
    user_id = fields.Many2one(
        "res.users", string="Started by", required=True, ondelete="cascade"
    )
    state = fields.Selection(
        [(RUNNING, "Running"), (DONE, "Done")], required=True, default=RUNNING
    )
    total = fields.Integer(string="Incidents")
    date_done = fields.Datetime(string="Finished")
    waiting_ids = fields.One2many("bpm.flow.job", "retry_id")
    failed_ids = fields.One2many(
        "bpm.flow.job",
        "retried_id",
        string="What failed again",
        domain=[("state", "=", FAILED)],
    )
    waiting_count = fields.Integer(string="To be tried", compute="_compute_counts")
    failed_count = fields.Integer(string="Failed again", compute="_compute_counts")
    solved_count = fields.Integer(string="Went on", compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts")

    _running_idx = models.Index("(id) WHERE state = 'running'")

    @api.depends("node_id.name", "flow_id.name")
    def _compute_display_name(self):
        for run in self:
            run.display_name = run.node_id.name or run.flow_id.name

    @api.depends("total", "state", "waiting_ids", "failed_ids")
    def _compute_counts(self):
        jobs = self.env["bpm.flow.job"].sudo()
        counts = {}
        for name in ("retry_id", "retried_id"):
            domain = [(name, "in", self.ids), ("state", "=", FAILED)]
            counts[name] = dict(jobs._read_group(domain, [name], ["__count"]))
        for run in self:
            waiting = counts["retry_id"].get(run.sudo(), 0)
            failed = counts["retried_id"].get(run.sudo(), 0)
            run.waiting_count, run.failed_count = waiting, failed
            run.solved_count = max(0, run.total - waiting - failed)
            run.progress = 100 * (run.total - waiting) / run.total if run.total else 100

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Runs are made by the engine only."))
        return super().create(vals_list)

    @api.model
    def _begin(self, jobs, user):
        """Leave these to the scheduler, a run for each step.

        :param jobs: incidents, under sudo
        """
        runs, now = self.browse(), fields.Datetime.now()
        for (flow, node), same in jobs.grouped(
            lambda j: (j.flow_id, j.node_id)
        ).items():
            run = self.create(
                {
                    "flow_id": flow.id,
                    "node_id": node.id,
                    "user_id": user.id,
                    "total": len(same),
                }
            )
            same.write({"retry_id": run.id, "date_due": now})
            runs |= run
        runs._tell_watchers()
        jobs._wake({now})
        return runs

    @api.model
    def _made_at_once(self, jobs, user):
        """The run of a few that are tried while somebody waits."""
        run = self.create(
            {
                "flow_id": jobs[:1].flow_id.id,
                "node_id": jobs[:1].node_id.id,
                "user_id": user.id,
                "total": len(jobs),
                "state": DONE,
                "date_done": fields.Datetime.now(),
            }
        )
        jobs.retry_id = run
        return run

    def _open(self):
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Trying again"),
            "res_model": self._name,
        }
        if len(self) == 1:
            views = [(False, "form")]
            return {**action, "res_id": self.id, "view_mode": "form", "views": views}
        domain = [("id", "in", self.ids)]
        return {
            **action,
            "domain": domain,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
        }

    @api.model
    def _tell_done(self):
        """Tell those who asked for it that their runs are over, once.

        :return: how many were told
        """
        running = self.sudo().search([("state", "=", RUNNING)])
        over = running.filtered(lambda run: not run.waiting_count)
        over = over.try_lock_for_update(allow_referencing=True)
        over.write({"state": DONE, "date_done": fields.Datetime.now()})
        over._tell_watchers()
        for run in over:
            with self.env["bpm.flow.runtime"]._firewall([]):
                run.with_context(lang=run.user_id.lang)._tell_asker()
        return len(over)

    def _tell_asker(self):
        self.flow_id.with_context(mail_notify_force_send=False).message_notify(
            partner_ids=self.user_id.partner_id.ids,
            subject=self.env._("Tried again: %s", self.display_name),
            body=self.env._(
                "Of %(total)s incidents %(solved)s went on, %(failed)s failed again.",
                total=self.total,
                solved=self.solved_count,
                failed=self.failed_count,
            ),
        )

    def _tell_watchers(self):
        """Who looks at these runs sees how far they are, once in a transaction."""
        data = self.env.cr.precommit.data
        if CHANGED not in data:
            data[CHANGED] = set()
            self.env.cr.precommit.add(self.sudo()._send_changed)
        data[CHANGED].update(self.ids)

    @api.model
    def _send_changed(self):
        ids = self.env.cr.precommit.data.pop(CHANGED, ())
        runs = self.browse(sorted(ids)).exists()
        for user in runs.user_id:
            user._bus_send("bpm_flow_retried", {})
        # Owners and administrators hear it by the processes (see ir_websocket.py).
        for flow in runs.flow_id:
            flow._bus_send("bpm_flow_retried", {})

    def action_show_failed(self):
        """What failed again."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_job_action_incidents"
        )
        action["domain"] = [("retried_id", "=", self.id)]
        return action


class BpmFlowJobInRun(models.Model):
    _inherit = "bpm.flow.job"

    def _run_again(self):
        """The scheduler's turn: a try that somebody asked for is told as his."""
        if not self.exists() or not self.retry_id:
            self._run_one()
            return
        actor = Actor(self.retry_id.user_id.id)
        self.with_context(bpm_actor=actor)._try_again()
