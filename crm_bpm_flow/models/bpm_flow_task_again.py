import logging

from odoo import models

from .approval_polls import Polls
from .const import OPEN, RUNNING

_logger = logging.getLogger(__name__)


class BpmFlowTaskAgain(models.Model):
    """Approvers who are asked again while others still decide: not at the end, when
    all have spoken, but as soon as what they agreed to is not so any more."""

    _inherit = "bpm.flow.task"

    def _look_again(self, records):
        """Records were changed that are being approved.

        Whoever saves is not stopped by a fault: what is overlooked here is found when
        the approval is decided.
        """
        tasks = self.search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("state", "=", OPEN),
                ("seat", "!=", False),
                ("instance_id.state", "=", RUNNING),
            ]
        )
        if not tasks:
            return
        failed = []
        with self.env["bpm.flow.runtime"]._firewall(failed):
            tasks.instance_id._lock()
            tasks.instance_id._make_others_begin_anew()
            tasks.invalidate_recordset(["state"])
            tasks.filtered(lambda task: task.state == OPEN)._ask_changed()
        if failed:
            _logger.info("Approvers could not be asked again", exc_info=failed[0])

    def _ask_changed(self):
        """Ask again whose ground changed in the approvals that these belong to."""
        polls = Polls(self)
        for poll in polls:
            poll.reopened = poll._stale(polls.grounds(poll.node))
            for seat in poll.reopened:
                del poll.votes[seat]
        self._ask_next([poll for poll in polls if poll.reopened], polls)
