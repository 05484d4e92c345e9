"""Ready steps that come with the add-on, as plain data in the words of ``library``.

``place``  column and row on the map, from the first step
``ways``   (from, outcome or None, to)
``exit``   (step, outcome or None): where it goes on behind them
"""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

REACHED = ("reached", _lt("Reached"), "success")
NO_ANSWER = ("no_answer", _lt("No answer"), "warning")

CALL_BACK = {
    "steps": (
        {
            "id": "later",
            "kind": "intermediateCatchEvent",
            "event": "timer",
            "name": _lt("Two hours later"),
            "deadline": (2, "hours"),
            "place": (0, 0),
        },
        {
            "id": "call",
            "kind": "userTask",
            "name": _lt("Call back"),
            "text": (_lt("Call once more. If nobody answers, it is tried again."),),
            "deadline": (1, "hours"),
            "reminders": (("before", 15, "minutes", "notify"),),
            "outcomes": (REACHED, NO_ANSWER),
            "place": (1, 0),
        },
    ),
    "ways": (("later", None, "call"), ("call", "no_answer", "later")),
    "exit": ("call", "reached"),
}
CONTACT = {
    "steps": (
        {
            "id": "contact",
            "kind": "userTask",
            "name": _lt("Contact the client"),
            "deadline": (10, "minutes"),
            "reminders": (("before", 5, "minutes", "notify"),),
            "outcomes": (REACHED, NO_ANSWER),
            "place": (0, 0),
        },
        {
            "id": "pause",
            "kind": "intermediateCatchEvent",
            "event": "timer",
            "name": _lt("Again in two hours"),
            "deadline": (2, "hours"),
            "place": (0, 1),
        },
    ),
    "ways": (("contact", "no_answer", "pause"), ("pause", None, "contact")),
    "exit": ("contact", "reached"),
}
APPROVAL = {
    "steps": (
        {
            "id": "approve",
            "kind": "userTask",
            "is_approval": True,
            "name": _lt("Approve"),
            "deadline": (2, "days"),
            "reminders": (
                ("before", 4, "hours", "notify"),
                ("after", 1, "hours", "notify"),
            ),
            "place": (0, 0),
        },
    ),
    "ways": (),
    "exit": ("approve", None),
}
ANSWER = {
    "steps": (
        {
            "id": "answer",
            "kind": "receiveTask",
            "name": _lt("Wait for the answer"),
            "event_name": _lt("Answer"),
            "place": (0, 0),
        },
        {
            "id": "silent",
            "kind": "boundaryEvent",
            "event": "timer",
            "on": "answer",
            "interrupting": False,
            "name": _lt("No answer for two days"),
            "deadline": (2, "days"),
        },
        {
            "id": "remind",
            "kind": "userTask",
            "name": _lt("Remind of the answer"),
            "deadline": (1, "days"),
            "place": (0, 1),
        },
        {
            "id": "reminded",
            "kind": "endEvent",
            "name": _lt("Reminded"),
            "place": (1, 1),
        },
    ),
    "ways": (("silent", None, "remind"), ("remind", None, "reminded")),
    "exit": ("answer", None),
}
PAPERS = {
    "steps": (
        {
            "id": "check",
            "kind": "userTask",
            "name": _lt("Check the papers"),
            "deadline": (1, "days"),
            "reminders": (("before", 2, "hours", "notify"),),
            "checklist": (
                _lt("Names and numbers are right"),
                _lt("It is signed"),
            ),
            "file": True,
            "outcomes": (
                ("complete", _lt("Complete"), "success"),
                (
                    "missing",
                    _lt("Something is missing"),
                    "warning",
                    {"require_comment": True, "skip_requirements": True},
                ),
            ),
            "place": (0, 0),
        },
        {
            "id": "ask",
            "kind": "userTask",
            "name": _lt("Ask for what is missing"),
            "deadline": (1, "days"),
            "place": (0, 1),
        },
    ),
    "ways": (("check", "missing", "ask"), ("ask", None, "check")),
    "exit": ("check", "complete"),
}
READY = {
    "call_back": CALL_BACK,
    "contact": CONTACT,
    "approval": APPROVAL,
    "answer": ANSWER,
    "papers": PAPERS,
}
