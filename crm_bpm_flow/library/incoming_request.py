from odoo.tools import LazyTranslate

from .marks import Need
from .shared import CLAIM_TAG

_lt = LazyTranslate(__name__)

CALL_OUTCOMES = (
    ("interested", _lt("Reached and interested"), "success", "qualified"),
    ("not_interested", _lt("Reached, not interested"), "danger", "lost_interest"),
)
SPAM = _lt("Spam")


def lost(reason):
    """What Odoo's own button *Lost* does, as three updates of the record."""
    return (
        {
            "name": _lt("Say why it is lost"),
            "state": "object_write",
            "path": "lost_reason_id",
            "value": Need(reason),
        },
        {
            "name": _lt("Put it out of the pipeline"),
            "state": "object_write",
            "path": "active",
            "value": False,
        },
        {
            "name": _lt("No chance any more"),
            "state": "object_write",
            "path": "probability",
            "value": "0",
        },
    )


PROCESS = {
    "code": "incoming_request",
    "model": "crm.lead",
    "guard": "ever",
    "needs": {
        "claim": CLAIM_TAG,
        "stage_new": {
            "model": "crm.stage",
            "xmlid": "crm.stage_lead1",
            "values": {"name": _lt("New"), "sequence": 1},
        },
        "stage_qualified": {
            "model": "crm.stage",
            "xmlid": "crm.stage_lead2",
            "values": {"name": _lt("Qualified"), "sequence": 2},
        },
        "reason_spam": {
            "model": "crm.lost.reason",
            "xmlid": "lost_reason_spam",
            "values": {"name": SPAM},
        },
        "reason_interest": {
            "model": "crm.lost.reason",
            "xmlid": "lost_reason_not_interested",
            "values": {"name": _lt("Not interested")},
        },
        "reason_reach": {
            "model": "crm.lost.reason",
            "xmlid": "lost_reason_not_reached",
            "values": {"name": _lt("Could not be reached")},
        },
    },
    "starts": (
        {
            "name": _lt("A new lead"),
            "trigger": "on_create",
            "domain": [("type", "=", "lead"), ("tag_ids", "not in", [Need("claim")])],
        },
        {
            "name": _lt("A new opportunity, where leads are not used"),
            "trigger": "on_create",
            "domain": [
                ("type", "=", "opportunity"),
                ("stage_id", "=", Need("stage_new")),
                ("tag_ids", "not in", [Need("claim")]),
            ],
            "unless_group": "crm.group_use_lead",
        },
    ),
    "roles": {
        "seller": {
            "name": _lt("Seller"),
            "user_field": "user_id",
            "user_field_first": True,
            "teams": True,
        },
        "leader": {"name": _lt("Team leader"), "user_field": "team_id.user_id"},
    },
    "steps": (
        {
            "id": "arrived",
            "kind": "startEvent",
            "name": _lt("A request comes in"),
            "then": "valid",
        },
        {
            "id": "valid",
            "kind": "exclusiveGateway",
            "name": _lt("Can the client be called?"),
            "ways": (
                {
                    "to": "lost_spam",
                    "name": _lt("the sender is on the blacklist"),
                    "domain": [("is_blacklisted", "=", True)],
                },
                {
                    "to": "contact",
                    "name": _lt("the phone number is valid"),
                    "domain": [("phone_state", "=", "correct")],
                },
                {"to": "check", "default": True},
            ),
        },
        {
            "id": "check",
            "name": _lt("Check the data"),
            "role": "seller",
            "deadline": (5, "minutes"),
            "text": (
                _lt("Is it a real request? Then put in a phone number that works."),
                _lt("An advertisement or a robot: choose “Spam” at once."),
            ),
            "required": ("phone",),
            "outcomes": (
                ("fine", _lt("The data is fine"), "success", "contact"),
                ("spam", SPAM, "danger", "lost_spam", {"skip_requirements": True}),
            ),
        },
        {
            "id": "contact",
            "name": _lt("Contact the client"),
            "role": "seller",
            "deadline": (10, "minutes"),
            "text": (
                _lt("Call now: who is called within ten minutes still remembers."),
                _lt("Ask what it is for, by when, and who decides."),
            ),
            "reminders": (
                ("before", 5, "minutes", "notify"),
                ("after", 0, "minutes", "notify", "leader"),
            ),
            "outcomes": (
                *CALL_OUTCOMES,
                ("no_answer", _lt("No answer"), "warning", "wait_hours"),
                ("spam", SPAM, "secondary", "lost_spam"),
            ),
        },
        {
            "id": "contact_missed",
            "kind": "boundaryEvent",
            "on": "contact",
            "name": _lt("Nobody called for 2 hours"),
            "deadline": (2, "hours"),
            "then": "second",
        },
        {
            "id": "wait_hours",
            "kind": "intermediateCatchEvent",
            "name": _lt("Wait 2 hours"),
            "deadline": (2, "hours"),
            "then": "second",
        },
        {
            "id": "second",
            "name": _lt("Call again"),
            "role": "seller",
            "deadline": (30, "minutes"),
            "text": (_lt("The second call. Without an answer, send a message too."),),
            "reminders": (("after", 0, "minutes", "notify", "leader"),),
            "outcomes": (
                *CALL_OUTCOMES,
                ("no_answer", _lt("No answer"), "warning", "wait_day"),
            ),
        },
        {
            "id": "second_missed",
            "kind": "boundaryEvent",
            "on": "second",
            "name": _lt("Nobody called until the next working day"),
            "deadline": (1, "days", "company"),
            "then": "third",
        },
        {
            "id": "wait_day",
            "kind": "intermediateCatchEvent",
            "name": _lt("Until the next working day"),
            "deadline": (1, "days", "company"),
            "then": "third",
        },
        {
            "id": "third",
            "name": _lt("Last call"),
            "role": "seller",
            "deadline": (4, "hours", "company"),
            "text": (_lt("The last try. Without an answer the request is lost."),),
            "reminders": (
                ("after", 0, "minutes", "notify", "leader"),
                ("after", 1, "days", "reassign", "leader"),
            ),
            "outcomes": (
                *CALL_OUTCOMES,
                ("no_answer", _lt("No answer"), "warning", "lost_reach"),
            ),
        },
        {
            "id": "qualified",
            "kind": "serviceTask",
            "name": _lt("To the stage “Qualified”"),
            "actions": (
                {
                    "name": _lt("It is an opportunity now"),
                    "state": "object_write",
                    "path": "type",
                    "value": "opportunity",
                },
                {
                    "name": _lt("To the stage “Qualified”"),
                    "state": "object_write",
                    "path": "stage_id",
                    "value": Need("stage_qualified"),
                },
            ),
            "then": "next_step",
        },
        {
            "id": "next_step",
            "name": _lt("Agree on the next step"),
            "role": "seller",
            "deadline": (1, "days", "company"),
            "text": (
                _lt("A meeting, an offer, a sample: agree on it and on its date."),
                _lt("Write into the comment what was agreed."),
            ),
            "reminders": (("after", 1, "days", "notify", "leader"),),
            "comment": True,
            "then": "goal",
        },
        {
            "id": "goal",
            "kind": "endEvent",
            "name": _lt("The seller has the next step"),
            "result": "goal",
        },
        {
            "id": "lost_interest",
            "kind": "serviceTask",
            "name": _lt("Lost: not interested"),
            "actions": lost("reason_interest"),
            "then": "end_interest",
        },
        {
            "id": "end_interest",
            "kind": "endEvent",
            "name": _lt("Not interested"),
            "result": "failure",
        },
        {
            "id": "lost_reach",
            "kind": "serviceTask",
            "name": _lt("Lost: not reached"),
            "actions": lost("reason_reach"),
            "then": "end_reach",
        },
        {
            "id": "end_reach",
            "kind": "endEvent",
            "name": _lt("Not reached"),
            "result": "failure",
        },
        {
            "id": "lost_spam",
            "kind": "serviceTask",
            "name": _lt("Lost: spam"),
            "actions": lost("reason_spam"),
            "then": "end_spam",
        },
        {"id": "end_spam", "kind": "endEvent", "name": SPAM},
    ),
}
