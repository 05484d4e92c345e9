from odoo.tools import LazyTranslate

from .marks import Need
from .shared import AUTHOR, document_type, state_step

_lt = LazyTranslate(__name__)

LARGE = 100000  # from this amount on, the director decides
LOOKS = ("partner_id", "amount", "currency_id", "date_from", "date_to")

PROCESS = {
    "code": "contract_approval",
    "model": "bpm.flow.document",
    "needs": {"contract": document_type("contract", _lt("Contract"))},
    "starts": (),
    "routes": ({"type": Need("contract")},),
    "roles": {
        "author": AUTHOR,
        "lawyer": {"name": _lt("Lawyer"), "installer": True},
        "accountant": {"name": _lt("Accountant"), "installer": True},
        "manager": {"name": _lt("Manager"), "installer": True},
        "director": {"name": _lt("Director"), "installer": True},
        "registrar": {"name": _lt("Registrar"), "installer": True},
    },
    "steps": (
        {
            "id": "registered",
            "kind": "startEvent",
            "name": _lt("A contract is registered"),
            "then": "is_approval",
        },
        state_step("approval", _lt("In approval"), "visas"),
        {
            "id": "visas",
            "name": _lt("Lawyer, accountant and manager agree"),
            "deadline": (2, "days", "company"),
            "text": (
                _lt("Read the current version of the files, then decide."),
                _lt("If something changes later, whom it concerns decides again."),
            ),
            "reminders": (("before", 4, "hours", "notify"),),
            "approval": {
                "rule": "all",
                "order": "together",
                "looks": LOOKS,
                "files": True,
                "approvers": ("lawyer", "accountant", "manager"),
            },
            "decisions": {"approved": "amount", "rejected": "is_draft"},
        },
        # What was approved is fixed: to be changed it is a draft again.
        state_step("draft", _lt("To be changed"), "rework"),
        {
            "id": "rework",
            "name": _lt("Change the contract"),
            "role": "author",
            "deadline": (2, "days", "company"),
            "text": (
                _lt("What was said against it stands on the visa sheet."),
                _lt("Put the changed file in as a new version."),
            ),
            "outcomes": (
                ("again", _lt("Ask again"), "success", "is_approval"),
                (
                    "give_up",
                    _lt("Give it up"),
                    "danger",
                    "is_rejected",
                    {"require_comment": True},
                ),
            ),
        },
        {
            "id": "amount",
            "kind": "exclusiveGateway",
            "name": _lt("How large is it?"),
            "ways": (
                {
                    "to": "director",
                    "name": _lt("a large one"),
                    "domain": [("amount", ">=", LARGE)],
                },
            ),
            "otherwise": "is_approved",
        },
        {
            "id": "director",
            "name": _lt("The director agrees"),
            "deadline": (2, "days", "company"),
            "reminders": (("before", 4, "hours", "notify"),),
            "approval": {
                "looks": LOOKS,
                "files": True,
                "approvers": ("director",),
            },
            "decisions": {"approved": "is_approved", "rejected": "is_draft"},
        },
        state_step("approved", _lt("Approved"), "partner"),
        {
            # Without a login: he gets a mail with a link.
            "id": "partner",
            "name": _lt("The partner agrees"),
            "deadline": (7, "days"),
            "reminders": (("before", 2, "days", "notify"),),
            "approval": {
                "looks": LOOKS,
                "files": True,
                "approvers": ({"outside": "record"},),
            },
            "decisions": {"approved": "sign", "rejected": "is_draft"},
        },
        {
            "id": "sign",
            "name": _lt("Have it signed"),
            "role": "author",
            "deadline": (5, "days", "company"),
            "text": (_lt("By our signatory first, then by the partner."),),
            "checklist": (
                _lt("Signed by us"),
                _lt("Signed by the partner"),
                _lt("The scan is a new version of the file"),
            ),
            "then": "is_signed",
        },
        state_step("signed", _lt("Signed"), "paper"),
        {
            "id": "paper",
            "name": _lt("Get the signed paper back"),
            "role": "author",
            "deadline": (14, "days"),
            "text": (_lt("Our copy with both signatures comes into the archive."),),
            "reminders": (
                ("before", 2, "days", "notify"),
                ("after", 1, "days", "notify", "manager"),
            ),
            "then": "is_in_force",
        },
        {
            # A scanned copy that came back signed closes the task by itself.
            "id": "paper_back",
            "kind": "boundaryEvent",
            "event": "conditional",
            "on": "paper",
            "name": _lt("The paper is back, signed"),
            "fits": [("paper_state", "=", "signed")],
            "then": "is_in_force",
        },
        state_step("in_force", _lt("In force"), "term"),
        {
            "id": "term",
            "kind": "exclusiveGateway",
            "name": _lt("Does it end?"),
            "ways": (
                {
                    "to": "soon",
                    "name": _lt("it has an end"),
                    "domain": [("date_to", "!=", False)],
                },
            ),
            "otherwise": "open_end",
        },
        {
            "id": "open_end",
            "kind": "endEvent",
            "name": _lt("In force without an end"),
            "result": "goal",
        },
        {
            "id": "soon",
            "kind": "intermediateCatchEvent",
            "event": "timer",
            "name": _lt("60 days before its end"),
            "deadline": (-60, "days", "clock", "date_to"),
            "then": "renew",
        },
        {
            "id": "renew",
            "name": _lt("Renew the contract, or let it end"),
            "role": "author",
            "deadline": (30, "days"),
            "text": (_lt("Ask the partner too: both sides have to want it."),),
            "reminders": (("before", 7, "days", "notify"),),
            "outcomes": (
                ("renew", _lt("Renew it"), "success", "prolong"),
                ("end", _lt("Let it end"), "secondary", "last_day"),
            ),
        },
        {
            "id": "prolong",
            "name": _lt("Enter the new end"),
            "role": "registrar",
            "deadline": (5, "days", "company"),
            "text": (
                _lt("Register the additional agreement as belonging to the contract."),
                _lt("Then enter the new last day on the contract's card."),
            ),
            "then": "term",
        },
        {
            "id": "last_day",
            "kind": "intermediateCatchEvent",
            "event": "timer",
            "name": _lt("Its last day"),
            "deadline": (0, "days", "clock", "date_to"),
            "then": "is_done",
        },
        state_step("done", _lt("Done"), "ended"),
        {
            "id": "ended",
            "kind": "endEvent",
            "name": _lt("The contract has ended"),
            "result": "goal",
        },
        state_step("rejected", _lt("Rejected"), "given_up"),
        {
            "id": "given_up",
            "kind": "endEvent",
            "name": _lt("Given up"),
            "result": "failure",
        },
    ),
}
