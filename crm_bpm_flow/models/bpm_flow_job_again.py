from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .const import FAILED, OUTSIDE_ACTION_STATES, SUSPENDED

# So many are tried again while one waits; more are left to the scheduler.
FEW = 20


class BpmFlowJobAgain(models.Model):
    """Trying again all that failed in the same way: the same step of the same version,
    the same kind of error."""

    _inherit = "bpm.flow.job"

    fault_kind = fields.Char(string="Kind of error", readonly=True)
    retry_id = fields.Many2one(
        "bpm.flow.retry",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The run of many that is to try it again.",
    )
    retried_id = fields.Many2one(
        "bpm.flow.retry",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The run of many in which it failed again.",
    )
    same_count = fields.Integer(string="Of this kind", compute="_compute_same_count")

    @api.depends("fault_kind", "node_id", "flow_id", "state")
    @api.depends_context("uid")
    def _compute_same_count(self):
        """How many incidents of the same kind the user sees, this one included."""
        failed = Domain("state", "=", FAILED) & Domain(
            "flow_id", "in", self.flow_id.ids
        )
        groups = self._read_group(
            failed, ["flow_id", "node_id", "fault_kind"], ["__count"]
        )
        counts = {(f.id, n.id, kind): count for f, n, kind, count in groups}
        for job in self:
            key = job.flow_id.id, job.node_id.id, job.fault_kind
            job.same_count = counts.get(key, 0) if job.state == FAILED else 0

    def _same_kind(self):
        """All incidents of the kinds of these, as far as the user sees them."""
        kinds = {(j.flow_id.id, j.node_id.id, j.fault_kind) for j in self}
        domain = Domain.OR(
            Domain("flow_id", "=", flow)
            & Domain("node_id", "=", node)
            & Domain("fault_kind", "=", kind)
            for flow, node, kind in kinds
        )
        return self.search(domain & Domain("state", "=", FAILED), order="id")

    def action_retry_all(self):
        """Try again whatever failed like these; many of them in the background.

        :return: an action that says what came of it, or shows how far it is
        :raises UserError: when nothing of that kind can be tried
        :raises AccessError: for anybody but the process's owner and administrators
        """
        self.instance_id._check_manager()
        found = self._same_kind()
        found.instance_id._check_manager()
        jobs = found.sudo().filtered(lambda j: j.instance_id.state != SUSPENDED)
        if not jobs:
            raise UserError(self.env._("There is nothing of this kind to try again."))
        if len(jobs) <= FEW and not jobs._call_outside():
            return self._say_retried(len(jobs), jobs._retry_now())
        runs = self.env["bpm.flow.retry"].sudo()._begin(jobs, self.env.user)
        return runs.with_env(self.env)._open()

    def _call_outside(self):
        """Whether any of them does something that waits for the commit."""
        states = self.node_id.action_ids.mapped("state")
        return bool(set(states) & set(OUTSIDE_ACTION_STATES))

    def _retry_now(self):
        """Try these, locked in the order of their cases.

        :return: how many of them failed again
        """
        self.instance_id._lock()
        jobs = self.exists().filtered(lambda job: job.state == FAILED)
        run = self.env["bpm.flow.retry"]._made_at_once(jobs, self.env.user)
        for job in jobs:
            job._try_again()
        return run.failed_count

    def _try_again(self):
        """One more try by a person's wish, told in the journal."""
        self.ensure_one()
        if self.exists():
            row = self.instance_id, "retried", self.node_id, None
            self.env["bpm.flow.log"]._append([row])
            self._run_one()

    def _say_retried(self, tried, failed):
        """What came of it, in a line that goes away by itself."""
        words = {"solved": tried - failed, "failed": failed}
        message = self.env._(
            "Tried again: %(solved)s went on, %(failed)s failed again.", **words
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if failed else "success",
                "message": message,
                "next": self._leave()
                or {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # ------------------------------------------------------------------
    # From an incident to its case
    # ------------------------------------------------------------------
    def action_values_wizard(self):
        """Change the values of the incident's case."""
        return self.instance_id.action_values_wizard()

    def action_cancel_wizard(self):
        """Cancel the incidents' cases, with a reason."""
        wizard = self.instance_id.action_cancel_wizard()
        wizard["context"]["default_job_ids"] = self.ids
        return self._with_leaving(wizard)

    def action_open_record(self):
        """Open what the case runs on: often it is there that something is missing."""
        self.ensure_one()
        return self.instance_id.action_open_record()

    def action_show_same(self):
        """The list of all of this kind."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_job_action_incidents"
        )
        action["domain"] = [("id", "in", self._same_kind().ids)]
        return action
