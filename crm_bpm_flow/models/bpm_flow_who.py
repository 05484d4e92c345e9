from odoo import api, fields, models

from .const import PICKS


class BpmFlowWho(models.AbstractModel):
    """Who does something, said in one form: on a step, on a role, in an escalation."""

    _name = "bpm.flow.who"
    _description = "Responsible People"
    _inherit = ["bpm.flow.part"]

    user_ids = fields.Many2many("res.users", string="People")
    group_ids = fields.Many2many("res.groups", string="Members of groups")
    team_ids = fields.Many2many("crm.team", string="Members of sales teams")
    user_field = fields.Char(
        string="Person named on the record",
        help="A field of the record that holds a user, also through relations: "
        "the partner's salesperson.",
    )
    user_field_first = fields.Boolean(
        string="The others only if nobody is named there",
    )
    is_starter = fields.Boolean(string="Whoever started the case")
    is_owner = fields.Boolean(string="The process's owner")
    same_as_node_id = fields.Many2one(
        "bpm.flow.node",
        string="Whoever did the step",
        index="btree_not_null",
        ondelete="set null",
    )
    use_manager = fields.Boolean(
        string="Their managers instead",
        help="The manager set on the user, else the employee's manager, "
        "else the leader of the sales team.",
    )
    pick = fields.Selection(PICKS, string="How", required=True, default="claim")

    @api.onchange(
        "user_ids",
        "group_ids",
        "team_ids",
        "user_field",
        "is_starter",
        "same_as_node_id",
    )
    def _onchange_settled(self):
        """The owner whom an import put there for want of somebody makes way."""
        before = self._origin
        if not self.env.context.get("bpm_flow_settles") or not before.is_owner:
            return
        if not before._names_more_than_owner():
            self.is_owner = not self._names_more_than_owner()

    def _names_somebody(self):
        """Whether anything at all is said about people (a checker's question)."""
        self.ensure_one()
        return self.is_owner or self._names_more_than_owner()

    def _names_more_than_owner(self):
        """Whether anybody but the process's owner is named."""
        self.ensure_one()
        return bool(
            self.user_field
            or self.is_starter
            or self.same_as_node_id
            or self.user_ids
            or self.group_ids
            or self.team_ids
        )

    def _find_people(self, cases):
        """People for each case, before one of them is picked.

        Override to add another way of naming people.

        :param cases: ``bpm.flow.instance`` under sudo
        :return: {case: res.users}; empty where nobody could be found
        """
        self.ensure_one()
        common = self._common_people()
        doers = self._doers_of(cases) if self.same_as_node_id else {}
        records = cases._records_by_case() if self.user_field else {}
        found, able = {}, {}
        for case in cases:
            users = common
            if self.is_starter:
                users |= case.user_id
            if self.is_owner:
                users |= case.flow_id.user_id
            users |= doers.get(case.id, self.env["res.users"])
            if self.user_field:
                users = self._with_named(users, self._users_on(records.get(case)))
            if self.use_manager:
                users = users._bpm_managers()
            key = users, case.company_id
            if key not in able:
                users._bpm_read_work()
                able[key] = users.filtered(case._may_work)
            found[case] = able[key]
        return found

    def _with_named(self, others, named):
        """A record's own person comes beside the others, or instead of them."""
        named = named.filtered(lambda user: user.active and not user.share)
        return named if named and self.user_field_first else others | named

    def _common_people(self):
        """Those who do not depend on the case."""
        links = self._links()
        users = self.env["res.users"].browse(links["user_ids"])
        if links["group_ids"]:
            groups = self.env["res.groups"].browse(links["group_ids"])
            users |= groups.all_user_ids
        if links["team_ids"]:
            users |= self.env["crm.team"].browse(links["team_ids"]).member_ids
        return users

    def _link_names(self):
        return [*super()._link_names(), "user_ids", "group_ids", "team_ids"]

    def _users_on(self, record):
        """Users that ``user_field`` leads to; nobody when the path is gone."""
        users = self.env["res.users"]
        if not record:
            return users
        value = record
        for name in self.user_field.split("."):
            if not isinstance(value, models.BaseModel) or name not in value._fields:
                return users
            value = value.mapped(name)
        if isinstance(value, models.BaseModel) and value._name == "res.partner":
            value = value.user_ids
        is_users = isinstance(value, models.BaseModel) and value._name == "res.users"
        return value if is_users else users

    def _doers_of(self, cases):
        """{case id: who finished the step that this one is tied to}.

        Told to be late with that very step (``bpm_late_task``): who has it now.
        """
        late = self.env["bpm.flow.task"].browse(self.env.context.get("bpm_late_task"))
        if late and late.node_id == self.same_as_node_id:
            return {late.instance_id.id: late.user_id or late.user_ids}
        tasks = self.env["bpm.flow.task"].search(
            [
                ("instance_id", "in", cases.ids),
                ("node_id.bpmn_id", "=", self.same_as_node_id.bpmn_id),
                ("state", "=", "done"),
                ("parent_id", "=", False),
            ],
            order="id",
        )
        doers = {}
        for task in tasks:
            doers[task.instance_id.id] = task.done_by_id
        return doers

    def _who_words(self):
        """One line that says who, as a person would."""
        self.ensure_one()
        words = [
            *self.user_ids.mapped("name"),
            *self.group_ids.sudo().mapped("display_name"),
            *self.team_ids.mapped("name"),
        ]
        if self.user_field:
            words.append(self._field_path_words(self.user_field))
        if self.is_owner:
            words.append(self.env._("the process's owner"))
        if self.is_starter:
            words.append(self.env._("who started it"))
        if self.same_as_node_id:
            words.append(self.env._("who did “%s”", self.same_as_node_id.name))
        line = ", ".join(words)
        if self.user_field and self.user_field_first and len(words) > 1:
            line = self._named_first_words(words)
        if line and self.use_manager:
            line = self.env._("manager of: %s", line)
        return line

    def _named_first_words(self, words):
        first = self._field_path_words(self.user_field)
        return self.env._(
            "%(first)s, else %(others)s",
            first=first,
            others=", ".join(word for word in words if word != first),
        )

    def _field_path_words(self, path):
        """``partner_id.user_id`` as "Customer › Salesperson"."""
        model, labels = self.env.get(self._target_model()), []
        for name in path.split("."):
            field = model._fields.get(name) if model is not None else None
            if field is None:
                return path
            labels.append(field._description_string(self.env))
            model = self.env.get(field.comodel_name) if field.comodel_name else None
        return " › ".join(labels)

    def _target_model(self):
        """Technical name of the model that the process works on."""
        return self.version_id.flow_id.res_model

    def _relink_same_as(self, nodes):
        """In a copied version, point to the copied step."""
        for who in self.filtered("same_as_node_id"):
            who.same_as_node_id = nodes.get(who.same_as_node_id, who.same_as_node_id)
