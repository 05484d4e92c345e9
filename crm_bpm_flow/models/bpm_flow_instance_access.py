from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL


class BpmFlowInstanceAccess(models.Model):
    """Who sees a case: those who take part, and those who may read its record."""

    _inherit = "bpm.flow.instance"

    def _readable_domain(self):
        """Participation, ownership of the process, or a record one may read."""
        if self.env.user.has_group("crm_bpm_flow.group_admin"):
            return Domain.TRUE
        uid = self.env.uid
        # "any!": the rules of processes would be asked once more and say nothing new.
        return (
            self._own_cases_domain()
            | Domain("user_id", "=", uid)
            | Domain("flow_id", "any!", Domain("user_id", "=", uid))
            | self._readable_records_domain()
        )

    def _own_cases_domain(self):
        """Cases with a task of the user: the ids, once, not a question for each row."""
        Task = self.env["bpm.flow.task"]
        case = SQL.identifier("t", "instance_id", to_flush=Task._fields["instance_id"])
        own = SQL(
            "SELECT %s FROM bpm_flow_task t WHERE t.id IN (%s)", case, Task._own_ids()
        )
        return Domain("id", "any!", own)

    @api.model
    def _readable_records_domain(self):
        """Rows whose record the user may read, as sub-queries: nothing is fetched."""
        domain = Domain.FALSE
        for model in self.env["bpm.flow"]._target_models():
            if model not in self.env or not self.env[model].has_access("read"):
                continue
            records = self.env[model].with_context(active_test=False)._search([])
            domain |= Domain("res_model", "=", model) & Domain("res_id", "in", records)
        return domain

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._readable_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        allowed = self - result[0] if result else self
        visible = self.browse(
            self.with_context(active_test=False)._search([("id", "in", allowed.ids)])
        )
        forbidden = self - visible
        if not forbidden:
            return result
        return forbidden, lambda: AccessError(
            self.env._("You take no part in this case and may not read its record.")
        )
