from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ..bpmn import is_dmn

EXISTING = [
    ("draft", "It replaces the draft of that process"),
    ("new", "It becomes another process"),
]


class BpmFlowImportWizard(models.TransientModel):
    _name = "bpm.flow.import.wizard"
    _description = "Import Processes from Files"

    file_ids = fields.Many2many(
        "ir.attachment",
        string="Files",
        required=True,
        help="BPMN 2.0 of any tool (.bpmn, .xml), XPDL 2 (.xpdl), a template of "
        "Bitrix24 (.bpt), or a process exported here; with the decisions that they "
        "refer to (.dmn).",
    )
    model_id = fields.Many2one(
        "ir.model",
        string="Works on",
        domain=[("bpm_enabled", "=", True)],
        default=lambda self: self._default_model_id(),
        required=True,
        help="Processes that were exported here say it themselves.",
    )
    existing = fields.Selection(
        EXISTING,
        string="If a process of that code is here",
        required=True,
        default="draft",
    )

    def _default_model_id(self):
        return self.env["ir.model"].sudo()._get("crm.lead")

    def action_apply(self):
        """Take all files over, or none; open the page that says what became of them."""
        self.ensure_one()
        self.env["bpm.flow"].check_access("create")
        if not self.file_ids:
            raise UserError(self.env._("Choose a file."))
        page = self.env["bpm.flow.import"].create(
            {"name": format_list(self.env, self.file_ids.mapped("name"))}
        )
        decisions = self.file_ids.filtered(lambda file: is_dmn(file.raw or b""))
        if decisions == self.file_ids:
            raise UserError(
                self.env._(
                    "Choose the process, too, in which these decisions are made."
                )
            )
        for file in self.file_ids - decisions:
            page._take_over(file.name, file.raw, self._options())
        for file in decisions:
            page._take_decisions(file.name, file.raw)
        self.file_ids.unlink()
        return page._open()

    def _options(self):
        return {
            "model": self.sudo().model_id.model,
            "as_new": self.existing == "new",
            "own_model": True,
        }
