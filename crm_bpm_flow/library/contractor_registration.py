from odoo.tools import LazyTranslate

from .marks import Installed, Need
from .shared import LISTED_TAG

_lt = LazyTranslate(__name__)

REFUSED = {"skip_requirements": True, "require_comment": True}

PROCESS = {
    "code": "contractor_registration",
    "model": "res.partner",
    "needs": {
        "contractor": {
            "model": "res.partner.category",
            "xmlid": "partner_category_contractor",
            "values": {"name": _lt("Contractor"), "color": 4},
        },
        "listed": LISTED_TAG,
    },
    "starts": (
        {
            "name": _lt("A contact gets the tag “Contractor”"),
            "trigger": "on_create_or_write",
            "fields": ("category_id",),
            "domain": [("category_id", "in", [Need("contractor")])],
            "pre_domain": [("category_id", "not in", [Need("contractor")])],
        },
    ),
    "roles": {
        "buyer": {
            "name": _lt("Contractor manager"),
            "installer": True,
            "user_field": "user_id",
            "user_field_first": True,
        },
        "lawyer": {"name": _lt("Agreements"), "installer": True},
    },
    "steps": (
        {
            "id": "proposed",
            "kind": "startEvent",
            "name": _lt("A contractor is proposed"),
            "then": "tax_id_known",
        },
        {
            "id": "tax_id_known",
            "kind": "exclusiveGateway",
            "name": _lt("Is the tax id known?"),
            "ways": (
                {
                    "to": "check",
                    "name": _lt("the tax id is known"),
                    "domain": [("vat", "!=", False)],
                },
                {"to": "check_by_hand", "default": True},
            ),
        },
        {
            "id": "check",
            "kind": "serviceTask",
            "name": _lt("Check by tax id"),
            "actions": (
                {
                    "name": _lt("Ask the register by tax id"),
                    "state": "webhook",
                    "url": "setting:crm_bpm_flow.contractor_check_url",
                    "send": ("vat", "name"),
                },
            ),
            "outcomes": (
                ("found", _lt("Found"), "success", "call"),
                ("not_found", _lt("Not found"), "danger", "correct"),
                ("no_address", _lt("No register to ask"), "secondary", "check_by_hand"),
            ),
            "otherwise": "check_by_hand",
        },
        {
            "id": "check_slow",
            "kind": "boundaryEvent",
            "on": "check",
            "name": _lt("The register does not answer"),
            "deadline": (1, "hours"),
            "then": "check_by_hand",
        },
        {
            "id": "correct",
            "name": _lt("Correct the tax id"),
            "role": "buyer",
            "deadline": (1, "days", "company"),
            "text": (
                _lt("The register does not know this tax id. Ask the contractor."),
            ),
            "required": ("vat",),
            "outcomes": (
                ("corrected", _lt("Corrected, check again"), "primary", "check"),
                ("refuse", _lt("Refuse"), "danger", "refused", REFUSED),
            ),
        },
        {
            "id": "check_by_hand",
            "name": _lt("Check by hand"),
            "role": "buyer",
            "deadline": (1, "days", "company"),
            "text": (_lt("Look the contractor up in the public register."),),
            "checklist": (
                _lt("The company exists and is not being closed"),
                _lt("The director and the address are known"),
            ),
            "outcomes": (
                ("fine", _lt("Nothing against him"), "success", "call"),
                ("refuse", _lt("Refuse"), "danger", "refused", REFUSED),
            ),
        },
        {
            "id": "call",
            "name": _lt("Call the contractor"),
            "role": "buyer",
            "deadline": (1, "days", "company"),
            "text": (_lt("Introduce ourselves and find out whether we fit together."),),
            "checklist": (
                _lt("What he does, and where"),
                _lt("Prices and terms of payment"),
                _lt("Two clients whom we may ask"),
            ),
            "outcomes": (
                ("fits", _lt("We fit together"), "success", "agreement"),
                ("refuse", _lt("Refuse"), "danger", "refused", REFUSED),
            ),
        },
        {
            "id": "agreement",
            "name": _lt("Sign the agreement"),
            "role": "lawyer",
            "deadline": (5, "days", "company"),
            "text": (_lt("Attach the signed agreement. The tax id stands in it."),),
            "reminders": (
                ("before", 1, "days", "notify"),
                ("after", 0, "minutes", "notify", "buyer"),
            ),
            "required": ("vat",),
            "file": True,
            "outcomes": (
                ("signed", _lt("Signed"), "success", "list"),
                ("refuse", _lt("Not signed"), "danger", "refused", REFUSED),
            ),
        },
        {
            "id": "list",
            "kind": "serviceTask",
            "name": _lt("Into the list of contractors"),
            "actions": (
                {
                    "name": _lt("Tag “Listed contractor”"),
                    "state": "object_write",
                    "path": "category_id",
                    "value": Need("listed"),
                },
            ),
            "then": "watch",
        },
        {
            "id": "watch",
            "kind": "serviceTask",
            "name": _lt("Start watching his quality"),
            "actions": (
                {
                    "name": _lt("Start watching his quality"),
                    "state": "bpm_start",
                    "flow": Installed("contractor_monitoring"),
                },
            ),
            "then": "listed",
        },
        {
            "id": "listed",
            "kind": "endEvent",
            "name": _lt("The contractor is listed"),
            "result": "goal",
        },
        {
            "id": "refused",
            "kind": "endEvent",
            "name": _lt("The contractor is refused"),
            "result": "failure",
        },
    ),
}
