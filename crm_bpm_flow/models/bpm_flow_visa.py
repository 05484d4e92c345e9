from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.approval import APPROVED, REJECTED, REMARKS, RETURNED
from .approval_ground_words import ground_changes, ground_lines

ASKED, ANSWERED, DELEGATED, ADDED = "asked", "answered", "delegated", "added"
VOTES = [
    (APPROVED, "Approved"),
    (REMARKS, "Approved with remarks"),
    (REJECTED, "Rejected"),
    (RETURNED, "Returned"),
]
ACTS = [
    *VOTES,
    (ASKED, "Asked"),
    (ANSWERED, "Answered"),
    (DELEGATED, "Delegated"),
    (ADDED, "Approver added"),
]


class BpmFlowVisa(models.Model):
    """The trail of approvals: who decided what, when, and on which values. Append-only:
    it survives every round."""

    _name = "bpm.flow.visa"
    _description = "Visa"
    _inherit = ["bpm.flow.case.part", "bpm.flow.record.hidden"]
    _order = "id"
    _log_access = False
    _rec_name = "display_name"
    _rec_names_search = ["user_id.name"]

    instance_id = fields.Many2one(
        "bpm.flow.instance",
        string="Case",
        required=True,
        index=True,
        ondelete="restrict",
    )
    task_id = fields.Many2one(
        "bpm.flow.task", index="btree_not_null", ondelete="restrict"
    )
    node_id = fields.Many2one(
        "bpm.flow.node", string="Step", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", index=True)
    res_model = fields.Char()
    res_id = fields.Many2oneReference(model_field="res_model")
    # Which asking it belongs to
    element = fields.Char(string="Element id", required=True)
    place = fields.Char(help="Which of a repeated step it belongs to.")
    token = fields.Integer()
    series = fields.Integer(help="Rounds of one series stand for each other.")
    round = fields.Integer()
    seat = fields.Char(help="Whose agreement it is, in every round.")
    approver_key = fields.Char()
    # What was done
    act = fields.Selection(ACTS, string="Decision", required=True)
    user_id = fields.Many2one(
        "res.users", string="Who", index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Outside",
        index="btree_not_null",
        ondelete="restrict",
        help="Whose decision it is, when he has no login. With a user, that one wrote "
        "it down for him.",
    )
    behalf_id = fields.Many2one(
        "res.users",
        string="On behalf of",
        index="btree_not_null",
        ondelete="restrict",
    )
    other_id = fields.Many2one(
        "res.users", string="Whom", index="btree_not_null", ondelete="restrict"
    )
    role = fields.Char()
    comment = fields.Text(string="Remark")
    return_to = fields.Char(help="Id of the step that the case was returned to.")
    date = fields.Datetime(string="When", required=True)
    date_deadline = fields.Datetime(string="Deadline")
    is_late = fields.Boolean(string="Late")
    delay_reason = fields.Char(string="Reason of the delay")
    ground = fields.Json(
        help="What the approver looked at, as it was then.", groups=fields.NO_ACCESS
    )
    result = fields.Selection(
        VOTES, string="The step came to", help="By this decision the step was decided."
    )
    kept_id = fields.Many2one(
        "bpm.flow.visa",
        string="Stands from an earlier round",
        index="btree_not_null",
        ondelete="restrict",
    )
    ground_text = fields.Text(string="Looked at", compute="_compute_words")
    words = fields.Char(string="In words", compute="_compute_words")

    _somebody = models.Constraint(
        "CHECK (user_id IS NOT NULL OR partner_id IS NOT NULL)",
        "Somebody has decided.",
    )
    _record_idx = models.Index("(res_id, res_model)")
    _place_idx = models.Index("(instance_id, element)")

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The trail of an approval cannot be changed."))

    def unlink(self):  # pylint: disable=method-required-super
        # pylint: disable-next=no-raise-unlink
        raise UserError(self.env._("The trail of an approval cannot be deleted."))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise UserError(
                self.env._("The trail of an approval is written by the engine only.")
            )
        return super().create(vals_list)

    @api.depends("user_id.name", "partner_id.name", "act")
    @api.depends_context("lang")
    def _compute_display_name(self):
        acts = dict(self._fields["act"]._description_selection(self.env))
        for visa in self:
            visa.display_name = f"{visa._who_name()}: {acts[visa.act]}"

    def _who_name(self):
        return self.user_id.name or self.partner_id.name

    def _seat_people(self):
        """(users, partner or nothing) who decide again."""
        if self.partner_id:
            return self.user_id.browse(), self.partner_id
        return self.behalf_id or self.user_id, None

    def _kept_vals(self, token, number):
        """The same decision in a later round, in which nobody had to look again."""
        self.ensure_one()
        copied = (
            "res_model",
            "element",
            "place",
            "series",
            "seat",
            "approver_key",
            "act",
            "role",
            "comment",
            "date",
            "ground",
        )
        links = ("instance_id", "node_id", "company_id", "user_id", "behalf_id")
        links += ("partner_id",)
        return {
            **{name: self[name] for name in copied},
            **{name: self[name].id for name in links},
            "res_id": self.res_id,
            "token": token,
            "round": number,
            "kept_id": self.kept_id.id or self.id,
        }

    def _sheet_row(self, before):
        """Its row of the printed sheet.

        :param before: what this seat decided before, if anything
        """
        changes = []
        if before and not self.kept_id:
            model = self.res_model
            changes = ground_changes(self.env, model, before.ground, self.ground)
        lines = ground_lines(self.env, self.res_model, self.ground)
        return {
            "who": self._who_name(),
            "behalf": self.behalf_id.name or (self.user_id and self.partner_id.name),
            "outside": bool(self.partner_id),
            "role": self.role,
            "state": "decided",
            "decision": self.act,
            "remark": self.comment,
            "date": fields.Datetime.to_string(self.date),
            "deadline": fields.Datetime.to_string(self.date_deadline) or False,
            "late": self.is_late,
            "delay_reason": self.delay_reason,
            "stands": bool(self.kept_id),
            "looked_at": [list(line) for line in lines],
            "files": (self.ground or {}).get("files", []),
            "changes": changes,
            "since": [],
        }

    @api.depends("act", "ground")
    @api.depends_context("lang", "tz", "uid")
    def _compute_words(self):
        hidden = self.sudo()._hidden_titles()
        for visa in self:
            known = {} if visa.id in hidden else visa.sudo().ground
            lines = ground_lines(self.env, visa.res_model, known or {})
            visa.ground_text = "; ".join(f"{name}: {text}" for name, text in lines)
            visa.words = visa._sentence()

    def _sentence(self):
        """Who did what, in one line."""
        acts = dict(self._fields["act"]._description_selection(self.env))
        who, whom = self._who_name(), self.other_id.name
        behalf = self.behalf_id.name or (self.user_id and self.partner_id.name)
        if behalf:
            who = self.env._("%(who)s for %(behalf)s", who=who, behalf=behalf)
        line = acts[self.act]
        if self.act == ASKED:
            line = self.env._("asked %s", whom)
        elif self.act == DELEGATED:
            line = self.env._("delegated to %s", whom)
        elif self.act == ADDED:
            line = self.env._("added %s", whom)
        elif self.kept_id:
            line = self.env._("%s, stands from an earlier round", line)
        line = f"{who}: {line}"
        return f"{line} ({self.comment})" if self.comment else line
