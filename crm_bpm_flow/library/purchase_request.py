from odoo.tools import LazyTranslate

from .marks import Need
from .shared import AUTHOR, document_type, state_step

_lt = LazyTranslate(__name__)

LARGE = 50000  # from this amount on, the finance department agrees too
LOOKS = ("partner_id", "amount", "currency_id")

PROCESS = {
    "code": "purchase_request",
    "model": "bpm.flow.document",
    "needs": {"purchase": document_type("purchase", _lt("Purchase request"))},
    "starts": (),
    "routes": ({"type": Need("purchase")},),
    "roles": {
        "author": {**AUTHOR, "name": _lt("Who needs it")},
        "manager": {"name": _lt("Manager"), "installer": True},
        "finance": {"name": _lt("Finance"), "installer": True},
        "buyer": {"name": _lt("Buyer"), "installer": True},
    },
    "steps": (
        {
            "id": "registered",
            "kind": "startEvent",
            "name": _lt("A purchase is asked for"),
            "then": "is_approval",
        },
        state_step("approval", _lt("In approval"), "manager"),
        {
            "id": "manager",
            "name": _lt("The manager agrees"),
            "deadline": (1, "days", "company"),
            "reminders": (("before", 2, "hours", "notify"),),
            "approval": {"looks": LOOKS, "files": True, "approvers": ("manager",)},
            "decisions": {"approved": "amount", "rejected": "is_draft"},
        },
        # What is asked for is fixed: to be changed it is a draft again.
        state_step("draft", _lt("To be changed"), "rework"),
        {
            "id": "rework",
            "name": _lt("Change the request"),
            "role": "author",
            "deadline": (2, "days", "company"),
            "text": (_lt("What was said against it stands on the visa sheet."),),
            "outcomes": (
                ("again", _lt("Ask again"), "success", "is_approval"),
                ("give_up", _lt("Give it up"), "danger", "is_rejected"),
            ),
        },
        {
            "id": "amount",
            "kind": "exclusiveGateway",
            "name": _lt("How much is it?"),
            "ways": (
                {
                    "to": "finance",
                    "name": _lt("much"),
                    "domain": [("amount", ">=", LARGE)],
                },
            ),
            "otherwise": "is_approved",
        },
        {
            "id": "finance",
            "name": _lt("Finance agrees"),
            "deadline": (2, "days", "company"),
            "reminders": (("before", 4, "hours", "notify"),),
            "approval": {"looks": LOOKS, "files": True, "approvers": ("finance",)},
            "decisions": {"approved": "is_approved", "rejected": "is_draft"},
        },
        state_step("approved", _lt("Approved"), "order"),
        {
            "id": "order",
            "name": _lt("Order it"),
            "role": "buyer",
            "deadline": (2, "days", "company"),
            "text": (
                _lt("Name the supplier on the card; put his invoice into the files."),
            ),
            "required": ("partner_id",),
            "then": "receive",
        },
        {
            "id": "receive",
            "name": _lt("Has all of it come?"),
            "role": "author",
            "deadline": (10, "days", "company"),
            "reminders": (("after", 1, "days", "notify", "buyer"),),
            "outcomes": (
                ("all", _lt("All of it"), "success", "is_done"),
                (
                    "part",
                    _lt("Not all of it"),
                    "warning",
                    "order",
                    {"require_comment": True},
                ),
            ),
        },
        state_step("done", _lt("Done"), "bought"),
        {
            "id": "bought",
            "kind": "endEvent",
            "name": _lt("It is there"),
            "result": "goal",
        },
        state_step("rejected", _lt("Rejected"), "refused"),
        {
            "id": "refused",
            "kind": "endEvent",
            "name": _lt("Not bought"),
            "result": "failure",
        },
    ),
}
