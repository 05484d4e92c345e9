from odoo import models

from ..engine.proof import prove


class BpmFlowVersionProve(models.Model):
    """Proof that cases of a version can always come to an end."""

    _inherit = "bpm.flow.version"

    def prove(self):
        """Try everything that can happen to a case: answers, outcomes, times, orders.

        :return: ``{"verdict": "sound" | "unsound" | "not_proven", "message": sentence,
            "states": int, "faults": [{"code", "element", "step_id", "message",
            "path": [BPMN ids on the way there]}]}``. "not_proven": there is more than
            can be tried, and nothing wrong was found in what was.
        :raises AccessError: for whoever may not read the process
        """
        self.ensure_one()
        self.check_access("read")
        version = self.sudo()
        proof = prove(version._compile().graph)
        steps = {node.bpmn_id: node for node in version.node_ids}
        return {
            "verdict": proof.verdict,
            "states": proof.states,
            "message": self._verdict_words(proof),
            "faults": [
                {
                    "code": fault.code,
                    "element": fault.element,
                    "step_id": steps[fault.element].id,
                    "message": self._fault_words(fault, steps),
                    "path": list(fault.path),
                }
                for fault in proof.faults
            ],
        }

    def action_prove(self):
        """Say it in a notification, for the button of the form."""
        self.ensure_one()
        proof = self.prove()
        lines = [proof["message"], *(fault["message"] for fault in proof["faults"])]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": {"sound": "success", "unsound": "warning"}.get(
                    proof["verdict"], "info"
                ),
                "sticky": proof["verdict"] != "sound",
                "message": "\n".join(lines),
            },
        }

    def _verdict_words(self, proof):
        return {
            "sound": self.env._("Proven: every case can always come to its end."),
            "unsound": self.env._("Not every case can come to its end:"),
            "not_proven": self.env._(
                "Not proven: there are too many possibilities to try all. Nothing "
                "wrong was found in %s of them.",
                proof.states,
            ),
        }[proof.verdict]

    def _fault_words(self, fault, steps):
        name = steps[fault.element].name
        words = {
            "deadlock": self.env._(
                "A case can get stuck at “%s”: it waits for what can no longer come.",
                name,
            ),
            "endless": self.env._(
                "From “%s” on, a case goes round and can never end.", name
            ),
            "twice": self.env._(
                "“%s” can be begun a second time while it is still open: branches come "
                "here that should be joined first.",
                name,
            ),
            "grows": self.env._(
                "A case can get ever more branches; they meet nowhere (at “%s”).", name
            ),
            "spins": self.env._(
                "At “%s” a case goes round without ever waiting.", name
            ),
            "dead": self.env._("No case can ever reach “%s”.", name),
        }[fault.code]
        way = self._path_words(fault, steps)
        return f"{words} {way}" if way else words

    def _path_words(self, fault, steps):
        """The people's steps and choices on the way there."""
        names = [steps[element].name for element in fault.path if element in steps]
        if not names:
            return ""
        return self.env._("The way there: %s.", " → ".join(names[-12:]))
