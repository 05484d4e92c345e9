from math import isfinite
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, format_datetime

from ...documents.tables import day_of

OWN_KINDS = [
    ("char", "Text"),
    ("text", "Long text"),
    ("integer", "Whole number"),
    ("float", "Numeric"),
    ("monetary", "Amount"),
    ("boolean", "Yes or no"),
    ("date", "Date"),
    ("datetime", "Date and time"),
    ("selection", "Choice"),
    ("many2one", "Link"),
]
LINKS = [
    ("res.partner", "Contact"),
    ("res.users", "User"),
    ("crm.lead", "Lead"),
    ("bpm.flow.document", "Document"),
]


class BpmFlowDocumentOwnField(models.Model):
    """An own field of a document type, as a row that people can edit and point at.

    What counts for Odoo is the type's definition of properties; whichever of the two
    is changed, the other follows.
    """

    _name = "bpm.flow.document.own.field"
    _description = "Own Field of a Document Type"
    _order = "type_id, sequence, id"

    type_id = fields.Many2one(
        "bpm.flow.document.type", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    key = fields.Char(readonly=True, copy=False, index=True)
    kind = fields.Selection(OWN_KINDS, required=True, default="char")
    choices = fields.Text(string="Options", help="One a line.")
    link = fields.Selection(LINKS, string="Links to", default="res.partner")

    @api.constrains("kind", "choices")
    def _check_choices(self):
        for row in self.filtered(lambda row: row.kind == "selection"):
            if not row._lines():
                raise ValidationError(
                    self.env._("“%s” needs its choices, one a line.", row.name)
                )

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        fresh = [{"key": uuid4().hex[:16], **vals} for vals in vals_list]
        rows = super().create(fresh)
        rows._define()
        return rows

    def write(self, vals):
        if "kind" in vals and not self.env.context.get("bpm_rows_follow"):
            # What was entered as another kind is not to be read as this one.
            for row in self.filtered(lambda row: row.kind != vals["kind"]):
                row.key = uuid4().hex[:16]
        result = super().write(vals)
        self._define()
        return result

    def unlink(self):
        kinds = self.type_id
        result = super().unlink()
        self.browse()._define(kinds)
        return result

    # ------------------------------------------------------------------
    # Rows to the definition and back
    # ------------------------------------------------------------------
    def _lines(self):
        self.ensure_one()
        lines = (line.strip() for line in (self.choices or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def _define(self, kinds=None):
        if self.env.context.get("bpm_rows_follow"):
            return
        for kind in kinds or self.type_id:
            before = {part["name"]: part for part in kind.properties_definition or []}
            rows = kind.own_field_ids.sorted(lambda row: (row.sequence, row.id))
            kind.with_context(bpm_definition_follows=True).properties_definition = [
                row._definition(before.get(row.key, {})) for row in rows
            ]

    def _definition(self, before):
        """What Odoo keeps of this field; a choice keeps its value while it stays."""
        self.ensure_one()
        found = {"name": self.key, "string": self.name, "type": self.kind}
        if before.get("type") == self.kind:
            found = {**before, **found}
        if self.kind == "selection":
            known = {label: value for value, label in before.get("selection") or []}
            found["selection"] = [
                [known.get(label) or uuid4().hex[:16], label] for label in self._lines()
            ]
        elif self.kind == "many2one":
            found["comodel"] = self.link or LINKS[0][0]
        elif self.kind == "monetary":
            found["currency_field"] = "currency_id"
        return found

    @api.model
    def _follow(self, kinds):
        """Make the rows say what the definitions of these types say."""
        offered = {value for value, _label in OWN_KINDS}
        rows = self.with_context(bpm_rows_follow=True)
        for kind in kinds:
            known = {row.key: row for row in kind.own_field_ids.with_env(rows.env)}
            for place, part in enumerate(kind.properties_definition or []):
                row = known.pop(part["name"], rows.browse())
                if part["type"] not in offered:
                    row.unlink()
                    continue
                vals = self._row_vals(part, place)
                if row:
                    row.write(vals)
                else:
                    row.create({**vals, "type_id": kind.id, "key": part["name"]})
            rows.browse().union(*known.values()).unlink()

    @api.model
    def _row_vals(self, part, place):
        vals = {
            "name": part.get("string") or part["name"],
            "kind": part["type"],
            "sequence": place,
        }
        if part["type"] == "selection":
            labels = [label for _value, label in part.get("selection") or []]
            vals["choices"] = "\n".join(labels)
        if part.get("comodel") in dict(LINKS):
            vals["link"] = part["comodel"]
        return vals

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------
    def _words(self, value):
        """A value of this field, as Odoo's properties give it, in words."""
        self.ensure_one()
        if self.kind == "boolean":
            return self.env._("yes") if value else self.env._("no")
        if not value:
            return ""
        if self.kind == "many2one":
            return self._link_words(value)
        if self.kind == "date":
            return format_date(self.env, value)
        if self.kind == "datetime":
            return format_datetime(self.env, value)
        return str(value)

    def _link_words(self, value):
        if self.link in ("crm.lead", "bpm.flow.document"):
            # Not everybody who reads the history may see it.
            return self.env._("another one")
        return value.exists().display_name or ""

    def _read(self, words):
        """The value that a table's cell stands for.

        :raises ValueError: when it is none of this kind
        """
        self.ensure_one()
        if self.kind in ("integer", "float", "monetary"):
            number = float(words.replace(" ", "").replace("\xa0", "").replace(",", "."))
            if not isfinite(number):
                raise ValueError(words)
            return int(number) if self.kind == "integer" else number
        if self.kind == "boolean":
            return words.casefold() in ("1", "true", "x", "yes", "да", "+")
        if self.kind in ("date", "datetime"):
            day = fields.Datetime.to_datetime(day_of(words))
            to_text = fields.Date if self.kind == "date" else fields.Datetime
            return to_text.to_string(day)
        if self.kind == "selection":
            parts = self.type_id.properties_definition or []
            mine = next((p for p in parts if p["name"] == self.key), {})
            for value, label in mine.get("selection") or []:
                if label.casefold() == words.casefold():
                    return value
            raise ValueError(words)
        if self.kind == "many2one":
            found = self.env[self.link].name_search(words, operator="=", limit=2)
            if len(found) != 1:
                raise ValueError(words)
            return found[0][0]
        return words
