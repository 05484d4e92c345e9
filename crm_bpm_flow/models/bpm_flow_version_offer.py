from odoo import models

from .const import node_icon

# Kinds that the list of steps offers, in the order of use: the everyday ones, those
# behind "More", and what can be put on a step.
OFFERED = [
    ("userTask", False),
    ("approval", False),
    ("serviceTask", False),
    ("exclusiveGateway", False),
    ("intermediateCatchEvent", "timer"),
    ("boundaryEvent", "timer"),
    ("parallelGateway", False),
    ("callActivity", False),
    ("subProcess", False),
    ("endEvent", False),
    ("endEvent", "terminate"),
]
MORE = [
    ("intermediateCatchEvent", "message"),
    ("intermediateCatchEvent", "conditional"),
    ("intermediateCatchEvent", "signal"),
    ("scriptTask", False),
    ("businessRuleTask", False),
    ("manualTask", False),
    ("inclusiveGateway", False),
    ("eventBasedGateway", False),
    ("complexGateway", False),
    ("adHocSubProcess", False),
    ("intermediateThrowEvent", "message"),
    ("intermediateThrowEvent", "signal"),
    ("intermediateThrowEvent", "escalation"),
    ("endEvent", "error"),
    ("boundaryEvent", "message"),
    ("boundaryEvent", "conditional"),
    ("boundaryEvent", "error"),
    ("boundaryEvent", "escalation"),
]


class BpmFlowVersionOffer(models.Model):
    """The kinds of steps that an owner can choose from, in his words."""

    _inherit = "bpm.flow.version"

    def _editor_kinds(self):
        Node = self.env["bpm.flow.node"]
        helps = {**self._everyday_helps(), **self._more_helps()}
        return [
            {
                "kind": kind,
                "event": event,
                "label": Node._kind_words(kind, event),
                "icon": node_icon(kind, event),
                "help": helps.get((kind, event)) or helps[kind],
                "more": (kind, event) in MORE,
            }
            for kind, event in [*OFFERED, *MORE]
        ]

    def _everyday_helps(self):
        return {
            "userTask": self.env._("People do it and say how it ended"),
            "approval": self.env._("People agree, reject or return it"),
            "serviceTask": self.env._("Odoo does it: updates, mails, records"),
            "exclusiveGateway": self.env._("One way out of several, by conditions"),
            "intermediateCatchEvent": self.env._("Nothing happens until a moment"),
            "boundaryEvent": self.env._("What happens when a step takes too long"),
            "parallelGateway": self.env._("Several ways at once, or together again"),
            "callActivity": self.env._("Another process does this part"),
            "subProcess": self.env._("Steps that belong together"),
            "endEvent": self.env._("The case is over here"),
        }

    def _more_helps(self):
        wait, send = "intermediateCatchEvent", "intermediateThrowEvent"
        return {
            (wait, "message"): self.env._(
                "Another process or program tells this case that something happened"
            ),
            (wait, "conditional"): self.env._(
                "Goes on by itself when somebody changes the record"
            ),
            (wait, "signal"): self.env._(
                "Every case that waits for it goes on at once"
            ),
            "scriptTask": self.env._("Values of the case by formulas, without code"),
            "businessRuleTask": self.env._("Values of the case by a table of rules"),
            "manualTask": self.env._("Work away from the computer, ticked off here"),
            "inclusiveGateway": self.env._("Every way whose condition fits, at once"),
            "eventBasedGateway": self.env._(
                "Waits for several things; the first one decides the way"
            ),
            "complexGateway": self.env._("Goes on when some of the ways have come"),
            "adHocSubProcess": self.env._(
                "People begin its steps when and as often as needed"
            ),
            (send, "message"): self.env._(
                "Goes on at once; the case that waits for it hears it"
            ),
            (send, "signal"): self.env._(
                "Goes on at once; all cases that wait for it hear it"
            ),
            (send, "escalation"): self.env._("Tells the level above and goes on"),
            **self._border_helps(),
        }

    def _border_helps(self):
        """What ends a level, and what comes while a step is open."""
        end, limit = "endEvent", "boundaryEvent"
        return {
            (end, "error"): self.env._(
                "Ends here; the level above goes its way for failures"
            ),
            (limit, "message"): self.env._(
                "When a message comes while this step is open"
            ),
            (limit, "conditional"): self.env._(
                "When the record changes so that a condition holds"
            ),
            (limit, "error"): self.env._("When this step fails"),
            (limit, "escalation"): self.env._(
                "When something inside this step tells the level above"
            ),
        }
