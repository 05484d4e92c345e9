from odoo import api, models

# What a row's data may name: the key of the name, and of the id of what had it.
NAMED = {
    "way": ("way_id", "bpm.flow.transition"),
    "rule": ("rule_id", "bpm.flow.start"),
    "caller": ("caller_id", "bpm.flow"),
    "from": ("from_id", "bpm.flow.node"),
}


class BpmFlowLogNames(models.Model):
    """Names in the journal's rows, as their reader calls them.

    A row keeps the name as it was and the id of what had it. A name that is one of its
    translations is said in the reader's language; what was renamed since keeps the name
    under which it acted.
    """

    _inherit = "bpm.flow.log"

    @api.depends("kind", "data")
    @api.depends_context("lang", "tz")
    def _compute_message(self):
        names = self._names_by_id()
        for row in self:
            row.message = row._sentence(names)

    def _sentence(self, names=None):
        names = self._names_by_id() if names is None else names
        return super()._sentence(self._in_readers_words(self.data or {}, names))

    def _in_readers_words(self, data, names):
        """The data with the names that its reader uses."""
        told = dict(data)
        if data.get("asked"):
            told["asked"] = [
                self._in_readers_words(one, names) for one in data["asked"]
            ]
        for key, (id_key, model) in NAMED.items():
            known = names.get((model, data.get(id_key)), {})
            told.update({key: known[data[key]]} if data.get(key) in known else {})
        return told

    def _names_by_id(self):
        """{(model, id): {each of its names: the reader's}} of all that these rows name,
        in few queries."""
        ids = {}
        for row in self:
            data = row.data or {}
            for part in (data, *(data.get("asked") or ())):
                for id_key, model in NAMED.values():
                    if part.get(id_key):
                        ids.setdefault(model, set()).add(part[id_key])
        langs = [code for code, _name in self.env["res.lang"].get_installed()]
        names = {}
        for model, found in ids.items():
            records = self.env[model].sudo().browse(sorted(found)).exists()
            for lang in langs:
                for record in records.with_context(lang=lang):
                    mine = record.with_env(records.env)
                    known = names.setdefault((model, record.id), {})
                    known[_name_of(record)] = _name_of(mine)
        return names


def _name_of(record):
    """A way without a name of its own is called like the step to which it leads."""
    if record._name == "bpm.flow.transition":
        return record.name or record.target_id.name
    return record.name
