from odoo import models

from ..tools.carriers import Actor
from .bpm_flow_instance_repair import because


class BpmFlowTaskBehalf(models.Model):
    """Tasks that a manager finishes for the people who have them."""

    _inherit = "bpm.flow.task"

    def complete_for(self, outcome=None, reason=None, values=None):
        """Finish these tasks on behalf of their people, whoever has taken them.

        What the step asks for need not be there: the reason stands for it, and the
        journal says what was left out, who did it, and for whom.

        :param str outcome: code (or name) of one of the step's outcomes
        :param str reason: why he does it
        :param dict values: values that go into the cases' variables
        :raises UserError: without a reason, or when a task is not open any more
        :raises AccessError: for anybody but the process's owner and administrators
        """
        self.check_access("read")
        cases = self.instance_id
        cases._check_manager()
        reason = cases._given(reason)
        tasks = self.sudo().with_context(bpm_actor=Actor(self.env.uid))
        tasks.instance_id._lock()
        tasks.invalidate_recordset(["state", "done_by_id", "date_done", "user_id"])
        tasks._check_still_open()
        chosen = {task: task._chosen_outcome(outcome) for task in tasks}
        told = {
            task: {
                **because(reason),
                "for": task._people_words(),
                "missing": task._missing(chosen[task], reason),
            }
            for task in tasks
        }
        tasks._finish(chosen, values or {}, None, plain=outcome, told=told)
        return True
