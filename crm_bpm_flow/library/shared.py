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
