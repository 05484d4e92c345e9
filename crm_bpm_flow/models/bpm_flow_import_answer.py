import contextlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.carriers import Batch
from .transfer_found import Found, is_ref, key_of

PEOPLE = {"res.users": "user_ids", "crm.team": "team_ids", "res.groups": "group_ids"}


class BpmFlowImportAnswer(models.Model):
    """A record that a file names and that is not here: another one is chosen."""

    _inherit = "bpm.flow.import.line"

    answer_model = fields.Char(compute="_compute_answer_model")
    answer_id = fields.Many2oneReference(string="Use", model_field="answer_model")
    alike_count = fields.Integer(compute="_compute_alike_count")
    is_everywhere = fields.Boolean(
        string="Everywhere",
        default=True,
        help="Settles every open line of this import that names the same.",
    )

    @api.depends("args", "code")
    def _compute_answer_model(self):
        for line in self:
            ref = (line.args or {}).get("ref")
            model = ref.get("model") if line.code == "missing" and is_ref(ref) else ""
            line.answer_model = model if model in self.env else False

    @api.depends("args", "code", "is_done")
    def _compute_alike_count(self):
        for line in self:
            line.alike_count = len(line._alike())

    def _alike(self):
        """Other open lines of this import that ask for the same record."""
        if not self.answer_model:
            return self.browse()
        key = key_of(self.args["ref"])
        return (self.import_id.line_ids - self).filtered(
            lambda line: (
                line.answer_model
                and key_of(line.args["ref"]) == key
                and line.state == "open"
            )
        )

    def action_choose(self):
        """Open the question: which record is meant?"""
        self.ensure_one()
        view = self.env.ref("crm_bpm_flow.bpm_flow_import_line_view_form")
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(view.id, "form")],
            "target": "new",
        }

    def action_answer(self):
        """Make what had to wait, with the record that was chosen.

        :raises UserError: when nothing was chosen, or the draft is gone
        """
        self.ensure_one()
        self.check_access("write")
        if not (self.answer_model and self.answer_id):
            raise UserError(self.env._("Choose one first."))
        chosen = self.answer_id
        alike = self._alike() if self.is_everywhere else self.browse()
        self._answer(chosen)
        for line in alike:
            line._try_answer(chosen)
        return {"type": "ir.actions.act_window_close"}

    def _answer(self, chosen):
        args = self.args or {}
        if not self.flow_id.draft_id:
            raise UserError(self.env._("This process has no draft any more."))
        key = key_of(args["ref"])
        answers = {**(args.get("answers") or {}), key: chosen}
        found = Found(self.env, answers)
        if found(args["ref"]) is None:
            raise UserError(self.env._("Choose one first."))
        make = getattr(self, f"_answer_{args.get('made')}", None)
        missing = make(found) if make else None
        # One thing may need several records: the next question is asked then.
        ref = missing or args["ref"]
        values = {"args": {**args, "ref": ref, "answers": answers}}
        self.sudo().write({**values, "answer_id": False, "is_done": not missing})

    def _try_answer(self, chosen):
        """Where that cannot be it stays open, and its own answer says what hinders."""
        with contextlib.suppress(UserError), self.env.cr.savepoint():
            self._answer(chosen)

    def _answer_people(self, found):
        lines = self.node_id.approver_ids
        approver = lines.filtered(lambda line: line.id == self.args.get("approver"))
        who = approver or self.role_id or self.node_id
        record = found(self.args["ref"])
        if who:
            who[PEOPLE[record._name]] = [(4, record.id)]

    def _answer_field(self, found):
        field = found(self.args["ref"])
        self.node_id.required_field_ids = [(4, field.id)]

    def _answer_calendar(self, found):
        self.node_id.calendar_id = found(self.args["ref"])

    def _answer_domain(self, found):
        text = found.domain(self.args.get("told"))
        if text is None:
            return found.take_missing()[0]
        if self.transition_id:
            self.transition_id.domain = text
        elif self.node_id:
            self.node_id.condition_domain = text
        return None

    def _answer_action(self, found):
        notes = Batch()
        node = self.node_id.with_context(bpm_notes=notes)
        if node:
            rows = [self.args.get("told") or {}]
            node.version_id._import_actions(node._actions_to_import(rows, found))
        return _next_missing(notes)

    def _answer_start(self, found):
        notes = Batch()
        version = self.flow_id.draft_id.with_context(bpm_notes=notes)
        version._import_start(self.args.get("told"), found)
        return _next_missing(notes)


def _next_missing(notes):
    """What is missing now; :raises UserError: it could not be made."""
    for _flow, _element, code, args in notes:
        if code == "missing":
            return args["ref"]
        raise UserError(args.get("why") or code)
    return None
