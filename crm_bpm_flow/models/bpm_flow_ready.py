from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..library.ready import READY
from .library_words import Words
from .ready_content import shipped

# What its owner may change; what it does is taken from a step.
EDITABLE = {"name", "description", "sequence", "active", "icon"}


class BpmFlowReady(models.Model):
    """A step with its settings, or a few that belong together, to be put into any
    process: those that come with the add-on, and what an owner kept of his own."""

    _name = "bpm.flow.ready"
    _description = "Ready Step"
    _order = "sequence, id"

    code = fields.Char(readonly=True, help="Of those that come with the add-on.")
    name = fields.Char(required=True, translate=True)
    description = fields.Char(translate=True)
    icon = fields.Char(default="fa-star-o")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    user_id = fields.Many2one("res.users", string="Kept by", readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    res_model = fields.Char(
        string="For", readonly=True, help="Empty: for processes on anything."
    )
    content = fields.Json(readonly=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There already is a ready step of that code."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_kept()
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() - EDITABLE:
            self._check_kept()
        return super().write(vals)

    def copy(self, default=None):
        self._check_kept()
        return super().copy(default)

    def _check_kept(self):
        """It may carry actions that its owner could not make himself: what it holds
        comes from a step and from nowhere else."""
        if not self.env.su:
            raise AccessError(
                self.env._("A ready step is made from a step of a process.")
            )

    # ------------------------------------------------------------------
    # What it holds
    # ------------------------------------------------------------------
    def _content(self):
        """See ``ready_content``; in the language of this environment."""
        self.ensure_one()
        definition = READY.get(self.code)
        if definition:
            return shipped(definition, self.env)
        return self.content or {"steps": [], "ways": [], "exit": [False, None]}

    def _translate_rows(self, nodes):
        """Rows that were made in English, in the other languages of the database."""
        langs = self.env["bpm.flow.library"]._other_langs()
        if not langs or self.code not in READY:
            return
        words = Words(self.env, {"needs": {}, **READY[self.code]}, langs)
        for rows in (nodes, nodes.outcome_ids, nodes.checklist_ids):
            words.translate(rows)

    def _sketch(self):
        """How it is drawn: ``{"id", "name", "description", "icon", "shapes", "ways"}``.

        A shape is ``{"key", "type", "event", "interrupting", "loop", "name", "on",
        "place"}``, types as BPMN's own; a way ``{"from", "to", "name"}``.
        """
        self.ensure_one()
        content = self._content()
        names = {
            (step["key"], row[2].get("code")): row[2]["name"]
            for step in content["steps"]
            for row in step["values"].get("outcome_ids", ())
        }
        return {
            **self._offer_row(),
            "shapes": [_shape(step) for step in content["steps"]],
            "ways": [
                {"from": one, "to": other, "name": names.get((one, outcome), "")}
                for one, outcome, other in content["ways"]
            ],
        }

    def _offer_row(self):
        return {
            "id": self.id,
            "name": self.name,
            "description": self.description or "",
            "icon": self.icon or "fa-star-o",
        }


def _shape(step):
    values = step["values"]
    event = values.get("event")
    event = "compensate" if event == "compensation" else event
    return {
        "key": step["key"],
        "type": f"bpmn:{_upper(values['kind'])}",
        "event": f"bpmn:{_upper(event)}EventDefinition" if event else False,
        "interrupting": values.get("interrupting", True),
        "loop": values.get("loop") or False,
        "name": values["name"],
        "on": step["on"],
        "place": step["place"],
    }


def _upper(name):
    return name[0].upper() + name[1:]
