from collections import defaultdict

from odoo import fields, models

from .const import FAILED, OPEN

# The most urgent first: what stands at one element several times is shown as that.
STATES = ("failed", "late", "here", "done")


class BpmFlowInstanceMap(models.Model):
    """One case on the map of its version: the way it went, and where it is now."""

    _inherit = "bpm.flow.instance"

    def map_data(self):
        """The map of this case, for everybody who may see the case.

        :return: dict with ``xml`` (BPMN 2.0, drawn things only), ``ways`` ({flow id:
            how often it was taken}), ``steps``: a row for each element in order, with
            ``element, name, kind, icon, depth, state`` (failed, late, here, done or
            False), ``count`` (how often it was completed), ``tasks`` (open ones:
            ``id, people, deadline``), ``until`` (of a wait), ``date_done``, ``error``
        :raises AccessError: for whoever may not see the case
        """
        self.ensure_one()
        self.check_access("read")
        case = self.sudo()
        marking = case._marking()
        here, dates = case._map_here(), case._map_dates()
        steps = case.version_id.node_ids._in_order()
        return {
            "id": case.id,
            "flow": case.flow_id.name,
            "record": case.record_name,
            "state": case.state,
            "channel": f"bpm_flow_case_{case.id}",
            "xml": case.version_id._map_xml(),
            "ways": dict(marking.ways),
            "steps": [
                {
                    **step._map_row(),
                    "count": marking.walked.get(step.bpmn_id, 0),
                    **case._map_state(step, marking, here, dates),
                }
                for step in steps
            ],
        }

    def _map_here(self):
        """What stands where: {step: {"tasks", "jobs", "done"}}, read together."""
        here = defaultdict(lambda: {"tasks": [], "jobs": [], "done": None})
        for task in self.task_ids:
            if task.state == OPEN:
                here[task.node_id]["tasks"].append(task)
            elif task.date_done:
                last = here[task.node_id]["done"]
                here[task.node_id]["done"] = max(last or task.date_done, task.date_done)
        for job in self.job_ids:
            if job.node_id and job.kind != "reminder":
                here[job.node_id]["jobs"].append(job)
        return here

    def _map_dates(self):
        """{element: when the journal last told of it}: automatic steps, choices and
        waits have no task that says when."""
        rows = self.env["bpm.flow.log"]._read_group(
            [("instance_id", "=", self.id), ("element", "!=", False)],
            ["element"],
            ["date:max"],
        )
        return dict(rows)

    def _map_state(self, step, marking, here, dates):
        found = here[step] if step in here else here.default_factory()
        failed = [job for job in found["jobs"] if job.state == FAILED]
        until = [job.date_due for job in found["jobs"] if job.kind == "timer"]
        stands = any(token.node == step.bpmn_id for token in marking.standing())
        is_late = any(task.is_late for task in found["tasks"])
        facts = (failed, is_late, stands or found["tasks"])
        states = [state for state, fact in zip(STATES, facts, strict=False) if fact]
        if not states and marking.walked.get(step.bpmn_id):
            states = ["done"]
        is_done = states == ["done"]
        return {
            "state": states[0] if states else False,
            "tasks": [task._map_task() for task in found["tasks"]],
            "until": _moment(min(until)) if stands and until else False,
            "date_done": _moment(
                found["done"] or (is_done and dates.get(step.bpmn_id))
            ),
            "error": failed[0].error if failed else False,
        }


def _moment(value):
    return fields.Datetime.to_string(value) if value else False
