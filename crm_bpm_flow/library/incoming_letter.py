from odoo.tools import LazyTranslate

from .marks import Need
from .shared import document_type, state_step

_lt = LazyTranslate(__name__)

PROCESS = {
    "code": "incoming_letter",
    "model": "bpm.flow.document",
    "needs": {"letter": document_type("letter_in", _lt("Incoming letter"))},
    "starts": (),
    "routes": ({"type": Need("letter")},),
    "roles": {
        "manager": {"name": _lt("Manager"), "installer": True},
        "registrar": {"name": _lt("Registrar"), "installer": True},
        "control": {"name": _lt("Control"), "installer": True},
    },
    "steps": (
        {
            "id": "registered",
            "kind": "startEvent",
            "name": _lt("A letter is registered"),
            "then": "resolution",
        },
        {
            "id": "resolution",
            "name": _lt("Write the resolution"),
            "role": "manager",
            "deadline": (1, "days", "company"),
            "text": (
                _lt("Name the executors and the day by which the answer is due."),
                _lt("The comment is the resolution: what they are to do."),
            ),
            "reminders": (("before", 2, "hours", "notify"),),
            "outcomes": (
                (
                    "execute",
                    _lt("To be done"),
                    "success",
                    "execute",
                    {"require_comment": True},
                ),
                (
                    "noted",
                    _lt("Only noted"),
                    "secondary",
                    "is_done",
                    {"skip_requirements": True},
                ),
            ),
            "required": ("executor_ids", "date_answer"),
        },
        {
            "id": "execute",
            "name": _lt("Do what the letter asks for"),
            "deadline": (0, "days", "clock", "date_answer"),
            "text": (
                _lt("The resolution stands here."),
                _lt("Write into the comment what was done."),
            ),
            "comment": True,
            "reminders": (
                ("before", 1, "days", "notify"),
                ("after", 1, "hours", "notify", "control"),
            ),
            "fields": {
                "loop": "parallel",
                "loop_collection": "executor_ids",
                "loop_item": "executor",
                "user_formula": "executor",
            },
            "then": "control",
        },
        {
            "id": "due_soon",
            "kind": "boundaryEvent",
            "event": "timer",
            "on": "execute",
            "interrupting": False,
            "name": _lt("Due in two days"),
            "deadline": (-2, "days", "clock", "date_answer"),
            "then": "watch",
        },
        {
            "id": "watch",
            "name": _lt("Ask the executors how far they are"),
            "role": "control",
            "deadline": (1, "days", "company"),
            "then": "watched",
        },
        {
            "id": "watched",
            "kind": "endEvent",
            "name": _lt("Asked"),
        },
        {
            "id": "control",
            "name": _lt("Is everything done?"),
            "role": "control",
            "deadline": (1, "days", "company"),
            "text": (_lt("Read what the executors wrote, and the answer if any."),),
            "outcomes": (
                ("done", _lt("Done"), "success", "answer"),
                (
                    "again",
                    _lt("Not yet"),
                    "warning",
                    "execute",
                    {"require_comment": True},
                ),
            ),
        },
        {
            "id": "answer",
            "name": _lt("Send the answer"),
            "role": "registrar",
            "deadline": (1, "days", "company"),
            "text": (
                _lt(
                    "Register the outgoing letter as belonging to this one and send it."
                ),
            ),
            "outcomes": (
                ("sent", _lt("Sent"), "success", "is_done"),
                ("none", _lt("No answer needed"), "secondary", "is_done"),
            ),
        },
        state_step("done", _lt("Done"), "settled"),
        {
            # Stops everything: whoever still asks how far it is need not any more.
            "id": "settled",
            "kind": "endEvent",
            "event": "terminate",
            "name": _lt("The letter is settled"),
            "result": "goal",
        },
    ),
}
