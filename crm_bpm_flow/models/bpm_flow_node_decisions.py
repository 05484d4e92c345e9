from odoo import api, fields, models

from ..engine.approval import APPROVED, REJECTED, REMARKS, RETURNED


class BpmFlowNodeDecisions(models.Model):
    """The decisions of an approval are its outcomes, which it gets by itself."""

    _inherit = "bpm.flow.node"

    approval_remarks = fields.Boolean(
        string="With remarks", compute="_compute_decisions", inverse="_inverse_remarks"
    )
    approval_reject = fields.Boolean(
        string="Reject", compute="_compute_decisions", inverse="_inverse_reject"
    )
    approval_return = fields.Boolean(
        string="Return to an earlier step",
        compute="_compute_decisions",
        inverse="_inverse_return",
    )

    @api.depends("outcome_ids.code")
    def _compute_decisions(self):
        for node in self:
            codes = set(node.outcome_ids.mapped("code"))
            node.approval_remarks = REMARKS in codes
            node.approval_reject = REJECTED in codes
            node.approval_return = RETURNED in codes

    def _inverse_remarks(self):
        self._offer(REMARKS, "approval_remarks")

    def _inverse_reject(self):
        self._offer(REJECTED, "approval_reject")

    def _inverse_return(self):
        self._offer(RETURNED, "approval_return")

    def _offer(self, code, name):
        for node in self.filtered("is_approval"):
            found = node.outcome_ids.filtered(lambda o: o.code == code)
            if found and not node[name]:
                found.unlink()
            elif node[name] and not found:
                node._make_decisions([code])

    @api.model_create_multi
    def create(self, vals_list):
        nodes = super().create(vals_list)
        for node, vals in zip(nodes, vals_list, strict=True):
            if vals.get("is_approval") and not vals.get("outcome_ids"):
                node._make_decisions(node._decisions_wanted(vals))
        return nodes

    def write(self, vals):
        new = self.filtered(lambda n: vals.get("is_approval") and not n.is_approval)
        result = super().write(vals)
        for node in new:
            node._turn_into_approval(vals)
        return result

    @api.model
    def _decisions_wanted(self, vals):
        names = {
            REMARKS: "approval_remarks",
            REJECTED: "approval_reject",
            RETURNED: "approval_return",
        }
        return [APPROVED, *(c for c, name in names.items() if vals.get(name, True))]

    def _turn_into_approval(self, vals):
        """Its way so far, or that of its first outcome, is the one when they agree."""
        wanted = self._decisions_wanted(vals)
        foreign = self.outcome_ids.filtered(lambda o: o.code not in wanted)
        target = foreign.transition_ids[:1].target_id
        foreign.unlink()
        self._make_decisions(wanted)
        approved = self.outcome_ids.filtered(lambda o: o.code == APPROVED)
        if target and not approved.transition_ids:
            self._connect(target, outcome=approved)

    def _make_decisions(self, codes):
        """Outcomes for those of these decisions that the step does not have yet."""
        there = set(self.outcome_ids.mapped("code"))
        rows = [row for row in self._decision_rows() if row["code"] in codes]
        made = self.env["bpm.flow.outcome"].create(
            [{"node_id": self.id, **row} for row in rows if row["code"] not in there]
        )
        langs = [code for code, _name in self.env["res.lang"].get_installed()]
        names = {lang: self.with_context(lang=lang)._decision_rows() for lang in langs}
        for outcome in made:
            words = {
                lang: next(r["name"] for r in rows if r["code"] == outcome.code)
                for lang, rows in names.items()
            }
            outcome.update_field_translations("name", words)

    def _decision_rows(self):
        rows = [
            (APPROVED, self.env._("Approved"), "success"),
            (REMARKS, self.env._("Approved with remarks"), "primary"),
            (RETURNED, self.env._("Returned"), "warning"),
            (REJECTED, self.env._("Rejected"), "danger"),
        ]
        return [
            {
                "code": code,
                "name": name,
                "style": style,
                "sequence": 10 * place,
                "require_comment": code != APPROVED,
                # Nobody has to fill in what he does not agree to.
                "skip_requirements": code in (RETURNED, REJECTED),
            }
            for place, (code, name, style) in enumerate(rows, 1)
        ]

    def _connect(self, target, outcome=None, way=None):
        """A step behind an approval is where it goes when they agree."""
        if self.is_approval and not outcome and not way and target:
            outcome = self.outcome_ids.filtered(lambda o: o.code == APPROVED)
        return super()._connect(target, outcome=outcome, way=way)

    def _leaves_by_outcomes(self):
        """What is typed behind an approval comes when they agree, each time."""
        return not self.is_approval and super()._leaves_by_outcomes()

    def _main_way(self):
        if not self.is_approval:
            return super()._main_way()
        return self.outgoing_ids.filtered(lambda w: w.outcome_id.code == APPROVED)[:1]
