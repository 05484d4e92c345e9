from odoo import models

HAPPENINGS = ("intermediateCatchEvent", "receiveTask")
SENDERS = ("intermediateThrowEvent", "endEvent", "sendTask")


class BpmFlowNodeWhat(models.Model):
    """What a step waits for, sends, calculates and repeats, in a line."""

    _inherit = "bpm.flow.node"

    def _what_words(self):
        """ "waits for the message “Paid”", "total = total + 1", ..., or nothing."""
        self.ensure_one()
        own = self._event_words() or self._own_words()
        parts = [own, self._loop_words(), self._switch_words()]
        return "; ".join(part for part in parts if part)

    def _event_words(self):
        if self.event == "multiple":
            return self._several_words()
        if self.event == "conditional":
            return self._condition_event_words()
        if self.event in ("error", "escalation"):
            return self._code_words()
        if self.event == "link":
            return self.env._("link “%s”", self.event_name or "")
        tasks = self.kind == "receiveTask" or (
            self.kind == "sendTask" and self.event_name
        )
        kind = "message" if tasks else self.event
        if kind not in ("message", "signal"):
            return ""
        return self._message_words() if kind == "message" else self._signal_words()

    def _several_words(self):
        """What its parts wait for or send, in a line."""
        words = [p._event_words() or p._delay_words() for p in self.part_ids]
        line = ", ".join(word for word in words if word)
        if self.kind in SENDERS or not line:
            return line
        if self.needs_all:
            return self.env._("all of: %s", line)
        return self.env._("any of: %s", line)

    def _message_words(self):
        name = self.event_name or self.name
        if self.kind in HAPPENINGS:
            return self.env._("waits for the message “%s”", name)
        if self.kind in SENDERS:
            return self.env._("sends the message “%s”", name)
        return self.env._("when the message “%s” comes", name)

    def _signal_words(self):
        name = self.event_name or self.name
        if self.kind in HAPPENINGS:
            return self.env._("waits for the signal “%s”", name)
        if self.kind in SENDERS:
            return self.env._("sends the signal “%s”", name)
        return self.env._("when the signal “%s” comes", name)

    def _condition_event_words(self):
        ways = self.env["bpm.flow.transition"]
        leaves = ways._domain_words(self.res_model, self.condition_domain)
        if self.condition:
            leaves.append(self._formula_words(self.condition))
        if not leaves:
            return ""
        line = ", ".join(leaves)
        if self.kind == "intermediateCatchEvent":
            return self.env._("until %s", line)
        return self.env._("when %s", line)

    def _code_words(self):
        code = self.event_code or ""
        if self.event == "error":
            if self.kind == "endEvent":
                return self.env._("fails with “%s”", code) if code else ""
            return (
                self.env._("when it fails with “%s”", code)
                if code
                else self.env._("when it fails")
            )
        if self.kind in SENDERS:
            return self.env._("tells the level above “%s”", code or self.name)
        return (
            self.env._("when it tells “%s”", code)
            if code
            else self.env._("when it tells something")
        )

    def _own_words(self):
        if self.kind == "scriptTask" and self.script:
            lines = [line.strip() for line in self.script.splitlines() if line.strip()]
            return lines[0] + (" …" if len(lines) > 1 else "") if lines else ""
        if self.kind == "complexGateway" and self.condition:
            return self.env._("goes on after %s", self._formula_words(self.condition))
        if self.kind == "adHocSubProcess" and self.condition:
            return self.env._("until %s", self._formula_words(self.condition))
        return self._result_words() or self._action_words()

    def _result_words(self):
        """What an end makes of its case, unless the end is called just so."""
        words = dict(self._fields["result"]._description_selection(self.env))
        result = self.kind == "endEvent" and words.get(self.result)
        same = result and result.lower() == self.name.lower()
        return "" if same else result or ""

    def _action_words(self):
        """What an automatic step does, unless its own name says just that."""
        names = [
            name for name in self.sudo().action_ids.sorted().mapped("name") if name
        ]
        return "" if names == [self.name] else ", ".join(names)

    def _loop_words(self):
        if not self.loop:
            return ""
        if self.loop == "standard":
            condition = self._formula_words(self.loop_condition)
            return self.env._("again while %s", condition) if condition else ""
        size = self._formula_words(self.loop_collection or self.loop_number)
        if not size:
            return ""
        if self.loop_collection:
            each = {
                "parallel": self.env._("for each of %s, all at once", size),
                "sequential": self.env._("for each of %s, in turn", size),
            }
        else:
            each = {
                "parallel": self.env._("%s times, all at once", size),
                "sequential": self.env._("%s times, in turn", size),
            }
        return each[self.loop]

    def _switch_words(self):
        parts = []
        if self.section:
            parts.append(self.env._("one at a time: %s", self.section))
        if self.milestone:
            words = self._formula_words(self.milestone)
            parts.append(self.env._("only while %s", words))
        return "; ".join(parts)

    def _formula_words(self, text):
        formulas = self.env["bpm.flow.formula"]
        return formulas._words(text, self.res_model) if text else ""
