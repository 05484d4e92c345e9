import json

from odoo import models
from odoo.models import MAGIC_COLUMNS
from odoo.tools import html2plaintext

from ..tools.differences import Fact, Order

# What says nothing about what a part does.
NO_FACTS = {
    "bpmn_id",
    "left_out",
    "node_id",
    "sequence",
    "source",
    "version_id",
    *MAGIC_COLUMNS,
}
# Whose names everybody may read in a definition.
OPEN_NAMES = ("res.users", "res.groups", "crm.team", "ir.model.fields")


class BpmFlowFacts(models.AbstractModel):
    """What a part of a version says, in words, so that two versions can be compared.

    Every field that a copy takes over is a fact: one that is added to a part later is
    compared like the others without a word here.
    """

    _inherit = "bpm.flow.part"

    def _facts(self):
        """{key: fact} of one part, see ``tools.differences``.

        Override to say several fields together, or what is no field at all.
        """
        self.ensure_one()
        names = self._fact_names()
        usual, found = self.default_get(names), {}
        for name in names:
            # Whoever reads the version reads it whole; what it names may be hidden.
            value = self.sudo()[name]
            fact = self._fact(self._fields[name], value)
            is_usual = not value or value == usual.get(name)
            found[name] = fact._replace(usual=is_usual)
        return found

    def _fact_names(self):
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and field.copy
            and not field.related
            and field.type not in ("one2many", "binary")
            and name not in self._no_facts()
        ]

    def _no_facts(self):
        """Fields that are no facts, or are said in another way. Extended by parts."""
        return NO_FACTS

    def _fact(self, field, value):
        what = field._description_string(self.env)
        if field.relational:
            shown = self._names_fact(value.with_env(self.env))
            return Fact(what, shown, self._fact_ref(value))
        return Fact(what, self._fact_text(field, value))

    def _fact_text(self, field, value):
        if field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "html":
            return html2plaintext(value or "").strip()
        if field.type == "json":
            return (
                json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
            )
        if value in (False, None):
            return ""
        return str(value)

    def _names_fact(self, records):
        if records._name not in OPEN_NAMES:
            shown = records._filtered_access("read")
            hidden = ["…"] if len(shown) < len(records) else []
            return ", ".join([*sorted(shown.mapped("display_name")), *hidden])
        return ", ".join(sorted(records.sudo().mapped("display_name")))

    def _fact_ref(self, records):
        """What records are recognized by in another version."""
        if not records:
            return None
        if "bpmn_id" in records._fields:
            return tuple(sorted(self._step_ref(step) for step in records))
        if records._name == "bpm.flow.role":
            return ("role", records.name)
        if records._name == "bpm.flow.outcome":
            return ("outcome", records.code)
        return tuple(sorted(records.ids))

    def _step_ref(self, step):
        """A step by its id in the newer version."""
        twins = self.env.context.get("bpm_twins") or {}
        return "step", twins.get(step.bpmn_id, step.bpmn_id)

    def _fact_row(self):
        """(words, what is compared) of a row that belongs to a step."""
        line = self._line()
        return line, line

    def _line(self):
        """One line that says all of a part: its name, then what is not as usual."""
        facts = self._facts()
        name = facts.pop("name", None)
        rest = [
            f"{fact.what}: {fact.text}"
            for fact in facts.values()
            if not fact.usual and not isinstance(fact, Order)
        ]
        head = [name.text] if name else []
        return ", ".join([*head, *rest])
