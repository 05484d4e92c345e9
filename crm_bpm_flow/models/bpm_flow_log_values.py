from odoo import models


class BpmFlowLogValues(models.Model):
    """The journal's rows about what somebody did to a case by hand."""

    _inherit = "bpm.flow.log"

    def _say_skipped(self, data, step):
        line = super()._say_skipped(data, step)
        if not data.get("way"):
            return line
        return self.env._("%(line)s It goes on: %(way)s.", line=line, way=data["way"])

    def _say_variables(self, data, step):
        lines = []
        if data.get("values"):
            lines.append(super()._say_variables(data, step))
        if data.get("removed"):
            names = ", ".join(data["removed"])
            lines.append(self.env._("Variables were taken away: %s.", names))
        if data.get("reason"):
            lines.append(self.env._("Reason: %s", data["reason"]))
        return " ".join(lines) or super()._say_variables(data, step)
