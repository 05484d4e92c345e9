from odoo.tools import LazyTranslate

from .marks import Need
from .shared import document_type, state_step

_lt = LazyTranslate(__name__)

PROCESS = {
    "code": "claim_document",
    "model": "bpm.flow.document",
    "needs": {
        "claim": document_type("claim", _lt("Claim")),
        "answer": {
            "model": "mail.template",
            "xmlid": "mail_template_claim_document_answer",
            "values": {
                "name": _lt("Claim as a document: answer to the partner"),
                "subject": _lt("Your claim {{ object.their_number or object.number }}"),
                "lang": "{{ object.partner_id.lang or user.lang or '' }}",
                "use_default_to": False,
                "partner_to": "{{ (object.contact_id or object.partner_id).id or '' }}",
                "auto_delete": False,
                "body_html": (
                    _lt(
                        'Dear <t t-out="object.contact_id.name or '
                        "object.partner_id.name or ''\"/>,"
                    ),
                    _lt(
                        'we have looked into your claim “<t t-out="object.name"/>”. '
                        "This is our answer:"
                    ),
                    '<span style="white-space: pre-line" '
                    "t-out=\"object.bpm_comment('decide')\"/>",
                    "<span t-out=\"object.company_id.name or ''\"/>",
                ),
            },
        },
    },
    "starts": (),
    "routes": ({"type": Need("claim")},),
    "roles": {
        "service": {"name": _lt("Service"), "installer": True},
        "lawyer": {"name": _lt("Lawyer"), "installer": True},
        "manager": {"name": _lt("Manager"), "installer": True},
    },
    "steps": (
        {
            "id": "registered",
            "kind": "startEvent",
            "name": _lt("A claim is registered"),
            "then": "hand_out",
        },
        {
            "id": "hand_out",
            "kind": "parallelGateway",
            "name": _lt("To service and the lawyer at once"),
            "ways": ({"to": "service"}, {"to": "lawyer"}),
        },
        {
            "id": "service",
            "name": _lt("Find out what happened"),
            "role": "service",
            "deadline": (2, "days", "company"),
            "text": (
                _lt("Write into the comment what happened, in the order of time."),
            ),
            "reminders": (("after", 1, "hours", "notify", "manager"),),
            "comment": True,
            "then": "together",
        },
        {
            "id": "lawyer",
            "name": _lt("Say what we owe"),
            "role": "lawyer",
            "deadline": (2, "days", "company"),
            "text": (_lt("What the contract says, and by when we have to answer."),),
            "reminders": (("after", 1, "hours", "notify", "manager"),),
            "required": ("date_answer",),
            "comment": True,
            "then": "together",
        },
        {
            "id": "together",
            "kind": "parallelGateway",
            "name": _lt("Both are in"),
            "then": "decide",
        },
        {
            "id": "decide",
            "name": _lt("Decide on the claim"),
            "role": "manager",
            "deadline": (-1, "days", "clock", "date_answer"),
            "text": (
                _lt("Read what service and the lawyer wrote: it stands here."),
                _lt("The comment goes to the partner by mail as it is: write to him."),
            ),
            "required": ("partner_id",),
            "outcomes": (
                (
                    "accept",
                    _lt("We accept it"),
                    "success",
                    "yes",
                    {"require_comment": True},
                ),
                (
                    "refuse",
                    _lt("We refuse it"),
                    "danger",
                    "no",
                    {"require_comment": True},
                ),
            ),
        },
        {
            "id": "yes",
            "kind": "serviceTask",
            "name": _lt("Answer: accepted"),
            "actions": (
                {
                    "name": _lt("Mail to the partner"),
                    "state": "mail_post",
                    "template": Need("answer"),
                },
            ),
            "then": "is_done",
        },
        {
            "id": "no",
            "kind": "serviceTask",
            "name": _lt("Answer: refused"),
            "actions": (
                {
                    "name": _lt("Mail to the partner"),
                    "state": "mail_post",
                    "template": Need("answer"),
                },
            ),
            "then": "is_rejected",
        },
        state_step("done", _lt("Done"), "settled"),
        {
            "id": "settled",
            "kind": "endEvent",
            "name": _lt("The claim is settled"),
            "result": "goal",
        },
        state_step("rejected", _lt("Rejected"), "refused"),
        {
            "id": "refused",
            "kind": "endEvent",
            "name": _lt("The claim is refused"),
            "result": "failure",
        },
    ),
}
