from odoo import models
from odoo.exceptions import UserError

from .bpm_flow_start import TIME_TRIGGERS, TRIGGERS, VALUE_FIELDS
from .made_flow import Sketch, length
from .transfer_names import Names
from .transfer_rows import action_settings


class BaseAutomationFlow(models.Model):
    """An automation rule becomes a process: its trigger a start, its actions steps."""

    _inherit = "base.automation"

    def action_bpm_make_flow(self):
        """Make a draft of a process from each of these rules; they stay as they are.

        :return: an action that opens the page that says what became of each part
        :raises AccessError: for whoever may not read the rules or make processes
        """
        self.check_access("read")
        for rule in self:
            if rule.sudo().bpm_start_id:
                raise UserError(
                    self.env._("“%s” belongs to a process already.", rule.name)
                )
        return self.env["bpm.flow.import"]._from_sketches(
            [(rule._bpm_sketch(), rule._bpm_notes()) for rule in self]
        )

    def _bpm_sketch(self):
        self.ensure_one()
        names = Names(self.env)
        sketch = Sketch(f"Rule_{self.id}", self.name, self.model_name)
        steps = [sketch.add("startEvent", "start", self.env._("Start"))]
        for number, action in enumerate(self._bpm_actions(), 1):
            steps.append(self._bpm_step(sketch, f"step_{number}", action, names))
        steps.append(sketch.add("endEvent", "end", self.env._("Done"), result="goal"))
        sketch.chain(steps)
        if self._bpm_has_start():
            sketch.process.settings["starts"] = [self._bpm_start(names)]
        return sketch

    def _bpm_actions(self):
        """What it does, in order, actions in actions opened up."""
        found = self.env["ir.actions.server"]
        for action in self.action_server_ids:
            found += action.child_ids if action.state == "multi" else action
        return found

    def _bpm_step(self, sketch, key, action, names):
        """An activity is a task for people, all else an automatic step."""
        if action.state == "next_activity":
            kind = action.activity_type_id
            who = {"users": action.activity_user_id.mapped("login")}
            if action.activity_user_type == "generic":
                who = {"user_field": action.activity_user_field_name or "user_id"}
            amount = action.activity_date_deadline_range
            return sketch.add(
                "userTask",
                key,
                action.activity_summary or kind.name or action.name,
                note=str(action.activity_note or ""),
                **who,
                **length(amount, action.activity_date_deadline_range_type),
            )
        told = action_settings(action, names, names.env.is_system())
        return sketch.add("serviceTask", key, action.name, actions=[told])

    def _bpm_has_start(self):
        return self.trigger in dict(TRIGGERS)

    def _bpm_start(self, names):
        """The rule's trigger as a start of the process."""
        told = {"name": self.name, "trigger": self.trigger}
        if self.filter_domain:
            told["domain"] = self.filter_domain
        if self.filter_pre_domain and self.trigger not in VALUE_FIELDS:
            told["pre_domain"] = self.filter_pre_domain
        if self.trigger in VALUE_FIELDS and self.trg_field_ref:
            model = self.trg_field_ref_model_name
            record = self.env[model].browse(self.trg_field_ref).exists()
            told["value"] = names.ref(record)
        elif self.trigger_field_ids:
            told["fields"] = self.trigger_field_ids.mapped("name")
        if self.trigger in TIME_TRIGGERS:
            told["date_amount"] = self.trg_date_range
            told["date_unit"] = self.trg_date_range_type or "hour"
            told["date_mode"] = self.trg_date_range_mode or "after"
            told["date_field"] = self.trg_date_id.name or ""
        return told

    def _bpm_notes(self):
        """What the owner has to know: (element, code, values)."""
        found = [("start", "rule_stays", {"name": self.name})]
        if not self._bpm_has_start():
            labels = dict(self._fields["trigger"]._description_selection(self.env))
            words = str(labels.get(self.trigger) or self.trigger)
            found.append(("start", "no_start", {"name": words}))
        return found
