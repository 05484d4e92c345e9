from odoo import models


class BpmFlowLogDecided(models.Model):
    """What a decision table said, and why."""

    _inherit = "bpm.flow.log"

    def _say_decided(self, data, step):
        rules = ", ".join(map(str, data.get("rules") or ()))
        line = (
            self.env._("“%(step)s”: rule %(rules)s", step=step, rules=rules)
            if rules
            else self.env._("“%s”: no rule fits", step)
        )
        if facts := ", ".join(map(self._input_fact, data.get("inputs") or ())):
            line = f"{line} ({facts})"
        outputs = ", ".join(
            f"{name} = {self._plain(_short(value))}"
            for name, value in (data.get("outputs") or {}).items()
        )
        return f"{line}: {outputs}." if outputs else f"{line}."

    def _input_fact(self, row):
        model = self.instance_id.sudo().res_model
        formula, value = row.get("formula") or "", row.get("value")
        label = row.get("label") or self.env["bpm.flow.formula"]._words(formula, model)
        return f"{label} = {self._field_value(model, formula, _short(value))}"


def _short(value):
    """Numbers without a fraction that is none, lists by commas."""
    if isinstance(value, list):
        return ", ".join(str(_short(item)) for item in value)
    is_whole = isinstance(value, float) and value == int(value)
    return int(value) if is_whole else value
