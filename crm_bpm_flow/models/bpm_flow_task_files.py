from odoo import models


class BpmFlowTaskFiles(models.Model):
    """Files of a task: those that its worker may read, kept with the task."""

    _inherit = "bpm.flow.task"

    def write(self, vals):
        had = {}
        if "attachment_ids" in vals and not self.env.su:
            had = {task: task.sudo().attachment_ids for task in self}
        result = super().write(vals)
        for task, files in had.items():
            task._take_files(task.sudo().attachment_ids - files)
        return result

    def _take_files(self, files):
        """Nobody hands in what he may not read; what belongs to nothing yet becomes
        the task's, so that all who see the task may read it."""
        files.sudo(False).check_access("read")
        loose = files.filtered(lambda file: not file.res_id)
        if loose:
            loose.write({"res_model": self._name, "res_id": self.id})
