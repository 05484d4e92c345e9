from odoo import models

from .made_flow import Sketch, length


class MailActivityPlan(models.Model):
    """An activity plan becomes a process: its activities tasks beside one another."""

    _inherit = "mail.activity.plan"

    def action_bpm_make_flow(self):
        """Make a draft of a process from each of these plans; they stay as they are.

        :return: an action that opens the page that says what became of each part
        :raises AccessError: for whoever may not read the plans or make processes
        """
        self.check_access("read")
        return self.env["bpm.flow.import"]._from_sketches(
            [(plan._bpm_sketch(), plan._bpm_notes()) for plan in self]
        )

    def _bpm_sketch(self):
        self.ensure_one()
        sketch = Sketch(f"Plan_{self.id}", self.name, self.res_model)
        start = sketch.add("startEvent", "start", self.env._("Start"))
        end = sketch.add("endEvent", "end", self.env._("Done"), result="goal")
        tasks = [line._bpm_step(sketch) for line in self.template_ids]
        if len(tasks) < 2:
            sketch.chain([start, *tasks, end])
            return sketch
        fork = sketch.add("parallelGateway", "fork", self.env._("All at once"))
        join = sketch.add("parallelGateway", "join", self.env._("All are done"))
        sketch.link(start, fork)
        for task in tasks:
            sketch.chain([fork, task, join])
        sketch.link(join, end)
        return sketch

    def _bpm_notes(self):
        """What the owner has to decide: (element, code, values)."""
        found = []
        for line in self.template_ids:
            if line.responsible_type != "other":
                found.append((line._bpm_key(), "owner", {}))
            if line.delay_from == "before_plan_date" and line.delay_count:
                found.append((line._bpm_key(), "before_date", {}))
            following = line.next_activity_ids.mapped("name")
            if following:
                names = {"names": ", ".join(following)}
                found.append((line._bpm_key(), "follows", names))
        return found


class MailActivityPlanTemplate(models.Model):
    _inherit = "mail.activity.plan.template"

    def _bpm_key(self):
        return f"task_{self.id}"

    def _bpm_step(self, sketch):
        who = {"is_owner": True}
        if self.responsible_type == "other" and self.responsible_id:
            who = {"users": self.responsible_id.mapped("login")}
        due = {}
        if self.delay_from == "after_plan_date":
            due = length(self.delay_count, self.delay_unit)
        return sketch.add(
            "userTask",
            self._bpm_key(),
            self.summary or self.activity_type_id.name,
            note=str(self.note or ""),
            deadline_from="case" if due else "",
            **who,
            **due,
        )
