from odoo.tools import LazyTranslate

from .marks import Need
from .shared import AUTHOR, document_type, state_step

_lt = LazyTranslate(__name__)

PROCESS = {
    "code": "act_return",
    "model": "bpm.flow.document",
    "needs": {"act": document_type("act", _lt("Act"))},
    "starts": (),
    "routes": ({"type": Need("act")},),
    "roles": {
        "author": AUTHOR,
        "accountant": {"name": _lt("Accountant"), "installer": True},
    },
    "steps": (
        {
            "id": "registered",
            "kind": "startEvent",
            "name": _lt("An act is registered"),
            "then": "again",
        },
        {
            "id": "again",
            "kind": "exclusiveGateway",
            "name": _lt("Out to the client"),
            "then": "send",
        },
        {
            "id": "send",
            "name": _lt("Send the act to the client"),
            "role": "author",
            "deadline": (1, "days", "company"),
            "text": (_lt("Sent on paper, say so on the page “Paper” of its card."),),
            "then": "back",
        },
        {
            "id": "back",
            "name": _lt("Get the signed act back"),
            "role": "author",
            "deadline": (10, "days"),
            "reminders": (
                ("before", 2, "days", "notify"),
                ("after", 1, "hours", "notify", "accountant"),
            ),
            "outcomes": (
                ("signed", _lt("Signed"), "success", "is_signed"),
                (
                    "refused",
                    _lt("The client does not sign"),
                    "danger",
                    "clear",
                    {"require_comment": True},
                ),
            ),
        },
        {
            # A scanned copy that came back signed closes the task by itself.
            "id": "paper_back",
            "kind": "boundaryEvent",
            "event": "conditional",
            "on": "back",
            "name": _lt("The paper is back, signed"),
            "fits": [("paper_state", "=", "signed")],
            "then": "is_signed",
        },
        {
            "id": "clear",
            "name": _lt("Settle it with the client"),
            "role": "author",
            "deadline": (3, "days", "company"),
            "outcomes": (
                ("again", _lt("Send it again"), "success", "again"),
                (
                    "give_up",
                    _lt("Give it up"),
                    "danger",
                    "is_rejected",
                    {"require_comment": True},
                ),
            ),
        },
        state_step("signed", _lt("Signed"), "is_done"),
        state_step("done", _lt("Done"), "closed"),
        {
            "id": "closed",
            "kind": "endEvent",
            "name": _lt("The act is signed"),
            "result": "goal",
        },
        state_step("rejected", _lt("Rejected"), "not_signed"),
        {
            "id": "not_signed",
            "kind": "endEvent",
            "name": _lt("Not signed"),
            "result": "failure",
        },
    ),
}
