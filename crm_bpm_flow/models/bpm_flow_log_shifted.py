from odoo import fields, models


class BpmFlowLogShifted(models.Model):
    """The journal's row about a deadline or a wait that moved."""

    _inherit = "bpm.flow.log"

    kind = fields.Selection(
        selection_add=[("shifted", "Time moved")], ondelete={"shifted": "cascade"}
    )

    def _say_shifted(self, data, step):
        line = self._shift_words(data, step)
        if data.get("field"):
            way = self.env["bpm.flow.transition"]
            model = self.instance_id.sudo().res_model
            field = way._path_words(model, data["field"])
            return self.env._("%(line)s: “%(field)s” changed.", line=line, field=field)
        if data.get("version"):
            return self.env._(
                "%(line)s: version %(number)s says so.",
                line=line,
                number=data["version"],
            )
        return self.env._(
            "%(line)s: the working time “%(calendar)s” changed.",
            line=line,
            calendar=data.get("calendar"),
        )

    def _shift_words(self, data, step):
        words = {
            "step": step,
            "old": self._moment(data["from"]) if data.get("from") else "",
            "new": self._moment(data["to"]) if data.get("to") else "",
        }
        if data.get("timer"):
            return self._shift_words_of_timer(words)
        if not words["new"]:
            return self.env._("“%(step)s” has no deadline any more", **words)
        if not words["old"]:
            return self.env._("“%(step)s” got a deadline, %(new)s", **words)
        return self.env._(
            "The deadline of “%(step)s” moved from %(old)s to %(new)s", **words
        )

    def _shift_words_of_timer(self, words):
        if not words["new"]:
            return self.env._("“%(step)s” has no moment any more", **words)
        if not words["old"]:
            return self.env._("“%(step)s” got a moment, %(new)s", **words)
        return self.env._(
            "The moment of “%(step)s” moved from %(old)s to %(new)s", **words
        )
