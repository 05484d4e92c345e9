from odoo import api, fields, models
from odoo.exceptions import AccessError

from .const import FAILED


class BpmFlowFault(models.Model):
    """A kind of incident of a process while any of it is open: told once, counted on.

    Only the scheduler writes it, behind the commit of what failed: a hundred cases
    that fail at once do not wait for each other here.
    """

    _name = "bpm.flow.fault"
    _description = "Kind of Incident"
    _order = "id desc"
    _rec_name = "fault_kind"

    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, index=True, ondelete="cascade"
    )
    node_id = fields.Many2one(
        "bpm.flow.node", string="Step", index="btree_not_null", ondelete="cascade"
    )
    fault_kind = fields.Char(string="Kind of error")
    error = fields.Char(string="What went wrong first")
    count = fields.Integer(string="Incidents")
    is_open = fields.Boolean(default=True)
    activity_id = fields.Many2one("mail.activity", index=True, ondelete="set null")

    _open_uniq = models.UniqueIndex(
        "(flow_id, COALESCE(node_id, 0), fault_kind) WHERE is_open",
        "That kind of incident is open already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Kinds of incidents are noted by the engine."))
        return super().create(vals_list)

    @api.model
    def _note(self, flow, jobs):
        """Open the kinds of these incidents.

        :return: the incidents of kinds that were not open before
        """
        known = {fault._key() for fault in self.search(_open_of(flow))}
        new = jobs.filtered(lambda job: _key_of(job) not in known)
        first = {_key_of(job): job for job in new.sorted("id", reverse=True)}
        self.create(
            [
                {
                    "flow_id": flow.id,
                    "node_id": job.node_id.id,
                    "fault_kind": job.fault_kind,
                    "error": job.error[:500],
                }
                for job in first.values()
            ]
        )
        return new

    def _key(self):
        return self.node_id.id, self.fault_kind

    @api.model
    def _recount(self):
        """How many of each kind are open now; one that is over is closed."""
        faults = self.sudo().search([("is_open", "=", True)])
        faults = faults.try_lock_for_update(allow_referencing=True)
        if not faults:
            return
        groups = (
            self.env["bpm.flow.job"]
            .sudo()
            ._read_group(
                [("flow_id", "in", faults.flow_id.ids), ("state", "=", FAILED)],
                ["flow_id", "node_id", "fault_kind"],
                ["__count"],
            )
        )
        counts = {(flow, node.id, kind): count for flow, node, kind, count in groups}
        for fault in faults:
            count = counts.get((fault.flow_id, *fault._key()), 0)
            if count != fault.count:
                fault._count_is(count)

    def _count_is(self, count):
        first = not self.count
        self.write({"count": count, "is_open": bool(count)})
        if not count:
            self.activity_id.unlink()
        elif first:
            self.activity_id = self._make_activity()
        elif self.activity_id.active:
            user = self.flow_id._answering()
            vals = {"summary": self._summary(user), "user_id": user.id}
            self.activity_id.write(vals)

    @api.model
    def _follow_owner(self, flows, gone=None):
        """What is to be done about incidents goes to whoever answers now.

        :param gone: users who are leaving
        """
        faults = self.search([("flow_id", "in", flows.ids), ("is_open", "=", True)])
        for fault in faults.filtered("activity_id.active"):
            user = fault.flow_id._answering(gone)
            if fault.activity_id.user_id != user:
                vals = {"summary": fault._summary(user), "user_id": user.id}
                fault.activity_id.with_context(bpm_no_followers=True).write(vals)

    def _make_activity(self):
        """The one thing that the owner has to do about all of them."""
        user = self.flow_id._answering()
        ref = self.env["ir.model.data"]._xmlid_to_res_id
        return (
            self.env["mail.activity"]
            .with_context(mail_activity_quick_update=True, bpm_no_followers=True)
            .create(
                {
                    "activity_type_id": ref("crm_bpm_flow.mail_activity_type_incident"),
                    "summary": self._summary(user),
                    "note": self.error,
                    "automated": True,
                    "user_id": user.id,
                    "res_model_id": self.env["ir.model"]._get_id("bpm.flow"),
                    "res_id": self.flow_id.id,
                }
            )
        )

    def _summary(self, user):
        self = self.with_context(lang=user.lang)
        step = self.node_id.name or self.flow_id.name
        if self.count == 1:
            return self.env._("1 incident: %s", step)
        return self.env._("%(count)s incidents: %(step)s", count=self.count, step=step)


def _key_of(job):
    return job.node_id.id, job.fault_kind


def _open_of(flow):
    return [("flow_id", "=", flow.id), ("is_open", "=", True)]
