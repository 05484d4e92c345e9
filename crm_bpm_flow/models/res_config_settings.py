from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    bpm_model_ids = fields.Many2many(
        "ir.model",
        string="Records with processes",
        compute="_compute_bpm_model_ids",
        inverse="_inverse_bpm_model_ids",
        domain=[("is_mail_thread", "=", True), ("transient", "=", False)],
        help="Processes can be made for these. Their forms show the running cases.",
    )
    bpm_contractor_check_url = fields.Char(
        string="Contractor check",
        config_parameter="crm_bpm_flow.contractor_check_url",
        help="A web address that answers a tax id with what is known about the "
        "contractor. Without one, a person checks.",
    )
    bpm_document_megabytes = fields.Integer(
        string="Largest file of a document (MB)",
        config_parameter="crm_bpm_flow.document_megabytes",
        default=64,
    )

    @api.depends("company_id")
    def _compute_bpm_model_ids(self):
        enabled = self.env["ir.model"].sudo().search([("bpm_enabled", "=", True)])
        for settings in self:
            settings.bpm_model_ids = enabled

    def _inverse_bpm_model_ids(self):
        enabled = self.env["ir.model"].sudo().search([("bpm_enabled", "=", True)])
        for settings in self:
            wanted = settings.bpm_model_ids
            (enabled - wanted).bpm_enabled = False
            (wanted - enabled).bpm_enabled = True
