from odoo import models


class BpmFlowNodeWords(models.Model):
    """A step in words, for lists and the editor."""

    _inherit = "bpm.flow.node"

    def _kind_label(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        if self.event == "terminate":
            return self.env._("End, stops everything")
        return labels[self.kind]

    def _people_words(self):
        """Who does it and how one is picked, in a line."""
        self.ensure_one()
        if self.kind != "userTask":
            return ""
        line = self.role_id.name or self._who_words()
        picks = {
            "all": self.env._("each of: %s", line),
            "turn": self.env._("in turn: %s", line),
            "load": self.env._("least busy of: %s", line),
        }
        return picks.get(self._who().pick, line) if line else ""

    def _delay_words(self):
        """A deadline or a wait as "2 hours after the step begins, working time"."""
        self.ensure_one()
        if not self._has_delay():
            return ""
        line = self._amount_words()
        if self.deadline_from == "case":
            line = self.env._("%s after the start", line)
        elif self.deadline_from == "field":
            line = self.env._(
                "%(time)s from %(field)s",
                time=line,
                field=self._field_path_words(self.deadline_field or ""),
            )
        if self.deadline_calendar != "clock":
            line = self.env._("%s of working time", line)
        return line

    def _amount_words(self):
        amount = self.deadline_amount
        units = {
            "minutes": self.env._("%s min", amount),
            "hours": self.env._("%s h", amount),
            "days": self.env._("%s d", amount),
        }
        return units[self.deadline_unit or "hours"]

    def _depth(self):
        """How deep it is inside sub-processes; a time limit hangs under its step."""
        depth, node = 0, self
        while node.parent_id or node.attached_to_id:
            node = node.attached_to_id or node.parent_id
            depth += 1
        return depth
