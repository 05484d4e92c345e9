"""Records of this database that a file's references mean."""

from odoo.fields import Domain

from .transfer_names import PLAIN


def key_of(ref):
    return f"{ref.get('model')},{ref.get('xmlid') or ref.get('name')}"


def is_ref(value):
    return isinstance(value, dict) and isinstance(value.get("model"), str)


class Found:
    """Looks references up: by external id, then by name; as its user, who learns of
    nothing that he may not read.

    :param answers: {key of a reference: id}, what somebody chose instead
    :ivar missing: references of what was asked for and is not here, or not once
    """

    def __init__(self, env, answers=None):
        self.env = env
        self.answers = answers or {}
        self.known = {}
        self.missing = []

    def __call__(self, ref):
        """The record; None for nothing, or when it is missing."""
        if not is_ref(ref):
            return None
        key = key_of(ref)
        if key not in self.known:
            self.known[key] = self._find(ref, key)
        if self.known[key] is None:
            self.missing.append(ref)
        return self.known[key]

    def made(self, ref, record):
        """It is here now."""
        self.known[key_of(ref)] = record

    def all(self, refs):
        """Ids of those that are here."""
        found = [self(ref) for ref in refs if is_ref(ref)]
        return [record.id for record in found if record]

    def take_missing(self):
        """What was missing since this was asked last."""
        missing, self.missing = self.missing, []
        return missing

    def _find(self, ref, key):
        model = self.env.get(ref["model"])
        if model is None or model._abstract:
            return None
        if key in self.answers:
            return self._readable(model.browse(self.answers[key]))
        return self._by_xmlid(model, ref) or self._by_name(model, ref)

    def _by_xmlid(self, model, ref):
        xmlid = str(ref.get("xmlid") or "")
        if "." not in xmlid or model._name in PLAIN:
            return None
        found = self.env.ref(xmlid, raise_if_not_found=False)
        if not found or found._name != model._name:
            return None
        return self._readable(found)

    def _by_name(self, model, ref):
        name = str(ref.get("name") or "")
        domain = name and self._named(model, name)
        if not domain:
            return None
        if model._name in PLAIN and model._name != "bpm.flow":
            model = model.sudo()  # fields and models are no secrets
        if not model.has_access("read"):
            return None
        rows = model.search(domain, limit=2)
        return rows if len(rows) == 1 else None

    def _named(self, model, name):
        if model._name == "res.users":
            return [("login", "=", name)]
        if model._name == "ir.model":
            return [("model", "=", name)]
        if model._name == "bpm.flow":
            return [("code", "=", name)]
        if model._name == "ir.model.fields":
            of, _colon, field = name.partition(":")
            return [("model", "=", of), ("name", "=", field)]
        if model._name == "ir.model.fields.selection":
            of, field, value = (*name.split(":", 2), "", "")[:3]
            named = Domain("field_id.model", "=", of)
            named &= Domain("field_id.name", "=", field)
            return named & Domain("value", "=", value)
        return [(model._rec_name, "=", name)] if model._rec_name else None

    def _readable(self, record):
        record = record.exists()
        return record if record and record.has_access("read") else None

    # ------------------------------------------------------------------
    # Domains
    # ------------------------------------------------------------------
    def domain(self, told):
        """The text of a domain; None when a record of it is missing."""
        if not isinstance(told, list):
            return str(told or "") or "[]"
        before = len(self.missing)
        leaves = [self._leaf(leaf) for leaf in told]
        return repr(leaves) if len(self.missing) == before else None

    def _leaf(self, leaf):
        if not isinstance(leaf, list) or len(leaf) != 3:
            return leaf if isinstance(leaf, str) else tuple(leaf)
        path, operator, value = leaf
        if is_ref(value):
            value = self._id(value)
        elif isinstance(value, list):
            value = [self._id(item) if is_ref(item) else item for item in value]
        return (path, operator, value)

    def _id(self, ref):
        record = self(ref)
        return record.id if record else False
