from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class IrActionsServer(models.Model):
    """The kind "Make a document": what one click does, in a process."""

    _inherit = "ir.actions.server"

    state = fields.Selection(
        selection_add=[("bpm_document", "Make a Document")],
        ondelete={"bpm_document": "cascade"},
    )
    bpm_template_id = fields.Many2one(
        "bpm.flow.document.template",
        string="Template",
        index="btree_not_null",
        ondelete="restrict",
    )
    bpm_document_type_id = fields.Many2one(
        "bpm.flow.document.type",
        string="Document type",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: the template's.",
    )
    bpm_register = fields.Boolean(
        string="Give it a number", help="Register it and start its route."
    )
    bpm_send = fields.Boolean(string="Send it to the partner")
    bpm_variable = fields.Char(
        string="Remember it as",
        help="The case's value that holds the document's id, for conditions and later "
        "steps.",
    )

    @api.constrains("bpm_variable")
    def _check_bpm_variable(self):
        for action in self:
            name = action.bpm_variable
            if name and not (name.isidentifier() and not name.startswith("_")):
                raise ValidationError(
                    self.env._("“%s” cannot be the name of a value.", name)
                )

    def _run_action_bpm_document_multi(self, eval_context=None):
        """Make a document from each record, with the rights of whoever runs it."""
        action = self.sudo()
        ids = self.env.context.get("active_ids") or []
        template = action.bpm_template_id.with_env(self.env(su=False))
        if not template:
            raise UserError(
                self.env._("“%s”: the document's template is gone.", action.name)
            )
        documents = template.make(
            ids,
            register=action.bpm_register,
            send=action.bpm_send,
            type_id=action.bpm_document_type_id.id,
        )
        if action.bpm_variable and self._is_run_by_step():
            made = dict(zip(ids, documents.ids, strict=True))
            cases = self.env["bpm.flow.instance"].sudo()
            for case in cases.browse(self.env.context["bpm_cases"]):
                case._merge_variables({action.bpm_variable: made[case.res_id]})
        return False
