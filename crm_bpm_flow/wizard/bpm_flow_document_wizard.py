from odoo import api, fields, models
from odoo.exceptions import UserError


class BpmFlowDocumentWizard(models.TransientModel):
    """Make a document from a record: choose the template, look at it, make it."""

    _name = "bpm.flow.document.wizard"
    _description = "Make a Document"

    res_model = fields.Char(required=True)
    res_ids = fields.Json()
    record_id = fields.Many2oneReference(
        model_field="res_model", help="What it is made from."
    )
    record_count = fields.Integer(compute="_compute_record_count")
    template_id = fields.Many2one(
        "bpm.flow.document.template",
        required=True,
        domain="[('res_model', '=', res_model), ('is_ready', '=', True)]",
    )
    type_id = fields.Many2one(
        "bpm.flow.document.type",
        string="Document type",
        compute="_compute_type_id",
        store=True,
        readonly=False,
    )
    is_document = fields.Boolean(compute="_compute_record_count")
    register = fields.Boolean(string="Give it a number", default=True)
    send = fields.Boolean(string="Send it to the partner")
    # Cleaned by what makes it.
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    mistake = fields.Text(compute="_compute_preview")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        context = self.env.context
        if context.get("active_model") and "default_res_model" not in context:
            values["res_model"] = context["active_model"]
            values["res_ids"] = context.get("active_ids") or []
        if values.get("res_model") and not values.get("template_id"):
            fitting = self.env["bpm.flow.document.template"]._fitting(
                values["res_model"]
            )
            values["template_id"] = fitting[:1].id
        return values

    @api.depends("res_ids", "res_model")
    def _compute_record_count(self):
        for wizard in self:
            wizard.record_count = len(wizard.res_ids or [])
            wizard.is_document = wizard.res_model == "bpm.flow.document"

    @api.depends("template_id")
    def _compute_type_id(self):
        for wizard in self:
            wizard.type_id = wizard.template_id.type_id

    def _chosen_ids(self):
        """Ids of the records that documents are made from."""
        return self.res_ids or ([self.record_id] if self.record_id else [])

    @api.depends("template_id", "res_ids", "res_model", "record_id")
    def _compute_preview(self):
        for wizard in self:
            first = wizard._chosen_ids()[:1]
            fits = wizard.template_id.res_model == wizard.res_model
            wizard.preview, wizard.mistake = (
                wizard.template_id._look(first[0]) if first and fits else (False, False)
            )

    def action_apply(self):
        """Make them; show the document, or all of them."""
        self.ensure_one()
        if not self._chosen_ids():
            raise UserError(self.env._("Choose a record to make a document from."))
        if self.template_id.res_model != self.res_model:
            raise UserError(self.env._("The template is made for other records."))
        documents = self.template_id.make(
            self._chosen_ids(),
            register=self.register,
            send=self.send,
            type_id=self.type_id.id,
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_document_action"
        )
        if len(documents) == 1:
            return {**action, "res_id": documents.id, "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", documents.ids)]}
