from odoo import api, fields, models

from .const import PEOPLE_KINDS


class BpmFlowNodeWords(models.Model):
    """A step in words, for lists and the editor."""

    _inherit = "bpm.flow.node"

    kind_label = fields.Char(string="Kind of step", compute="_compute_kind_label")

    @api.depends("kind", "event", "is_approval")
    @api.depends_context("lang")
    def _compute_kind_label(self):
        for node in self:
            node.kind_label = node._kind_label() if node.kind else False

    def _kind_label(self):
        if self.is_approval:
            return self.env._("Approval")
        return self._kind_words(self.kind, self.event)

    def _kind_words(self, kind, event):
        """What an element of that kind and event is called."""
        labels = dict(self._fields["kind"]._description_selection(self.env))
        if kind == "approval":
            return self.env._("Approval")
        named = {**self._sent_words(), **self._awaited_words(), **self._limit_words()}
        return named.get((kind, event or False)) or labels[kind]

    def _sent_words(self):
        end, on_the_way = "endEvent", "intermediateThrowEvent"
        return {
            (end, "terminate"): self.env._("End, stops everything"),
            (end, "error"): self.env._("End with a failure"),
            (end, "message"): self.env._("End, sends a message"),
            (end, "signal"): self.env._("End, sends a signal"),
            (end, "escalation"): self.env._("End, tells the level above"),
            (end, "compensation"): self.env._("End, undoes what was done"),
            (end, "cancel"): self.env._("End, cancels the sub-process"),
            (on_the_way, "message"): self.env._("Send a message"),
            (on_the_way, "signal"): self.env._("Send a signal"),
            (on_the_way, "escalation"): self.env._("Tell the level above"),
            (on_the_way, "compensation"): self.env._("Undo what was done"),
            (on_the_way, "link"): self.env._("Jump to another place"),
            (on_the_way, "multiple"): self.env._("Send and tell several things"),
            (end, "multiple"): self.env._("End, sends and tells several things"),
        }

    def _awaited_words(self):
        start, wait = "startEvent", "intermediateCatchEvent"
        return {
            (start, "timer"): self.env._("Start at a time"),
            (start, "message"): self.env._("Start by a message"),
            (start, "signal"): self.env._("Start by a signal"),
            (start, "conditional"): self.env._("Start by a change"),
            (start, "error"): self.env._("Start by a failure"),
            (start, "escalation"): self.env._("Start by an escalation"),
            (start, "multiple"): self.env._("Start by several events"),
            (wait, "message"): self.env._("Wait for a message"),
            (wait, "signal"): self.env._("Wait for a signal"),
            (wait, "conditional"): self.env._("Wait until the record fits"),
            (wait, "link"): self.env._("Where a jump arrives"),
            (wait, "multiple"): self.env._("Wait for several events"),
        }

    def _limit_words(self):
        limit = "boundaryEvent"
        return {
            (limit, "message"): self.env._("Message meanwhile"),
            (limit, "signal"): self.env._("Signal meanwhile"),
            (limit, "conditional"): self.env._("Change meanwhile"),
            (limit, "error"): self.env._("Failure of a step"),
            (limit, "escalation"): self.env._("Escalation of a step"),
            (limit, "compensation"): self.env._("What undoes a step"),
            (limit, "cancel"): self.env._("Cancellation of a sub-process"),
            (limit, "multiple"): self.env._("Several events meanwhile"),
        }

    def _people_words(self, names=None):
        """Who does it and how one is picked, in a line.

        :param names: gives the names behind a ``bpm.flow.who``, or ""; else it is said
            in the step's own words
        """
        self.ensure_one()
        if self.kind not in PEOPLE_KINDS:
            return ""
        line = self._named(names, self._who_words())
        picks = {
            "all": self.env._("each of: %s", line),
            "turn": self.env._("in turn: %s", line),
            "load": self.env._("least busy of: %s", line),
        }
        return picks.get(self._who().pick, line) if line else ""

    def _named(self, names, words):
        """A role with the names behind it; people by name, else in words."""
        self.ensure_one()
        found = names(self._who()) if names else ""
        if self.role_id and found:
            return f"{self.role_id.name} ({found})"
        return found or self.role_id.name or words

    def _delay_words(self):
        """A deadline or a wait as "2 hours after the step begins, working time"."""
        self.ensure_one()
        if not self._has_delay():
            return ""
        if self.timer_text:
            return self.timer_text
        line = self._amount_words()
        if self.deadline_from == "field" and not self.deadline_amount:
            line = self._field_path_words(self.deadline_field or "")
        elif self.deadline_from == "case":
            line = self.env._("%s after the start", line)
        elif self.deadline_from == "field":
            words = {
                "time": line,
                "field": self._field_path_words(self.deadline_field or ""),
            }
            line = self.env._("%(time)s from %(field)s", **words)
            if self._is_before():
                line = self.env._("%(time)s before %(field)s", **words)
        if self.deadline_calendar != "clock" and self.deadline_amount:
            line = self.env._("%s of working time", line)
        return line

    def _is_before(self):
        """Whether its moment comes before the day that it is counted from."""
        return self.deadline_from == "field" and self.deadline_amount < 0

    def _amount_words(self):
        amount = self.deadline_amount
        if self.deadline_from == "field":  # before or after it is said in words
            amount = abs(amount)
        units = {
            "minutes": self.env._("%s min", amount),
            "hours": self.env._("%s h", amount),
            "days": self.env._("%s d", amount),
        }
        return units[self.deadline_unit or "hours"]

    def _depth(self):
        """How deep it is inside sub-processes; a time limit hangs under its step."""
        depth, node = 0, self
        while belongs_to := node._belongs_to():
            node = belongs_to
            depth += 1
        return depth
