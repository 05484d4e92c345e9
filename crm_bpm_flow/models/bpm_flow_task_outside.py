import logging
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.carriers import Actor
from .bpm_flow_task_approval import Seat
from .const import OPEN

_logger = logging.getLogger(__name__)


class BpmFlowTaskOutside(models.Model):
    """Tasks of approvers outside: no user has them. They are asked by mail, each mail
    with a link of its own, and their links can be taken back."""

    _inherit = "bpm.flow.task"

    partner_id = fields.Many2one(
        "res.partner",
        string="Outside",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    link_ids = fields.One2many("bpm.flow.visa.link", "task_id", string="Links")
    link_until = fields.Datetime(
        string="Link holds until", compute="_compute_link_until"
    )

    def _compute_link_until(self):
        now = fields.Datetime.now()
        for task in self:
            links = task.sudo().link_ids.filtered(lambda link: link._holds(now))
            task.link_until = max(links.mapped("date_expiry"), default=False)

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------
    def _outside_finder(self, line, cases):
        """What gives the seat of an outside line for a case; without an address, the
        process's owner sees to it."""
        records = cases._records_by_case()
        nobody = self.env["res.users"]

        def find(case):
            partner = line._find_outside(records.get(case))
            if partner:
                return [Seat(f"o{line.key}", line.key, nobody, partner)], False
            return [Seat(f"a{line.key}", line.key, self._fallback(case))], True

        return find

    def _people_names(self):
        names = super()._people_names()
        return names + [task.partner_id.name for task in self if task.partner_id]

    def _done_by_name(self):
        return super()._done_by_name() or self.partner_id.name or ""

    def _notify_people(self):
        result = super()._notify_people()
        for task in self.filtered(lambda task: task.state == OPEN and task.partner_id):
            task._invite()
        return result

    def _invite(self, reminds=None):
        """Send the approver outside a link.

        :param reminds: None for the first mail, else whether the task is late
        """
        failed = []
        with self.env["bpm.flow.runtime"]._firewall(failed):
            link = self.env["bpm.flow.visa.link"]._send(self, reminds)
            data = {"people": self.partner_id.name, "until": link.date_expiry}
            self.env["bpm.flow.log"]._append(
                [(self.instance_id, "invited", self.node_id, data)]
            )
        if failed:
            _logger.info("%s could not be asked", self.partner_id, exc_info=failed[0])

    def _tell(self, people, late):
        """A reminder of what is outside goes there, with a new link."""
        if self.partner_id and not people:
            self._invite(late)
            return None
        return super()._tell(people, late)

    def _set_people(self, users):
        """Whoever inside gets it: the links do not hold any more."""
        outside = self.filtered("partner_id")
        if outside:
            outside._revoke()
            outside.write({"partner_id": False})
        return super()._set_people(users)

    def _withdraw(self):
        self.filtered("partner_id").link_ids._take_back()
        return super()._withdraw()

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_send_link(self):
        """Send the approver outside another link; the earlier ones go on holding."""
        tasks = self._check_may_link()
        for task in tasks:
            task._invite()
        self.env["bpm.flow.job"].sudo()._wake({fields.Datetime.now()})
        return True

    def action_revoke_links(self):
        """Take all links of these tasks back: who has one sees nothing any more."""
        self._check_may_link()._revoke()
        return True

    def _check_may_link(self):
        """Those who keep the record, and who answer for the process."""
        self.check_access("read")
        for task in self.sudo():
            if task.state != OPEN or not task.partner_id:
                raise UserError(self.env._("Nobody outside is asked here any more."))
            record = task.instance_id._record()
            keeps = record is not None and record.with_env(self.env).has_access("write")
            if not (self.env.su or keeps or task._may_manage(self.env.user)):
                raise AccessError(
                    self.env._("Links are sent and taken back by who keeps the record.")
                )
        return self.sudo().with_context(bpm_actor=Actor(self.env.uid))

    def _revoke(self):
        self.instance_id._lock()
        self.link_ids._take_back()
        self.env["bpm.flow.log"]._append(
            [
                (
                    task.instance_id,
                    "revoked",
                    task.node_id,
                    {"people": task.partner_id.name},
                )
                for task in self
            ]
        )

    def _link_expiry(self):
        line = self.node_id._approver(self.approver_key or "")
        return fields.Datetime.now() + timedelta(days=line.link_days or 14)
