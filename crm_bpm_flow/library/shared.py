"""Records that more than one of the processes needs."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

CLAIM_TAG = {
    "model": "crm.tag",
    "xmlid": "tag_claim",
    "values": {"name": _lt("Claim"), "color": 1},
}
LISTED_TAG = {
    "model": "res.partner.category",
    "xmlid": "partner_category_listed",
    "values": {"name": _lt("Listed contractor"), "color": 10},
}

# Whoever answers for the document; the others of the role where nobody does.
AUTHOR = {
    "name": _lt("Responsible"),
    "installer": True,
    "user_field": "user_id",
    "user_field_first": True,
}


def document_type(code, name):
    """A document type that comes with the register, or one that a process brings."""
    return {
        "model": "bpm.flow.document.type",
        "xmlid": f"crm_bpm_flow.document_type_{code}",
        "values": {"name": name, "code": code},
    }


def state_step(state, name, then):
    """An automatic step that brings the document to a state."""
    return {
        "id": f"is_{state}",
        "kind": "serviceTask",
        "name": name,
        "actions": (
            {"name": name, "state": "object_write", "path": "state", "value": state},
        ),
        "then": then,
    }
