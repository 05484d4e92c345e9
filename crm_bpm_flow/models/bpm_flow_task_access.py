from collections.abc import Collection

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.conditions import asks_for, implies, is_few


class BpmFlowTaskAccess(models.Model):
    """Who sees a task and who may work at it."""

    _inherit = "bpm.flow.task"

    @api.model
    def search_fetch(self, domain, field_names=None, *args, **kwargs):
        """Whoever reads is asked about afterwards: what is asked for comes along."""
        if field_names is not None:
            field_names = [*field_names, "company_id", "user_id"]
        return super().search_fetch(domain, field_names, *args, **kwargs)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain).optimize(self)
            if not implies(domain, self._asks_for_own):
                few = is_few(domain, "id", "instance_id", "res_id")
                domain &= self._readable_domain(few)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _readable_domain(self, is_few):
        if self.env.user.has_group("crm_bpm_flow.group_admin"):
            return Domain.TRUE
        uid = self.env.uid
        own = Domain("id", "any!", self._own_ids())
        return (
            (Domain("user_ids", "in", uid) if is_few else own)
            | Domain("user_id", "=", uid)
            | Domain("done_by_id", "=", uid)
            | Domain("flow_id", "any!", Domain("user_id", "=", uid))
            | self.env["bpm.flow.instance"]._readable_records_domain(is_few)
        )

    def _own_ids(self):
        """Query of the tasks that the user has or had in a pool, open ones or not."""
        field = self._fields["user_ids"]
        return SQL(
            "SELECT %s FROM %s WHERE %s = %s",
            SQL.identifier(field.column1),
            SQL.identifier(field.relation, to_flush=field),
            SQL.identifier(field.column2),
            self.env.uid,
        )

    def _asks_for_own(self, condition):
        """Whether all that fulfil a condition are the user's, which he may read."""
        if asks_for(condition, "is_mine", True):
            return True
        if condition.field_expr == "id":
            is_list = condition.operator == "in"
            is_list = is_list and isinstance(condition.value, Collection)
            return is_list and self._are_known_as_own(condition.value)
        names = ("user_id", "user_ids", "done_by_id")
        return any(asks_for(condition, name, self.env.uid) for name in names)

    def _are_known_as_own(self, ids):
        """Whether it was read already that the user has all of these tasks."""
        users = self._fields["user_id"]._get_cache(self.env)
        return bool(ids) and all(users.get(id_) == self.env.uid for id_ in ids)

    def _check_access(self, operation):
        """Reading: those who take part or may read the record; writing: workers."""
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        allowed = self - result[0] if result else self
        if operation == "read":
            own = allowed._own()
            visible = own
            if rest := allowed - own:
                visible += self.browse(self._search([("id", "in", rest.ids)]))
        else:
            visible = allowed.filtered(lambda t: t.sudo()._may_act(self.env.user))
        forbidden = self - visible
        if not forbidden:
            return result
        return forbidden, lambda: AccessError(
            self.env._("This task is not yours, and you may not read its record.")
        )

    def _own(self):
        """Those that the user has or could take: nothing has to be asked about them."""
        uid = self.env.uid
        users = self._fields["user_id"]._get_cache(self.env)
        mine = {id_ for id_ in self._ids if users.get(id_) == uid}
        # Pools are read only where that is not known already.
        rest = self.browse(id_ for id_ in self._ids if id_ not in mine)
        for task in rest.sudo().with_context(active_test=False):
            if task.user_id._ids == (uid,) or uid in task.user_ids._ids:
                mine.add(task.id)
        return self.browse(id_ for id_ in self._ids if id_ in mine)

    def _people_ids(self):
        """Ids of those who have this task; nothing of them is read."""
        everybody = self.with_context(active_test=False).user_ids
        return {*everybody._ids, *self.user_id._ids}

    def _may_act(self, user):
        """Whether ``user`` may work at this task: its people and its managers."""
        self.ensure_one()
        return user.id in self._people_ids() or self._may_manage(user)

    def _may_manage(self, user):
        """Whether ``user`` answers for the task's process."""
        self.ensure_one()
        return user == self.flow_id.user_id or user.has_group(
            "crm_bpm_flow.group_admin"
        )
