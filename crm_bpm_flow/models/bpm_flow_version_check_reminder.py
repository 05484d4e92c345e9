from odoo import models

from .bpm_flow_version_check import ERROR


class BpmFlowVersionCheckReminder(models.Model):
    """What the checker finds in reminders and escalations."""

    _inherit = "bpm.flow.version"

    def _check_node(self, node):
        found = super()._check_node(node)
        for reminder in node.reminder_ids:
            found += [
                self._at(node, ERROR, code, sentence)
                for code, sentence in self._reminder_faults(node, reminder)
            ]
        return found

    def _reminder_faults(self, node, reminder):
        """(code, sentence) for each thing that a reminder leaves open."""
        if reminder.amount < 0 or (reminder.moment == "before" and not reminder.amount):
            yield (
                "reminder_amount",
                self.env._(
                    "“%s”: say how long before or after the deadline.", node.name
                ),
            )
        if reminder.action == "reassign" and not reminder.role_id:
            yield (
                "reminder_role",
                self.env._("“%s”: say to whom the late task goes.", node.name),
            )
        role = reminder.role_id
        if role and reminder.action != "outcome" and not role._names_somebody():
            yield (
                "reminder_nobody",
                self.env._(
                    "“%(step)s”: the role “%(role)s” of its reminders is nobody yet.",
                    step=node.name,
                    role=role.name,
                ),
            )
        if reminder.action == "outcome" and not reminder.outcome_id:
            yield (
                "reminder_outcome",
                self.env._(
                    "“%s”: say with which outcome the late task ends.", node.name
                ),
            )
