from base64 import b64decode

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...documents import TemplateError
from ...documents.archive import check_file
from ...documents.docx import is_installed

HTML, DOCX, XLSX = "html", "docx", "xlsx"
KINDS = [(HTML, "Text, made a PDF"), (DOCX, "Word file"), (XLSX, "Excel file")]
PDF = "pdf"
OUTPUTS = [(PDF, "PDF"), (HTML, "HTML page")]


class BpmFlowDocumentTemplate(models.Model):
    """A document with gaps that a record fills: a text, a Word or an Excel file."""

    _name = "bpm.flow.document.template"
    _description = "Document Template"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Char(translate=True, string="When to use it")
    model_id = fields.Many2one(
        "ir.model",
        string="Made from",
        required=True,
        ondelete="cascade",
        index=True,
        domain=[("bpm_enabled", "=", True)],
        default=lambda self: self.env["ir.model"]._get("crm.lead"),
    )
    res_model = fields.Char(
        related="model_id.model", string="Model", store=True, index=True
    )
    kind = fields.Selection(KINDS, required=True, default=HTML)
    body_html = fields.Html(string="Text", translate=True)
    file = fields.Binary(attachment=True)
    file_filename = fields.Char(string="Name of the file")
    output = fields.Selection(OUTPUTS, string="Makes", required=True, default=PDF)
    is_landscape = fields.Boolean(string="Landscape")
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        help="Of dates, amounts and words. Empty: the language of the record's "
        "partner, else of whoever makes the document.",
    )
    file_pattern = fields.Char(
        string="Name of the document's file",
        help="With placeholders, without an ending. Empty: the template's name and "
        "the record's.",
    )
    type_id = fields.Many2one(
        "bpm.flow.document.type",
        string="Document type",
        index="btree_not_null",
        help="What the document is in the register.",
    )
    mail_template_id = fields.Many2one(
        "mail.template",
        string="Mail",
        domain=[("model", "=", "bpm.flow.document")],
        help="The letter that the document is sent with. Empty: a short one.",
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: every company uses it."
    )
    user_id = fields.Many2one(
        "res.users", string="Owner", index=True, default=lambda self: self.env.user
    )
    is_docx_missing = fields.Boolean(compute="_compute_is_docx_missing")

    @api.depends("kind")
    def _compute_is_docx_missing(self):
        missing = not is_installed()
        for template in self:
            template.is_docx_missing = missing and template.kind == DOCX

    @api.constrains("file", "kind")
    def _check_file(self):
        """A file that could hurt somebody is not even kept."""
        for template in self:
            if template.kind == HTML or not template.file:
                continue
            try:
                check_file(template._content(), template.kind)
            except TemplateError as error:
                raise ValidationError(template._sentence(error)) from error

    @api.constrains("model_id")
    def _check_model(self):
        for template in self:
            if not template.sudo().model_id.bpm_enabled:
                raise ValidationError(
                    self.env._(
                        "Documents are made from records that processes work on; “%s” "
                        "is not among them.",
                        template.sudo().model_id.name,
                    )
                )

    def _content(self):
        """Bytes of the uploaded file, also of one that is not saved yet."""
        self.ensure_one()
        return b64decode(self.with_context(bin_size=False).file or b"")

    def copy_data(self, default=None):
        return [
            {**vals, "name": self.env._("%s (copy)", row.name), "user_id": self.env.uid}
            for row, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def _ending(self):
        """Without its dot; also the key of its kind of content."""
        self.ensure_one()
        return self.output if self.kind == HTML else self.kind

    @api.model
    def _fitting(self, model):
        """Templates for records of a model that can be used, as the user sees them."""
        return self.search([("res_model", "=", model), ("is_ready", "=", True)])
