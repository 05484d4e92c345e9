from datetime import timedelta
from functools import partial

from odoo import fields, models
from odoo.tools import config

from ..tools.alarm import ALARM, FAR

# The schedulers of a server that begins do not listen yet, and Odoo's look only after a
# minute: what is due in the meantime is told again so many seconds later.
BEGINNING = (3, 15)
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
        """Moments of the next hour that were asked for, and those of a beginning."""
        ids = [
            self.env["ir.model.data"]._xmlid_to_res_id(f"crm_bpm_flow.{name}")
            for name in OURS
        ]
        now = fields.Datetime.now()
        soon = [now + timedelta(seconds=seconds) for seconds in BEGINNING]
        until = now + timedelta(seconds=FAR)
        domain = [("cron_id", "in", ids), ("call_at", "<=", until)]
        triggers = self.env["ir.cron.trigger"].sudo()
        rows = triggers.search_fetch(domain, ["call_at"], order="call_at", limit=1000)
        moments = set(rows.mapped("call_at"))
        ahead = {moment for moment in moments if moment > now}
        return ahead.union(soon) if any(m <= soon[-1] for m in moments) else ahead
