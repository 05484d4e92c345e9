from odoo import api, fields, models
from odoo.exceptions import UserError


class BpmFlowRepairWizardAdd(models.TransientModel):
    """One more of a step that is repeated: asked is for whom, where it is repeated for
    a list of records or of values."""

    _inherit = "bpm.flow.repair.wizard"

    act = fields.Selection(
        selection_add=[("add", "Do the step for one more")],
        ondelete={"add": "cascade"},
    )
    item_kind = fields.Selection(
        [("record", "A record"), ("value", "A value"), ("number", "Nothing special")],
        compute="_compute_item",
    )
    item_model = fields.Char(compute="_compute_item")
    item_id = fields.Many2oneReference(string="One more for", model_field="item_model")
    item_text = fields.Char(string="One more, for the value")

    @api.depends("act", "token", "instance_ids")
    def _compute_item(self):
        for wizard in self:
            items = wizard._items_now()
            wizard.item_model = items.get("model", False)
            kind = "value" if "values" in items else "number"
            wizard.item_kind = "record" if wizard.item_model else kind

    def _items_now(self):
        """What the step is repeated for so far, as the case keeps it."""
        case = self._cases()[:1].sudo()
        return (case.loop_items or {}).get(str(self.token)) or {}

    def _do_add(self):
        self.instance_ids.add_instance(self._step_id(), self._item(), self.reason)

    def _item(self):
        if self.item_kind == "record":
            return self._record_item()
        return self._value_item() if self.item_kind == "value" else None

    def _record_item(self):
        """:raises AccessError: for a record that the user may not read"""
        record = self.env[self.item_model].browse(self.item_id or ()).exists()
        if not record:
            raise UserError(self.env._("Choose for which record the step is done."))
        record.check_access("read")
        return record.id

    def _value_item(self):
        """A number where all others are numbers."""
        text = (self.item_text or "").strip()
        if not text:
            raise UserError(self.env._("Say for what the step is done."))
        kinds = {type(value) for value in self._items_now()["values"]}
        if not kinds or kinds - {int, float}:
            return text
        try:
            return int(text) if kinds == {int} else float(text)
        except ValueError as error:
            raise UserError(self.env._("“%s” is not a number.", text)) from error
