from odoo import models
from odoo.exceptions import ValidationError


class BpmFlowTaskMissing(models.Model):
    """What must be there before a task is finished, all of it said at once."""

    _inherit = "bpm.flow.task"

    def _check_nothing_missing(self, chosen, comment):
        asking = self.filtered(lambda t: t.node_id._links()["required_field_ids"])
        records = asking.instance_id._records_by_case()
        for task in asking:
            task._missing_fields(records)  # reads the records of all, together
        lines = []
        for task in self:
            lines.extend(task._missing(chosen[task], comment))
        if lines:
            raise ValidationError(
                self.env._("Before this is finished:")
                + "\n"
                + "\n".join(f"• {line}" for line in lines)
            )

    def _missing(self, outcome, comment):
        """Everything that is not there yet, in words, all at once."""
        self.ensure_one()
        free = outcome.skip_requirements
        lines = [] if free else self._missing_things()
        asks = outcome.require_comment or (self.node_id.require_comment and not free)
        if asks and not (comment or self.comment or "").strip():
            lines.append(self.env._("write a comment"))
        return lines

    def _missing_things(self):
        """Fields, ticks and files that the step asks for and that are not there."""
        empty = []
        if self.node_id._links()["required_field_ids"]:
            empty = self._missing_fields(self.instance_id._records_by_case())
        lines = [self.env._("fill in “%s”", label) for label in empty]
        lines += [self.env._("tick off “%s”", check.name) for check in self._unticked()]
        if self.node_id.require_file and not self.attachment_ids:
            lines.append(self.env._("attach a file"))
        return lines

    def _unticked(self):
        """What is not ticked off yet; not read where the step has no checklist."""
        if not self.node_id._links()["checklist_ids"]:
            return self.env["bpm.flow.task.check"]
        return self.check_ids.filtered(lambda check: not check.is_done)

    def _missing_fields(self, records):
        """Labels of the required fields that are still empty on the case's record.

        :param records: {case: record} of all tasks at hand: they are read together
        """
        record = records.get(self.instance_id)
        if not record:
            return []
        return [
            field.field_description
            for field in self.node_id._required_fields()
            if field.name in record._fields and _is_empty(record, field.name)
        ]


def _is_empty(record, name):
    value = record[name]
    if record._fields[name].type in ("integer", "float", "monetary", "boolean"):
        return not value
    return not value or (isinstance(value, str) and not value.strip())
