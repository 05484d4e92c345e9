from odoo import fields, models
from odoo.models import BaseModel

from ..engine import ConditionError
from .evaluator import Evaluator
from .evaluator_asks import in_sight, item_of


class BpmFlowTaskItem(models.Model):
    """Tasks of a step that is repeated: which one of several each is for."""

    _inherit = "bpm.flow.task"

    item_name = fields.Char(string="For", readonly=True)

    def _item_words(self, node, case, token):
        """What the instance is for, as its people call it."""
        if not case.loop_items:
            return False
        state = case._marking()
        item = item_of(case, state, state.tokens[token])
        if isinstance(item, BaseModel):
            return item.sudo().display_name
        return str(item)[:200] if item not in (None, "") else False

    def _own_crew(self, node, case, effect):
        """The people that the step's formula names for this one; none without it.

        :return: list of users for one task
        """
        if not node.user_formula:
            return []
        state = case._marking()
        counters = in_sight(case, state, state.tokens[effect.token])
        evaluator = Evaluator(case.version_id, case)
        try:
            value = evaluator.value(node.name, node.user_formula, case, counters)
        except ConditionError:
            return []
        users = self._users_meant(value).filtered(case._may_work)
        if not users:
            return []
        return list(users) if node._who().pick == "all" else [users]

    def _users_meant(self, value):
        """Users by record, id, login or mail address; lists of these."""
        users = self.env["res.users"].sudo()
        if isinstance(value, BaseModel):
            if value._name == "res.partner":
                return value.sudo().user_ids
            return value.sudo() if value._name == "res.users" else users
        if isinstance(value, (list, tuple)):
            return users.union(*map(self._users_meant, value))
        if isinstance(value, int) and not isinstance(value, bool):
            return users.browse(value).exists()
        name = str(value or "").strip()
        return users.search([("login", "=", name)], limit=1) if name else users
