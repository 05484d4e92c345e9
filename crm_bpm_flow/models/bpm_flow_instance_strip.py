from odoo import api, fields, models
from odoo.fields import Domain

from ..engine import IDLE
from .const import FAILED, LIVE_STATES, OPEN

# What it shows of a case, of a task, and of a timer or incident; a row has many
# columns more.
SHOWN = ["state", "flow_id", "version_id", "date_start", "marking"]
TASK_SHOWN = [
    *("instance_id", "state", "node_id", "user_id", "date_deadline", "item_name"),
    *("parent_id", "question", "partner_id", "seat", "has_questions"),
    *("returned_by_id", "handed_by_id", "handed_comment"),
]
JOB_SHOWN = ["instance_id", "kind", "state", "node_id", "date_due"]


class BpmFlowInstanceStrip(models.Model):
    """What the strip on a record's form shows."""

    _inherit = "bpm.flow.instance"

    @api.model
    def strip_data(self, res_model, res_id):
        """Running cases of a record for the strip on its form.

        :param str res_model: technical name
        :param int res_id: the record; the user must be allowed to read it
        :return: ``{"cases": [...], "total": number of all its cases}``; a case is
            ``{id, flow, state, date_start, steps, areas, waits, incidents, failed,
            next}``, failed being the names of the steps with incidents
        :raises AccessError: when the user may not read the record
        """
        if res_model not in self._target_models_of_flows():
            return {"cases": [], "total": 0}
        # A rule looks at few fields of the record: the rest of it is not read.
        record = self.env[res_model].with_context(prefetch_fields=False)
        record.browse(int(res_id)).check_access("read")
        domain = [("res_model", "=", res_model), ("res_id", "=", int(res_id))]
        states = self.sudo().search_fetch(domain, SHOWN)
        live = states.filtered(lambda case: case.state in LIVE_STATES)
        live.flow_id._recall()
        # Grouped, each case's tasks are still read together with the others'.
        user = self.env.user
        tasks = live._open_tasks().filtered(lambda task: task._is_on_strip(user))
        tasks.node_id._recall()
        tasks._holders()._bpm_read_names()
        steps = tasks.with_prefetch().grouped("instance_id")
        jobs = live._jobs_on_strip().grouped("instance_id")
        return {
            "cases": [
                case._strip_row(user, steps.get(case, ()), jobs.get(case, ()))
                for case in live
            ],
            "total": len(states),
        }

    def _open_tasks(self):
        """One query: what is done is not read."""
        domain = [("instance_id", "in", self.ids), ("state", "=", OPEN)]
        return self.env["bpm.flow.task"].sudo().search_fetch(domain, TASK_SHOWN)

    def _jobs_on_strip(self):
        """Timers and incidents of these cases, by one query; of reminders nothing."""
        shown = Domain("kind", "=", "timer") | Domain("state", "=", FAILED)
        domain = Domain("instance_id", "in", self.ids) & shown
        jobs = self.env["bpm.flow.job"].sudo().search_fetch(domain, JOB_SHOWN)
        jobs.node_id._recall()
        return jobs

    @api.model
    def _target_models_of_flows(self):
        return self.env["bpm.flow"]._target_models()

    def _strip_row(self, user, tasks, jobs):
        self.ensure_one()
        waits = [
            job
            for job in jobs
            if job.kind == "timer" and job.node_id.kind == "intermediateCatchEvent"
        ]
        failed = [job for job in jobs if job.state == FAILED]
        return {
            "id": self.id,
            "flow": self.flow_id.name,
            "state": self.state,
            "date_start": fields.Datetime.to_string(self.date_start),
            "steps": [task._strip_step(user) for task in tasks],
            "areas": self._areas(user),
            "waits": [
                {
                    "name": wait.node_id.name,
                    "until": fields.Datetime.to_string(wait.date_due),
                }
                for wait in waits
            ],
            "incidents": len(failed),
            "failed": list(dict.fromkeys(job.node_id.name for job in failed)),
            "next": self._next_names(),
        }

    def _here(self):
        """The steps at which the case stands, failed ones and waits too."""
        compiled = self.version_id._compiled()
        standing = self._marking().standing()
        ids = [compiled.node_ids[token.node] for token in standing]
        return self.env["bpm.flow.node"].browse(dict.fromkeys(ids))

    def _next_names(self):
        """Names of the steps that may come next, without what is open now."""
        compiled = self.version_id._compiled()
        tokens = self._marking().tokens.values()
        here = [token.node for token in tokens if token.state not in IDLE]
        ahead = {}
        for node in here:
            for name in compiled.graph.next_tasks(node):
                ahead[name] = None
        ids = [compiled.node_ids[name] for name in ahead if name not in here]
        return self.env["bpm.flow.node"].browse(ids)._recall().mapped("name")
