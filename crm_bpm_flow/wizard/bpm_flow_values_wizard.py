import json
import re
from contextlib import suppress

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_utils

DATE = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d")


class BpmFlowValuesWizard(models.TransientModel):
    """The values of a case, a line each, for whoever repairs it."""

    _name = "bpm.flow.values.wizard"
    _description = "Change Values of a Case"

    instance_id = fields.Many2one("bpm.flow.instance", required=True)
    reason = fields.Char(required=True)
    line_ids = fields.One2many("bpm.flow.values.line", "wizard_id")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        case = self.env["bpm.flow.instance"].browse(values.get("instance_id"))
        if case and "line_ids" in fields:
            case._check_manager()
            Line = self.env["bpm.flow.values.line"]
            known = sorted((case.sudo().variables or {}).items())
            values["line_ids"] = [(0, 0, Line._from_value(*item)) for item in known]
        return values

    def action_apply(self):
        """Write what differs; lines that were taken out are taken away."""
        self.ensure_one()
        case = self.instance_id
        case._check_manager()
        before = case.sudo().variables or {}
        after = {}
        for line in self.line_ids:
            name = (line.name or "").strip()
            if not name or name in after:
                raise UserError(self.env._("Give each value a name of its own."))
            after[name] = line._value()
        changed = {
            name: value
            for name, value in after.items()
            if name not in before or before[name] != value
        }
        removed = [name for name in before if name not in after]
        case.change_values(changed, removed, self.reason)
        close = {"type": "ir.actions.act_window_close"}
        if not case.sudo().incident_ids:
            return close
        message = self.env._(
            "The values are changed. Nothing is tried again by itself: press “Try "
            "again” at the incident."
        )
        params = {"type": "info", "message": message, "next": close}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": params,
        }


class BpmFlowValuesLine(models.TransientModel):
    """One value, in the field of its kind."""

    _name = "bpm.flow.values.line"
    _description = "Value of a Case"

    wizard_id = fields.Many2one(
        "bpm.flow.values.wizard", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True)
    kind = fields.Selection(
        [
            ("text", "Text"),
            ("number", "Numeric"),
            ("yes", "Yes or no"),
            ("date", "Date"),
            ("moment", "Date and time"),
            ("empty", "Empty"),
            ("other", "List (JSON)"),
        ],
        required=True,
        default="text",
    )
    value_text = fields.Char(string="Value")
    value_number = fields.Float(digits=(16, 6))
    value_yes = fields.Boolean()
    value_date = fields.Date()
    value_moment = fields.Datetime()

    @api.model
    def _from_value(self, name, value):
        """The line of a JSON value; texts that are dates as the engine writes them
        are shown as dates."""
        if value is None:
            return {"name": name, "kind": "empty"}
        if isinstance(value, bool):
            return {"name": name, "kind": "yes", "value_yes": value}
        if isinstance(value, (int, float)):
            return {"name": name, "kind": "number", "value_number": value}
        if not isinstance(value, str):
            text = json.dumps(value, ensure_ascii=False)
            return {"name": name, "kind": "other", "value_text": text}
        return {"name": name, **self._from_text(value)}

    def _from_text(self, text):
        with suppress(ValueError):  # looks like a date and is none
            if DATE.fullmatch(text):
                return {"kind": "date", "value_date": fields.Date.to_date(text)}
            if MOMENT.fullmatch(text):
                moment = fields.Datetime.to_datetime(text.replace("T", " "))
                return {"kind": "moment", "value_moment": moment}
        return {"kind": "text", "value_text": text}

    def _value(self):
        """The JSON value that the line says."""
        self.ensure_one()
        number = self.value_number
        whole = float_utils.float_is_zero(number - round(number), precision_digits=6)
        answers = {
            "text": self.value_text or "",
            "number": round(number) if whole else number,
            "yes": self.value_yes,
            "date": fields.Date.to_string(self.value_date) or None,
            "moment": fields.Datetime.to_string(self.value_moment) or None,
            "empty": None,
        }
        return answers[self.kind] if self.kind in answers else self._parsed()

    def _parsed(self):
        try:
            return json.loads(self.value_text or "null")
        except ValueError as error:
            raise UserError(
                self.env._(
                    "“%(name)s” is no JSON: %(error)s", name=self.name, error=error
                )
            ) from error
