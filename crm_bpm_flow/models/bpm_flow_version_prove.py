from odoo import models

from ..engine.proof import prove

# How much is tried of a called process, and of how many of them.
CALLED_BOUND, MOST_CALLED = 20_000, 10
BAD, UNKNOWN, GOOD = "unsound", "not_proven", "sound"


class BpmFlowVersionProve(models.Model):
    """Proof that cases of a version can always come to an end."""

    _inherit = "bpm.flow.version"

    def prove(self):
        """Try everything that can happen to a case: answers, outcomes, times, orders.

        :return: ``{"verdict": "sound" | "unsound" | "not_proven", "message": sentence,
            "states": int, "faults": [{"code", "element", "step_id", "message",
            "path": [BPMN ids on the way there]}]}``. "not_proven": there is more than
            can be tried, and nothing wrong was found in what was. What it calls is
            proven with it.
        :raises AccessError: for whoever may not read the process
        """
        self.ensure_one()
        self.check_access("read")
        version = self.sudo()
        proof = prove(version._compile().graph)
        steps = {node.bpmn_id: node for node in version.node_ids}
        verdict, called = version._called_faults({version.flow_id.id})
        if proof.verdict != GOOD:
            verdict = BAD if verdict == BAD else proof.verdict
        return {
            "verdict": verdict,
            "states": proof.states,
            "message": self._verdict_words(verdict, proof.states),
            "faults": [
                *(
                    {
                        "code": fault.code,
                        "element": fault.element,
                        "step_id": steps[fault.element].id,
                        "message": self._fault_words(fault, steps),
                        "path": list(fault.path),
                    }
                    for fault in proof.faults
                ),
                *called,
            ],
        }

    def _called_faults(self, seen):
        """(verdict on all that it calls, what there is to say of each such step).

        A case waits for those that it calls: when one gets stuck, so does it.

        :param set seen: ids of processes that are looked at already
        """
        worst, found = GOOD, []
        for node in self.node_ids.filtered(lambda node: node.kind == "callActivity"):
            callee = node._callee()
            called = callee.version_id
            if not called or callee.id in seen:
                continue
            seen.add(callee.id)
            verdict = called._called_verdict(seen)
            if verdict == BAD:
                worst = BAD
                found.append(self._called_fault(node, callee))
            elif worst == GOOD:
                worst = verdict
        return worst, found

    def _called_verdict(self, seen):
        if len(seen) > MOST_CALLED:
            return UNKNOWN
        own = prove(self._compiled().graph, CALLED_BOUND).verdict
        return self._called_faults(seen)[0] if own == GOOD else own

    def _called_fault(self, node, callee):
        message = self.env._(
            "“%(step)s” calls “%(process)s”, of which not every case can come to its "
            "end: then this one waits for ever.",
            step=node.name,
            process=callee.name,
        )
        row = {"code": "called", "element": node.bpmn_id, "step_id": node.id}
        return {**row, "message": message, "path": []}

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

    def _verdict_words(self, verdict, states):
        return {
            "sound": self.env._("Proven: every case can always come to its end."),
            "unsound": self.env._("Not every case can come to its end:"),
            "not_proven": self.env._(
                "Not proven: there are too many possibilities to try all. Nothing "
                "wrong was found in %s of them.",
                states,
            ),
        }[verdict]

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
