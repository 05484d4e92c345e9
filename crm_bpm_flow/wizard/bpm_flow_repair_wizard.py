from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import BranchCancelled, Marking, MoveRefused, StaleEvent, advance
from ..models.const import ACTIVITY_KINDS, OPEN
from ..models.evaluator import Evaluator

ACTS = [
    ("suspend", "Suspend"),
    ("resume", "Resume"),
    ("restart", "Start the step again"),
    ("beside", "Begin a step once more"),
    ("end_branch", "End the branch"),
    ("finish", "Finish the step"),
]


class BpmFlowRepairWizard(models.TransientModel):
    """Ask a manager why he repairs a case, and what there is to choose."""

    _name = "bpm.flow.repair.wizard"
    _description = "Repair of a Case"

    act = fields.Selection(ACTS, required=True, readonly=True)
    instance_ids = fields.Many2many("bpm.flow.instance", required=True)
    reason = fields.Char(required=True)
    # Resuming
    clock = fields.Selection(
        [
            ("ran", "The clock ran on: what came due meanwhile happens now"),
            ("stood", "What was left is left: times move by how long the case stood"),
        ],
        string="Times",
        default="ran",
        required=True,
    )
    # One step
    token = fields.Integer()
    node_id = fields.Many2one(
        "bpm.flow.node", string="Step", domain="[('id', 'in', choice_ids)]"
    )
    choice_ids = fields.Many2many("bpm.flow.node", compute="_compute_choice_ids")
    warning = fields.Char(compute="_compute_warning")
    is_possible = fields.Boolean(compute="_compute_warning")
    anyway = fields.Boolean(string="End it all the same")
    # Finishing
    task_ids = fields.Many2many("bpm.flow.task")
    people = fields.Char(string="For", compute="_compute_missing")
    missing = fields.Text(string="Left out", compute="_compute_missing")
    outcome_ids = fields.Many2many("bpm.flow.outcome", compute="_compute_missing")
    outcome_id = fields.Many2one(
        "bpm.flow.outcome", string="With", domain="[('id', 'in', outcome_ids)]"
    )

    # ------------------------------------------------------------------
    # What there is to choose, and what is to be thought of
    # ------------------------------------------------------------------
    def _cases(self):
        """The cases, for whoever may repair them; else none."""
        return self.instance_ids._origin._filtered_access("read").filtered("can_manage")

    @api.depends("instance_ids", "act")
    def _compute_choice_ids(self):
        for wizard in self:
            case = wizard._cases()[:1].sudo()
            marking = Marking.from_json(case.marking) if case else Marking()
            here = {token.node for token in marking.tokens.values()}
            steps = case.version_id.node_ids.filtered(
                lambda n, known=here | set(marking.walked): (
                    n.bpmn_id in known and n.kind in ACTIVITY_KINDS
                )
            )
            wizard.choice_ids = [(6, 0, steps.ids)]

    @api.depends("act", "token", "node_id", "instance_ids")
    def _compute_warning(self):
        for wizard in self:
            found = {"end_branch": wizard._refusal, "beside": wizard._joins}.get(
                wizard.act
            )
            case = wizard._cases()[:1].sudo()
            code, text = found(case) if found and case else (None, False)
            wizard.warning = text
            wizard.is_possible = code in (None, "join_waits")

    def _refusal(self, case):
        """(code, sentence) of why the branch cannot be ended, tried on a copy."""
        graph = case.version_id._compiled().graph
        evaluate = Evaluator(case.version_id, case).of(case)
        try:
            advance(graph, case._marking(), BranchCancelled(self.token), evaluate)
        except MoveRefused as error:
            return error.code, case._refusal(error)
        except StaleEvent:
            return "stale", self.env._("The case has gone on from here already.")
        return None, False

    def _joins(self, case):
        """(None, a word about joins behind a step that begins once more)."""
        joins = self.node_id and case._joins_behind(self.node_id.sudo().bpmn_id)
        if not joins:
            return None, False
        return None, self.env._(
            "Behind it branches join at “%s”: the other branches are waited for once "
            "more there.",
            ", ".join(joins.mapped("name")),
        )

    @api.depends("task_ids", "outcome_id", "reason")
    def _compute_missing(self):
        for wizard in self:
            tasks = wizard.task_ids._origin._filtered_access("read")
            tasks = tasks.filtered(lambda t: t.can_manage and t.state == OPEN).sudo()
            outcome = wizard.outcome_id._origin.sudo()
            lines = [line for t in tasks for line in t._missing(outcome, "given")]
            wizard.people = ", ".join(dict.fromkeys(tasks._people_names()))
            wizard.missing = "\n".join(dict.fromkeys(lines))
            wizard.outcome_ids = [(6, 0, tasks.node_id.outcome_ids.ids)]

    # ------------------------------------------------------------------
    # Doing it
    # ------------------------------------------------------------------
    def action_apply(self):
        self.ensure_one()
        getattr(self, f"_do_{self.act}")()
        return {"type": "ir.actions.act_window_close"}

    def _do_suspend(self):
        self.instance_ids.action_suspend(self.reason)

    def _do_resume(self):
        self.instance_ids.action_resume(self.clock == "stood", self.reason)

    def _do_restart(self):
        self.instance_ids.restart_step(self._step_id(), self.reason, self.token or None)

    def _do_beside(self):
        self.instance_ids.restart_step(self._step_id(), self.reason, beside=True)

    def _do_end_branch(self):
        self.instance_ids.cancel_branch(
            self._step_id(), self.reason, self.token or None, self.anyway
        )

    def _do_finish(self):
        self.task_ids.complete_for(self.outcome_id.code, self.reason)

    def _step_id(self):
        if not self.node_id:
            raise UserError(self.env._("Choose the step."))
        return self.node_id.bpmn_id
