from odoo.tools import LazyTranslate

from .marks import Need
from .shared import LISTED_TAG

_lt = LazyTranslate(__name__)

PROCESS = {
    "code": "contractor_monitoring",
    "model": "res.partner",
    "needs": {
        "listed": LISTED_TAG,
    },
    # Started by hand, and by the end of the registration.
    "starts": (),
    "roles": {
        "raters": {
            "name": _lt("Those who rate the work"),
            "installer": True,
            "user_field": "user_id",
            "pick": "all",
        },
        "buyer": {
            "name": _lt("Contractor manager"),
            "installer": True,
            "user_field": "user_id",
            "user_field_first": True,
        },
    },
    "steps": (
        {
            "id": "begun",
            "kind": "startEvent",
            "name": _lt("A contractor is listed"),
            "then": "month",
        },
        {
            "id": "month",
            "kind": "intermediateCatchEvent",
            "name": _lt("A month of work"),
            "deadline": (30, "days"),
            "then": "still_listed",
        },
        {
            "id": "still_listed",
            "kind": "exclusiveGateway",
            "name": _lt("Does he still work for us?"),
            "ways": (
                {
                    "to": "rate",
                    "name": _lt("he still works for us"),
                    "domain": [("active", "=", True)],
                },
                {"to": "over", "default": True},
            ),
        },
        {
            "id": "rate",
            "name": _lt("Rate the work"),
            "role": "raters",
            "deadline": (3, "days", "company"),
            "text": (
                _lt("How was the last month: quality, dates, papers?"),
                _lt("Each rates for himself; the worst rating counts."),
            ),
            "reminders": (
                ("before", 1, "days", "notify"),
                ("after", 1, "days", "notify", "buyer"),
            ),
            # From the best to the worst: when the raters differ, the last counts.
            "outcomes": (
                ("good", _lt("Good"), "success", "month"),
                ("acceptable", _lt("Acceptable"), "warning", "month"),
                ("bad", _lt("Bad"), "danger", "talk", {"require_comment": True}),
            ),
        },
        {
            "id": "talk",
            "name": _lt("Talk to the contractor"),
            "role": "buyer",
            "deadline": (2, "days", "company"),
            "text": (
                _lt("Tell him what was bad, and hear his side."),
                _lt("Write into the comment what he promised, and by when."),
            ),
            "reminders": (("after", 0, "minutes", "notify"),),
            "outcomes": (
                (
                    "promised",
                    _lt("Improvement promised"),
                    "primary",
                    "month",
                    {"require_comment": True},
                ),
                (
                    "stop",
                    _lt("Stop watching, we part"),
                    "danger",
                    "unlist",
                    {"require_comment": True},
                ),
            ),
        },
        {
            "id": "unlist",
            "kind": "serviceTask",
            "name": _lt("Out of the list of contractors"),
            "actions": (
                {
                    "name": _lt("Take away the tag “Listed contractor”"),
                    "state": "object_write",
                    "path": "category_id",
                    "value": Need("listed"),
                    "operation": "remove",
                },
            ),
            "then": "parted",
        },
        {
            "id": "parted",
            "kind": "endEvent",
            "name": _lt("We part with the contractor"),
            "result": "failure",
        },
        {"id": "over", "kind": "endEvent", "name": _lt("Nobody to watch any more")},
    ),
}
