from odoo import api, fields, models

from ..models.const import LIVE_STATES


class BpmFlowPublishWizard(models.TransientModel):
    """What changes with a new version, before it is published."""

    _name = "bpm.flow.publish.wizard"
    _description = "Publish a Version"

    version_id = fields.Many2one("bpm.flow.version", required=True, ondelete="cascade")
    flow_id = fields.Many2one(related="version_id.flow_id")
    note = fields.Char(
        string="What is new",
        compute="_compute_note",
        store=True,
        precompute=True,
        readonly=False,
    )
    running_count = fields.Integer(compute="_compute_running_count")
    has_published = fields.Boolean(compute="_compute_impact")
    impact_html = fields.Html(compute="_compute_impact", sanitize=False)
    has_starts = fields.Boolean(compute="_compute_impact")
    storm_limit = fields.Integer(
        string="Starts a minute",
        compute="_compute_storm_limit",
        store=True,
        precompute=True,
        readonly=False,
        help="When the process is started by itself more often than this within a "
        "minute, it pauses. 0: no limit.",
    )

    @api.depends("version_id")
    def _compute_note(self):
        for wizard in self:
            wizard.note = wizard.version_id._origin.note

    @api.depends("version_id")
    def _compute_running_count(self):
        for wizard in self:
            wizard.version_id._origin.check_access("read")
            wizard.running_count = (
                self.env["bpm.flow.instance"]
                .sudo()
                .search_count(
                    [
                        ("flow_id", "=", wizard.version_id.flow_id.id),
                        ("state", "in", LIVE_STATES),
                    ]
                )
            )

    @api.depends("version_id")
    def _compute_impact(self):
        for wizard in self:
            version = wizard.version_id._origin
            impact = version.impact()
            wizard.has_published = bool(version.flow_id.version_id)
            wizard.has_starts = bool(impact["starts"] or impact["rings"])
            wizard.impact_html = self.env["ir.qweb"]._render(
                "crm_bpm_flow.publish_impact", {"impact": impact}
            )

    @api.depends("version_id")
    def _compute_storm_limit(self):
        for wizard in self:
            wizard.storm_limit = wizard.version_id._origin.flow_id.storm_limit

    def action_apply(self):
        """Publish; the process's page shows the version then."""
        self._publish()
        return {"type": "ir.actions.act_window_close"}

    def action_apply_and_migrate(self):
        """Publish, then ask which running cases go over to it."""
        self._publish()
        return self.flow_id.action_migrate_wizard()

    def _publish(self):
        self.ensure_one()
        version = self.version_id
        version.check_access("write")
        if (self.note or "") != (version.note or ""):
            version.note = self.note
        if self.storm_limit != version.flow_id.storm_limit:
            version.flow_id.storm_limit = self.storm_limit
        version.action_publish()
