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
        version.action_publish()
