from odoo.tools import LazyTranslate

from .marks import Need
from .shared import CLAIM_TAG

_lt = LazyTranslate(__name__)

PROCESS = {
    "code": "claim_handling",
    "model": "crm.lead",
    "needs": {
        "claim": CLAIM_TAG,
        "answer": {
            "model": "mail.template",
            "xmlid": "mail_template_claim_answer",
            "values": {
                "name": _lt("Claim: answer to the client"),
                "subject": _lt("Your claim: {{ object.name }}"),
                # A client whose language nobody knows reads that of our own people.
                "lang": (
                    "{{ object.lang_code or object.partner_id.lang "
                    "or user.lang or '' }}"
                ),
                "use_default_to": True,
                "auto_delete": False,
                "body_html": (
                    _lt(
                        'Dear <t t-out="object.contact_name or object.partner_name or '
                        "object.email_from or ''\"/>,"
                    ),
                    _lt(
                        'we have looked into your claim “<t t-out="object.name"/>”. '
                        "This is our answer:"
                    ),
                    '<span style="white-space: pre-line" '
                    "t-out=\"object.bpm_comment('answer')\"/>",
                    _lt("Thank you for telling us. You can simply reply to this mail."),
                    '<span t-out="object.company_id.name or user.company_id.name"/>',
                ),
            },
        },
    },
    "starts": (
        {
            "name": _lt("A lead gets the tag “Claim”"),
            "trigger": "on_tag_set",
            "value": Need("claim"),
        },
    ),
    "roles": {
        "service": {"name": _lt("Service"), "installer": True},
        "quality": {"name": _lt("Quality"), "installer": True},
        "manager": {
            "name": _lt("Manager"),
            "installer": True,
            "user_field": "team_id.user_id",
            "user_field_first": True,
        },
    },
    "steps": (
        {
            "id": "registered",
            "kind": "startEvent",
            "name": _lt("A claim is registered"),
            "then": "round",
        },
        {
            # The way back comes in here: the split itself would wait for both ways.
            "id": "round",
            "kind": "exclusiveGateway",
            "name": _lt("All three are asked"),
            "then": "hand_out",
        },
        {
            "id": "hand_out",
            "kind": "parallelGateway",
            "name": _lt("To service, quality and the manager at once"),
            "ways": ({"to": "service"}, {"to": "quality"}, {"to": "manager"}),
        },
        {
            "id": "service",
            "name": _lt("Find out what happened"),
            "role": "service",
            "deadline": (2, "days", "company"),
            "text": (
                _lt("Talk to the client and to those who did the work."),
                _lt("Write into the comment what happened, in the order of time."),
            ),
            "reminders": (("before", 4, "hours", "notify"),),
            "comment": True,
            "then": "together",
        },
        {
            "id": "service_late",
            "kind": "boundaryEvent",
            "on": "service",
            "interrupting": False,
            "name": _lt("Service is late"),
            "deadline": (2, "days", "company"),
            "then": "hurry",
        },
        {
            "id": "hurry",
            "name": _lt("Find out what keeps service"),
            "role": "manager",
            "deadline": (4, "hours", "company"),
            "text": (
                _lt("Service has not answered within two working days."),
                _lt("Help them, or tell the client when he hears from us."),
            ),
            "then": "hurried",
        },
        {
            "id": "hurried",
            "kind": "endEvent",
            "name": _lt("The delay is looked after"),
        },
        {
            "id": "quality",
            "name": _lt("Find the cause"),
            "role": "quality",
            "deadline": (2, "days", "company"),
            "text": (_lt("Why could it happen, and can it happen again?"),),
            "checklist": (
                _lt("Earlier claims of this client looked through"),
                _lt("Cause written into the comment"),
            ),
            "comment": True,
            "then": "together",
        },
        {
            "id": "manager",
            "name": _lt("Decide what we offer"),
            "role": "manager",
            "deadline": (3, "days", "company"),
            "text": (
                _lt("Repair, replacement, money back, or an explanation: decide."),
                _lt("Write into the comment what the client may be told."),
            ),
            "comment": True,
            "then": "together",
        },
        {
            "id": "together",
            "kind": "parallelGateway",
            "name": _lt("All three are in"),
            "then": "answer",
        },
        {
            "id": "answer",
            "name": _lt("Prepare the answer"),
            "role": "service",
            "deadline": (1, "days", "company"),
            "text": (
                _lt("Read what the three wrote: it stands here."),
                _lt("The comment goes to the client by mail as it is: write to him."),
            ),
            "required": ("email_from",),
            "reminders": (("after", 4, "hours", "notify", "manager"),),
            "outcomes": (
                (
                    "ready",
                    _lt("Send the answer"),
                    "success",
                    "send",
                    {"require_comment": True},
                ),
                (
                    "again",
                    _lt("Ask all three again"),
                    "warning",
                    "round",
                    {"require_comment": True, "skip_requirements": True},
                ),
            ),
        },
        {
            "id": "send",
            "kind": "serviceTask",
            "name": _lt("Mail to the client"),
            "actions": (
                {
                    "name": _lt("Mail to the client"),
                    "state": "mail_post",
                    "template": Need("answer"),
                },
            ),
            "then": "settled",
        },
        {
            # Stops everything: a reminder that the manager still has is of no use now.
            "id": "settled",
            "kind": "endEvent",
            "event": "terminate",
            "name": _lt("The client is answered"),
            "result": "goal",
        },
    ),
}
