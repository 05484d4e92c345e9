from odoo import api, fields, models
from odoo.exceptions import UserError

MANY = ("one2many", "many2many")
# By the type of a field: what is often wanted of it.
MORE = {
    "monetary": ("money", "in_words"),
    "float": ("number(2)",),
    "integer": ("in_words",),
    "date": ("long_date",),
    "datetime": ("only_date", "long_date"),
    "char": ("upper",),
    "many2many": ("join(', ')",),
    "binary": ("image(40)",),
}


class BpmFlowDocumentTemplate(models.Model):
    """The form: which placeholder stands for a field, and how a record looks in it."""

    _inherit = "bpm.flow.document.template"

    can_edit = fields.Boolean(compute="_compute_can_edit")
    field_path = fields.Char(string="Field", store=False)
    placeholder = fields.Char(
        compute="_compute_placeholder", help="Copy it and paste it into the template."
    )
    placeholder_more = fields.Char(
        string="Written otherwise", compute="_compute_placeholder"
    )
    preview_id = fields.Many2oneReference(
        string="Record to look at", model_field="res_model", store=False
    )
    # Cleaned by what makes it.
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    preview_mistake = fields.Text(compute="_compute_preview")

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        open_ones = self._filtered_access("write")
        for template in self:
            template.can_edit = template in open_ones or not template._origin

    def action_try(self):
        """Choose a record, look at what becomes of it, make the document."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_bpm_flow.bpm_flow_document_wizard_action"
        )
        context = {
            "default_template_id": self.id,
            "default_res_model": self.res_model,
        }
        return {**action, "context": context}

    @api.depends("field_path", "model_id", "kind")
    def _compute_placeholder(self):
        for template in self:
            lines, more = template._placeholders(template.field_path or "")
            template.placeholder = "\n".join(lines) or False
            template.placeholder_more = "\n".join(more) or False

    def _placeholders(self, path):
        """``(lines to paste, other ways to write it)`` for a path of fields."""
        model = self.env.get(self.sudo().model_id.model or "")
        variable, loops, names, field = "record", [], [], None
        for name in path.split("."):
            field = model._fields.get(name) if model is not None else None
            if (field is None and not (names or loops)) or name.startswith("_"):
                return [], []
            names.append(name)
            if field is not None and field.type in MANY and name != path.split(".")[-1]:
                row = f"row{len(loops) + 1}" if loops else "row"
                loops.append((row, f"{variable}.{'.'.join(names)}"))
                variable, names = row, []
            model = self.env.get(field.comodel_name or "") if field else None
        if field is not None and field.type == "one2many":
            loops.append(("row", f"{variable}.{'.'.join(names)}"))
            value = "row"
        else:
            value = ".".join([variable, *names])
        more = MORE.get(field.type, ()) if field is not None else ()
        lines = [f"{{%tr for {row} in {source} %}}" for row, source in loops]
        lines.append(f"{{{{ {value} }}}}")
        lines += ["{%tr endfor %}"] * len(loops)
        return lines, [f"{{{{ {value}|{filter_} }}}}" for filter_ in more]

    @api.depends("preview_id", "body_html", "file", "kind", "model_id", "lang")
    def _compute_preview(self):
        for template in self:
            template.preview, template.preview_mistake = template._look(
                template.preview_id
            )

    def _look(self, res_id):
        """``(HTML, None)``, or ``(False, what is wrong)``."""
        model = self.env.get(self.sudo().model_id.model or "")
        record = model.browse(res_id).exists() if res_id and model is not None else None
        if not record:
            return False, False
        try:
            return self._preview(record), False
        except UserError as error:
            return False, str(error)
