from functools import partial

from odoo import fields, models
from odoo.tools import config

from ..tools.alarm import ALARM

OURS = ("ir_cron_run_due", "ir_cron_schedule", "ir_cron_migrate")


class IrCron(models.Model):
    """Our scheduled actions begin at their moment, where Odoo's begin in its minute."""

    _inherit = "ir.cron"

    def _bpm_trigger(self, moment):
        """Trigger at a moment, and remind the scheduler then.

        :return: the trigger
        """
        trigger = self._trigger(at=moment)
        self._bpm_remind(moment)
        return trigger

    def _bpm_remind(self, moment):
        """Remind the scheduler at a moment, once this transaction is complete."""
        if moment > fields.Datetime.now():
            remind = partial(ALARM.set, self.env.cr.dbname, moment)
            self.env.cr.postcommit.add(remind)

    def _register_hook(self):
        """A process that begins keeps what was asked for before."""
        super()._register_hook()
        if not config["test_enable"] and not config["stop_after_init"]:
            for moment in self._bpm_asked():
                ALARM.set(self.env.cr.dbname, moment)

    def _bpm_asked(self):
        """The next moment of each of ours that was asked for."""
        ids = [
            self.env["ir.model.data"]._xmlid_to_res_id(f"crm_bpm_flow.{name}")
            for name in OURS
        ]
        domain = [("cron_id", "in", ids), ("call_at", ">", fields.Datetime.now())]
        triggers = self.env["ir.cron.trigger"].sudo()
        groups = triggers._read_group(domain, ["cron_id"], ["call_at:min"])
        return [moment for _cron, moment in groups]
