from odoo import fields, models
from odoo.exceptions import UserError

from .const import LIVE_STATES


class BpmFlowInstanceValues(models.Model):
    """The variables of a case, changed by its manager's hand."""

    _inherit = "bpm.flow.instance"

    def change_values(self, values, remove=None, reason=None):
        """Set and take away variables of running cases, with the reason.

        :param dict values: JSON values by name
        :param list remove: names of variables that are taken away
        :raises AccessError: for anybody but the process's owner and administrators
        :raises UserError: without a reason, or when a case is over
        """
        self._check_manager()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the values are changed."))
        values, names = self._checked_variables(values), [str(n) for n in remove or ()]
        cases = self.sudo()
        cases._lock()
        if over := cases.filtered(lambda case: case.state not in LIVE_STATES):
            raise UserError(over[0]._state_refusal())
        for case in cases if names else ():
            kept = {n: v for n, v in (case.variables or {}).items() if n not in names}
            case.variables = kept
        data = {"removed": names, "reason": reason.strip()}
        cases._put_variables(values, data)
        return True

    def action_values_wizard(self):
        """Ask which values to change."""
        self.ensure_one()
        self._check_manager()
        return {
            **self._wizard("bpm.flow.values.wizard", self.env._("Change values")),
            "context": {"default_instance_id": self.id},
        }

    def _find_moments(self):
        """Time limits whose formula could not say when: with new values it may."""
        lost = self.job_ids.filtered(
            lambda job: job.kind == "timer" and not job.date_due
        ).filtered("node_id.timer_text")
        for job in lost:
            since = job.date_from or fields.Datetime.now()
            job.date_due = job.node_id._due(job.instance_id, since)
        lost._wake_at(set(lost.mapped("date_due")))
