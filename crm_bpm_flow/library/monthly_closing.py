from odoo.tools import LazyTranslate

from .marks import Installed, Need
from .shared import document_type

_lt = LazyTranslate(__name__)

PROCESS = {
    "code": "monthly_closing",
    "model": "bpm.flow.document",
    "needs": {
        "contract": document_type("contract", _lt("Contract")),
        "act": document_type("act", _lt("Act")),
        "act_text": {
            "model": "bpm.flow.document.template",
            "xmlid": "crm_bpm_flow.document_template_act",
            "values": {"name": _lt("Act of acceptance")},
        },
    },
    # What becomes of each act is a process of its own.
    "brings": (Installed("act_return"),),
    "starts": (),
    "roles": {"accountant": {"name": _lt("Accountant"), "installer": True}},
    "steps": (
        {
            "id": "month",
            "kind": "startEvent",
            "event": "timer",
            "name": _lt("The first of the month"),
            "fields": {"timer_kind": "cycle", "timer_text": "0 0 6 1 * ?"},
            "fits": [
                ("type_id", "=", Need("contract")),
                ("state", "=", "in_force"),
            ],
            "then": "make",
        },
        {
            "id": "make",
            "kind": "serviceTask",
            "name": _lt("Make the act of the month"),
            "actions": (
                {
                    "name": _lt("Act of the month"),
                    "state": "bpm_document",
                    "template": Need("act_text"),
                    "type": Need("act"),
                    "register": True,
                    "variable": "act",
                },
            ),
            "then": "invoice",
        },
        {
            "id": "invoice",
            "name": _lt("Issue the invoice of the month"),
            "role": "accountant",
            "deadline": (3, "days", "company"),
            "text": (
                _lt("The act is made and registered; it belongs to this contract."),
                _lt("Put the amounts of the month right on its card first."),
            ),
            "checklist": (
                _lt("The amount of the act is right"),
                _lt("The invoice is sent"),
            ),
            "reminders": (("after", 1, "days", "notify"),),
            "then": "late",
        },
        {
            "id": "late",
            "kind": "intermediateCatchEvent",
            "event": "timer",
            "name": _lt("Ten days for the client"),
            "deadline": (10, "days"),
            "then": "missing",
        },
        {
            "id": "missing",
            "kind": "exclusiveGateway",
            "name": _lt("Is an act not back yet?"),
            "ways": (
                {
                    "to": "remind",
                    "name": _lt("an act is missing"),
                    "domain": [
                        (
                            "child_ids",
                            "any",
                            [
                                ("type_id", "=", Need("act")),
                                ("number", "!=", False),
                                ("state", "in", ("draft", "approval", "approved")),
                            ],
                        )
                    ],
                },
            ),
            "otherwise": "closed",
        },
        {
            "id": "remind",
            "name": _lt("Ask for the acts that are not back"),
            "role": "accountant",
            "deadline": (3, "days", "company"),
            "text": (
                _lt("Which ones stands in the register under “Sent, not signed yet”."),
            ),
            "then": "closed",
        },
        {
            "id": "closed",
            "kind": "endEvent",
            "name": _lt("The month is closed"),
            "result": "goal",
        },
    ),
}
