from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools.conditions import has_match, is_few


class BpmFlowInstanceAccess(models.Model):
    """Who sees a case: those who take part, and those who may read its record."""

    _inherit = "bpm.flow.instance"

    def _readable_domain(self, is_few=False):
        """Participation, ownership of the process, or a record one may read."""
        if self.env.user.has_group("crm_bpm_flow.group_admin"):
            return Domain.TRUE
        uid = self.env.uid
        tasks = self.env["bpm.flow.task"].sudo()
        own = Domain("id", "any!", tasks._own_ids())
        # "any!": the rules of processes would be asked once more and say nothing new.
        return (
            has_match(tasks, own, is_few, instance_id="id")
            | Domain("user_id", "=", uid)
            | Domain("flow_id", "any!", Domain("user_id", "=", uid))
            | self._readable_records_domain(is_few)
        )

    @api.model
    def _readable_records_domain(self, is_few=False):
        """Rows whose record the user may read, as sub-queries: nothing is fetched."""
        domain = Domain.FALSE
        for model in self.env["bpm.flow"]._target_models():
            if model not in self.env or not self.env[model].has_access("read"):
                continue
            records = self.env[model].with_context(active_test=False)
            readable = has_match(records, [], is_few, id="res_id")
            domain |= Domain("res_model", "=", model) & readable
        return domain

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain).optimize(self)
            domain &= self._readable_domain(is_few(domain, "id", "res_id"))
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
