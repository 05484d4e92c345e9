from odoo import api, fields, models
from odoo.exceptions import AccessError

from .bpm_flow_instance_migrate import ANEW, KEEP
from .const import CANCELLED, DONE, RUNNING

WAITING, STOPPED = "waiting", "stopped"
STATES = [
    (WAITING, "Waiting"),
    (RUNNING, "Running"),
    (DONE, "Done"),
    (STOPPED, "Stopped"),
]
GONE, STAYED = "gone", "stayed"
LINE_STATES = [
    (WAITING, "Not yet asked"),
    (GONE, "Went over"),
    (STAYED, "Stayed"),
    (CANCELLED, "Not asked any more"),
]
TIMES = [
    (KEEP, "Stay as they are"),
    (ANEW, "Are reckoned anew by the new version"),
]


class BpmFlowMigration(models.Model):
    """Many cases go over to another version, in the background.

    Batch by batch, each with a commit of its own: killed at any point, whoever did not
    go yet goes when the scheduler runs again, and nobody twice.
    """

    _name = "bpm.flow.migration"
    _description = "Cases Taken Over to a Version"
    _order = "id desc"
    _rec_name = "display_name"

    flow_id = fields.Many2one(
        "bpm.flow",
        string="Process",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    version_id = fields.Many2one(
        "bpm.flow.version",
        string="To version",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="flow_id.company_id")
    user_id = fields.Many2one("res.users", string="Started by", readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, default=WAITING)
    mapping = fields.Json(readonly=True)
    times = fields.Selection(
        TIMES,
        string="Deadlines and waits",
        required=True,
        readonly=True,
        default=KEEP,
    )
    date_done = fields.Datetime(string="Ended", readonly=True)
    line_ids = fields.One2many("bpm.flow.migration.line", "migration_id")
    stayed_ids = fields.One2many(
        "bpm.flow.migration.line",
        "migration_id",
        string="Who stayed",
        domain=[("state", "=", STAYED)],
    )
    total_count = fields.Integer(string="Cases", readonly=True)
    gone_count = fields.Integer(string="Went over", compute="_compute_counts")
    stayed_count = fields.Integer(string="Stayed", compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts")

    _open_idx = models.Index("(id) WHERE state IN ('waiting', 'running')")

    @api.depends("version_id.number")
    def _compute_display_name(self):
        for run in self:
            run.display_name = self.env._(
                "%(flow)s: cases to version %(number)s",
                flow=run.flow_id.name,
                number=run.version_id.number,
            )

    @api.depends("line_ids.state")
    def _compute_counts(self):
        groups = self.env["bpm.flow.migration.line"]._read_group(
            [("migration_id", "in", self.ids)], ["migration_id", "state"], ["__count"]
        )
        counts = {(run.id, state): count for run, state, count in groups}
        for run in self:
            run.gone_count = counts.get((run.id, GONE), 0)
            run.stayed_count = counts.get((run.id, STAYED), 0)
            asked = run.gone_count + run.stayed_count
            run.progress = 100 * asked / run.total_count if run.total_count else 100

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Choose cases, then take them over."))
        return super().create(vals_list)

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_stop(self):
        """Ask no more cases; those that went over stay where they are now."""
        self._check_manager()
        runs = self.sudo().filtered(lambda r: r.state in (WAITING, RUNNING))
        runs.write({"state": STOPPED, "date_done": fields.Datetime.now()})
        return True

    def action_go_on(self):
        """Ask those that were not asked before it was stopped."""
        self._check_manager()
        runs = self.sudo().filtered(lambda r: r.state == STOPPED)
        runs.write({"state": WAITING, "date_done": False})
        runs._wake()
        return True

    def action_view_cases(self):
        """The cases that stayed, or all of them when none did."""
        self.ensure_one()
        self.check_access("read")
        lines = self.stayed_ids or self.line_ids
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_instance_action"
        )
        return {
            **action,
            "domain": [("id", "in", lines.instance_id.ids)],
            "context": {"create": False},
        }

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _check_manager(self):
        """Owners of the process and administrators, as for the cases themselves."""
        self.check_access("read")
        is_admin = self.env.user.has_group("crm_bpm_flow.group_admin")
        owners = self.sudo().flow_id.user_id
        if not (self.env.su or is_admin or owners <= self.env.user):
            raise AccessError(
                self.env._("Only the process's owner may do that with a case.")
            )
