from odoo import fields, models


class BpmFlowLogRepair(models.Model):
    """The journal's rows about repairs: who did what, for whom, and why."""

    _inherit = "bpm.flow.log"

    kind = fields.Selection(
        selection_add=[
            ("restarted", "Started again"),
            ("branch_ended", "Branch ended"),
        ],
        ondelete={"restarted": "cascade", "branch_ended": "cascade"},
    )

    def _say_restarted(self, data, step):
        if data.get("beside"):
            line = self.env._("“%s” was begun once more.", step)
        else:
            line = self.env._("“%s” was started again.", step)
        return self._with_reason(line, data)

    def _say_branch_ended(self, data, step):
        line = self.env._("The branch at “%s” was ended.", step)
        return self._with_reason(line, data)

    def _say_added(self, data, step):
        return self._with_reason(super()._say_added(data, step), data)

    def _say_ended(self, data, step):
        return self._with_reason(super()._say_ended(data, step), data)

    def _say_moved(self, data, step):
        line = super()._say_moved(data, step)
        if data.get("withdrawn"):
            line = self.env._(
                "%(line)s Withdrawn with it: %(steps)s.",
                line=line,
                steps=", ".join(data["withdrawn"]),
            )
        return self._with_reason(line, data)

    def _say_suspended(self, data, step):
        return self._with_reason(super()._say_suspended(data, step), data)

    def _say_resumed(self, data, step):
        line = super()._say_resumed(data, step)
        if data.get("rest"):
            line = self.env._("The case goes on; what was left of its times is left.")
        return self._with_reason(line, data)

    def _say_finished(self, data, step):
        line = super()._say_finished(data, step)
        if data.get("for"):
            words = {"line": line, "people": data["for"]}
            line = self.env._("%(line)s Done for %(people)s.", **words)
        if data.get("missing"):
            missing = ", ".join(data["missing"])
            line = self.env._("%(line)s Left out: %(what)s.", line=line, what=missing)
        return self._with_reason(line, data)

    def _say_shifted(self, data, step):
        if not data.get("stood"):
            return super()._say_shifted(data, step)
        line = self._shift_words(data, step)
        return self.env._("%s: the case stood still.", line)

    def _with_reason(self, line, data):
        if not data.get("reason"):
            return line
        reason = self.env._("Reason: %s", data["reason"])
        return f"{line} {reason}"
