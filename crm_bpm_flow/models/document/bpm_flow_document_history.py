from markupsafe import Markup

from odoo import api, models

# Links whose changes are told with the names of what came and went.
LINKS = ("reader_ids", "related_ids", "parent_id")


class BpmFlowDocument(models.Model):
    """The history of a card: what Odoo's own tracking does not note is noted here."""

    _inherit = "bpm.flow.document"

    def write(self, vals):
        noted = {"properties", "note", *LINKS} & set(vals)
        if not noted or self.env.context.get("tracking_disable"):
            return super().write(vals)
        before = self._noted(noted)
        result = super().write(vals)
        self._note(before, self._noted(noted))
        return result

    def _noted(self, names):
        """What stands there now, as plain values: {document: {name: value}}."""
        found = {}
        for document in self.sudo():
            values = found[document.id] = {}
            if "properties" in names:
                values["properties"] = document._own_values()
            if "note" in names:
                values["note"] = document.note or ""
            for name in LINKS:
                if name in names:
                    values[name] = document[name]
        return found

    def _own_values(self):
        """Own fields in words: {key: (label, words)}."""
        self.ensure_one()
        values = dict(self.properties or {})
        rows = self.type_id.own_field_ids
        return {row.key: (row.name, row._words(values.get(row.key))) for row in rows}

    def _note(self, before, after):
        bodies = {}
        for document in self:
            old, new = before[document.id], after[document.id]
            lines = [
                *self._own_lines(old.get("properties"), new.get("properties")),
                *(line for name in LINKS for line in self._lines(name, old, new)),
            ]
            if old.get("note") != new.get("note"):
                lines.append(self.env._("The notes were changed."))
            if lines:
                bodies[document.id] = self._as_list(lines)
        self._log_lines(bodies)

    def _own_lines(self, old, new):
        if old is None or old == new:
            return
        for key in dict.fromkeys([*old, *new]):
            label, was = old.get(key) or (new[key][0], "")
            now = new.get(key, ("", ""))[1]
            if was != now:
                yield self.env._(
                    "%(field)s: %(old)s → %(new)s",
                    field=label,
                    old=was or self.env._("empty"),
                    new=now or self.env._("empty"),
                )

    def _lines(self, name, old, new):
        if name not in old:
            return
        label = self._fields[name]._description_string(self.env)
        for rows, mark in ((new[name] - old[name], "+"), (old[name] - new[name], "-")):
            for row in rows:
                is_person = row._name == "res.users"
                name = row.name if is_person else row._name_for_all()
                yield f"{label}: {mark} {name}"

    @api.model
    def _as_list(self, lines):
        items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
        return Markup("<ul>%s</ul>") % items

    def _log_lines(self, bodies):
        """Write into the documents' history: {id: body}. Who may change a part of a
        document may not always post on it, so the engine does."""
        documents = self.browse(bodies).sudo()
        if documents and not self.env.context.get("tracking_disable"):
            documents._message_log_batch(bodies=bodies)

    def _name_for_all(self):
        """A name that may stand where more people look than may see the document."""
        self.ensure_one()
        if self.visibility != "company":
            return self.env._("a confidential document")
        return self.display_name
