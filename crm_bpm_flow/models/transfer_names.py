"""What a definition refers to, as a file calls it: by external id and by name.

A reference is ``{"model", "xmlid", "name"}``; what has no external id, or no name that
the reader may see, goes without.
"""

from ..tools.domains import parse_domain

# Models whose rows are not called by a name of their own.
SPECIAL = {
    "res.users": lambda row: row.login,
    "ir.model": lambda row: row.model,
    "ir.model.fields": lambda row: f"{row.model}:{row.name}",
    "ir.model.fields.selection": lambda row: (
        f"{row.field_id.model}:{row.field_id.name}:{row.value}"
    ),
    "bpm.flow": lambda row: row.code,
}
# Found by what they are called, whatever their external id.
PLAIN = (*(set(SPECIAL) - {"res.users"}),)


class Names:
    """References of one export.

    :param env: whose reader the file is for: it tells him no name that he may not read
    """

    def __init__(self, env):
        self.env = env
        self.known = {}
        installed = [code for code, _name in env["res.lang"].get_installed()]
        self.lang = env.lang or "en_US"
        self.others = [code for code in installed if code != self.lang]

    def ref(self, record):
        """The reference to a record; None for nothing."""
        if not record:
            return None
        key = (record._name, record.id)
        if key not in self.known:
            self.known[key] = self._ref(record)
        return dict(self.known[key])

    def refs(self, records):
        found = [self.ref(record) for record in records]
        return sorted(found, key=lambda ref: (ref["xmlid"], ref["name"]))

    def _ref(self, record):
        model = record._name
        xmlid = ""
        if model not in PLAIN:
            xmlid = record.sudo().get_external_id().get(record.id) or ""
        return {"model": model, "xmlid": xmlid, "name": self._name(record)}

    def _name(self, record):
        own = record.with_env(self.env).exists()
        if record._name in SPECIAL:
            return SPECIAL[record._name](record.sudo()) or ""
        if not own or not own.has_access("read") or not record._rec_name:
            return ""
        return str(own[record._rec_name] or "")

    def words(self, row, names):
        """{language: {field: text}} of translations that say something else."""
        found = {}
        for code in self.others:
            spoken = row.with_context(lang=code)
            told = {
                name: str(spoken[name])
                for name in names
                if row[name] and spoken[name] and spoken[name] != row[name]
            }
            if told:
                found[code] = told
        return found

    def domain(self, model, text):
        """A domain whose ids of records are references; its text where it has none."""
        try:
            leaves = parse_domain(text)
        except ValueError:
            return text
        told = [self._leaf(model, leaf) for leaf in leaves]
        plain = [list(leaf) if isinstance(leaf, tuple) else leaf for leaf in leaves]
        return text if told == plain else told

    def _leaf(self, model, leaf):
        if not isinstance(leaf, (list, tuple)) or len(leaf) != 3:
            return leaf
        path, operator, value = leaf
        target = comodel(self.env, model, path)
        if target is None or isinstance(value, bool):
            return list(leaf)
        if isinstance(value, int):
            value = self.ref(self.env[target].sudo().browse(value).exists()) or value
        elif isinstance(value, (list, tuple)):
            value = [self._item(target, item) for item in value]
        return [path, operator, value]

    def _item(self, target, item):
        if isinstance(item, bool) or not isinstance(item, int):
            return item
        return self.ref(self.env[target].sudo().browse(item).exists()) or item


def comodel(env, model, path):
    """Technical name of the model whose ids a domain's path is compared with."""
    current = env.get(model)
    for name in str(path).split("."):
        if current is None:
            return None
        if name == "id":
            return current._name
        field = current._fields.get(name)
        current = env.get(field.comodel_name) if field and field.relational else None
    return current._name if current is not None else None
