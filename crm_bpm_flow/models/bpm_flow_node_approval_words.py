from odoo import models

from ..engine.approval import REMARKS, RETURNED


class BpmFlowNodeApprovalWords(models.Model):
    """An approval in words, for the list of steps."""

    _inherit = "bpm.flow.node"

    def _people_words(self, names=None):
        if not self.is_approval:
            return super()._people_words(names)
        line = ", ".join(each._words(names) for each in self.approver_ids)
        line = line or self._named(names, self._who_words())
        if not line:
            return ""
        rules = {
            "all": self.env._("all of: %s", line),
            "one": self.env._("one of: %s", line),
            "majority": self.env._("more than half of: %s", line),
            "count": self.env._(
                "%(count)s of: %(people)s", count=self.approval_count, people=line
            ),
            "share": self.env._(
                "%(percent)s %% of: %(people)s",
                percent=self.approval_share,
                people=line,
            ),
        }
        return rules[self.approval_rule]

    def _own_words(self):
        own = super()._own_words()
        if not self.is_approval:
            return own
        parts = [own]
        if self.approval_order == "turn":
            parts.append(self.env._("one after the other"))
        if self.approval_strict and self.approval_order != "turn":
            parts.append(self.env._("one rejection ends it"))
        names = self.sudo().approval_field_ids.mapped("field_description")
        if self.approval_files:
            names.append(self.env._("files"))
        if names:
            parts.append(self.env._("they look at: %s", ", ".join(names)))
        if RETURNED in self.outcome_ids.mapped("code"):
            to = ", ".join(self.return_node_ids.mapped("name"))
            parts.append(
                self.env._("may be returned to: %s", to)
                if to
                else self.env._("may be returned")
            )
        return "; ".join(part for part in parts if part)

    def _editor_exits(self):
        """Returned has no way; remarks without one go where approved goes."""
        exits = super()._editor_exits()
        if not self.is_approval:
            return exits
        codes = {outcome.id: outcome.code for outcome in self.outcome_ids}
        shown = []
        for row in exits:
            code = codes.get(row["outcome_id"])
            if code == RETURNED:
                continue
            if code == REMARKS and self._takes_remarks_as_approved():
                row["like"] = self.env._("where approved goes")
            shown.append(row)
        return shown
