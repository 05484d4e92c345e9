import logging

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from .const import FAILED

_logger = logging.getLogger(__name__)

# A message names this many incidents; the list of incidents has the rest.
NAMED = 10


class BpmFlowJobTell(models.Model):
    """How a process's owner hears of faults: after the commit, once, together."""

    _inherit = "bpm.flow.job"

    def _tell_owner(self):
        """Have the owner told; once about a fault, not for each try."""
        if any(not job.is_owner_told for job in self):
            self._wake({fields.Datetime.now()})

    @api.model
    def _untold_domain(self):
        return Domain("state", "=", FAILED) & Domain("is_owner_told", "=", False)

    @api.model
    def _tell_owners(self):
        """One message a process for the kinds of incidents that are new since the last
        time; of those that are open already only the count grows.

        :return: how many incidents were looked at
        """
        jobs = self.sudo().search(self._untold_domain(), limit=1000, order="id")
        jobs = jobs.try_lock_for_update(allow_referencing=True)
        jobs.is_owner_told = True
        for flow, failed in jobs.grouped("flow_id").items():
            faults = []
            with self.env["bpm.flow.runtime"]._firewall(faults):
                new = self.env["bpm.flow.fault"].sudo()._note(flow, failed)
                if new:
                    lang = flow._answering().lang
                    new.with_context(lang=lang)._tell_together(flow)
            if faults:
                _logger.info("The owner could not be told", exc_info=faults[0])
        return len(jobs)

    @api.model
    def _queued_domain(self):
        """Mails that wait for nothing but the run of Odoo's queue."""
        return Domain("state", "=", "outgoing") & Domain("scheduled_date", "=", False)

    @api.model
    def _wake_mail_queue(self):
        """Mails wait in Odoo's queue, which runs once an hour if nobody asks it to.

        Whoever has ten minutes for a task, and the client, hear of it at once.
        """
        queue = self.env.ref("mail.ir_cron_mail_scheduler_action", False)
        if queue:
            queue.sudo()._trigger()

    def _tell_together(self, flow):
        # As he is told of them himself, who may not see each record.
        self = self.with_user(flow._answering()).sudo()
        subject = self.env._(
            "%(count)s incidents: %(flow)s", count=len(self), flow=flow.name
        )
        if len(self) == 1:
            subject = self.env._("Incident: %s", self.instance_id.display_name)
        lines = [
            self.env._(
                "“%(step)s” could not be done for %(record)s: %(error)s",
                step=job.node_id.name or flow.name,
                record=job.instance_id._get_html_link(title=job.record_name),
                error=job.error,
            )
            for job in self[:NAMED]
        ]
        if len(self) > NAMED:
            lines.append(self.env._("and %s more", len(self) - NAMED))
        flow._tell_answering(subject, Markup("<br/>").join(lines))
