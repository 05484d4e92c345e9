from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .const import CANCELLED, DONE, FAILED, FAILURE, LIVE_STATES, OPEN

# Lengths of time are asked for by days; nobody waits for the sums of ten years.
MOST_DAYS = 3660
FIGURES = ("now", "late", "incidents", "done", "median", "slow", "taken", "died")


class BpmFlowNumbers(models.Model):
    """A process's map with all its cases on it: where they are, how long steps take,
    which ways are taken, where cases die.

    Everything is counted by the database; steps of older versions count for the step
    that has their id now.
    """

    _inherit = "bpm.flow"

    def map_numbers(self, days=30):
        """Figures for the map of the version that is in use (else the draft).

        :param int days: how far back what is over counts
        :return: dict with ``xml``; ``steps``: a row for each element in order, with
            ``element, name, kind, icon, depth`` and ``now`` (cases that stand there),
            ``late``, ``incidents``, ``done`` (tasks finished in that time), ``median``
            and ``slow`` (90 of 100 are quicker), ``taken`` (median until somebody took
            it), all in minutes, ``died`` (cases that ended there without their goal);
            ``ways``: {flow id: how often it was taken by cases begun in that time};
            ``totals``: ``started, goal, failure, cancelled, running``
        :raises AccessError: for whoever neither owns the process nor administers
        """
        self.ensure_one()
        self._check_may_watch()
        flow = self.sudo()
        version = flow.version_id or flow.draft_id
        days = min(max(int(days), 1), MOST_DAYS)
        since = fields.Datetime.now() - timedelta(days=days)
        figures = flow._figures_now()
        for element, values in flow._figures_since(since).items():
            figures.setdefault(element, {}).update(values)
        nothing = dict.fromkeys(FIGURES, 0)
        return {
            "xml": version._map_xml() if version else "",
            "steps": [
                {**step._map_row(), **nothing, **figures.get(step.bpmn_id, {})}
                for step in version.node_ids._in_order()
            ],
            "ways": flow._ways_since(since),
            "totals": flow._totals_since(since),
        }

    def action_view_cases_at(self, element, what="now"):
        """The cases behind a figure of the map.

        :param str element: BPMN id of the step
        :param str what: ``now``, ``late``, ``incidents`` or ``died``
        :return: an action that lists them
        """
        self.ensure_one()
        self._check_may_watch()
        at = [("node_id.bpmn_id", "=", element)]
        open_tasks = [*at, ("state", "=", OPEN)]
        domains = {
            "now": [
                ("state", "in", LIVE_STATES),
                "|",
                ("task_ids", "any", open_tasks),
                "|",
                ("job_ids", "any", at),
                ("wait_ids", "any", at),
            ],
            "late": [("task_ids", "any", [*open_tasks, ("is_late", "=", True)])],
            "incidents": [("job_ids", "any", [*at, ("state", "=", FAILED)])],
            "died": [
                ("state", "in", (DONE, CANCELLED)),
                ("log_ids", "any", [("element", "=", element)]),
                "|",
                ("state", "=", CANCELLED),
                ("result", "=", FAILURE),
            ],
        }
        action = self.action_view_cases()
        domain = [*action["domain"], *domains.get(what, domains["now"])]
        return {**action, "domain": domain, "context": {}}

    def _check_may_watch(self):
        self.check_access("read")
        is_admin = self.env.user.has_group("crm_bpm_flow.group_admin")
        if not (self.env.su or is_admin or self.user_id == self.env.user):
            raise AccessError(self.env._("The figures of a process are for its owner."))

    # ------------------------------------------------------------------
    # Counting
    # ------------------------------------------------------------------
    def _figures_now(self):
        """{element: {"now", "late", "incidents"}} of running cases. At a border and at
        a start they only listen."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT n.bpmn_id,
                       count(DISTINCT at.instance_id),
                       count(DISTINCT at.instance_id) FILTER (WHERE at.late),
                       count(DISTINCT at.instance_id) FILTER (WHERE at.failed)
                  FROM (SELECT instance_id, node_id,
                               date_deadline < %(now)s AS late, FALSE AS failed
                          FROM bpm_flow_task
                         WHERE flow_id = %(flow)s AND state = %(open)s
                         UNION ALL
                        SELECT instance_id, node_id, FALSE, state = %(failed)s
                          FROM bpm_flow_job
                         WHERE flow_id = %(flow)s AND kind != 'reminder'
                         UNION ALL
                        SELECT instance_id, node_id, FALSE, FALSE
                          FROM bpm_flow_wait
                         WHERE flow_id = %(flow)s) at
                  JOIN bpm_flow_node n ON n.id = at.node_id
                 WHERE at.failed OR n.kind NOT IN ('boundaryEvent', 'startEvent')
              GROUP BY n.bpmn_id
                """,
                now=fields.Datetime.now(),
                flow=self.id,
                open=OPEN,
                failed=FAILED,
            )
        )
        names = ("now", "late", "incidents")
        return {
            element: dict(zip(names, row, strict=True))
            for element, *row in self.env.cr.fetchall()
        }

    def _figures_since(self, since):
        """{element: {"done", "median", "slow", "taken", "died"}}."""
        self.env.cr.execute(
            SQL(
                """
                SELECT n.bpmn_id,
                       count(*),
                       percentile_cont(0.5) WITHIN GROUP (ORDER BY %(length)s),
                       percentile_cont(0.9) WITHIN GROUP (ORDER BY %(length)s),
                       percentile_cont(0.5) WITHIN GROUP (ORDER BY %(taken)s)
                  FROM bpm_flow_task t
                  JOIN bpm_flow_node n ON n.id = t.node_id
                 WHERE t.flow_id = %(flow)s AND t.state = %(done)s
                   AND t.date_done >= %(since)s
              GROUP BY n.bpmn_id
                """,
                length=SQL("EXTRACT(EPOCH FROM t.date_done - t.date_open) / 60"),
                taken=SQL("EXTRACT(EPOCH FROM t.date_taken - t.date_open) / 60"),
                flow=self.id,
                done=DONE,
                since=since,
            )
        )
        figures = {
            element: {
                "done": count,
                "median": round(median or 0),
                "slow": round(slow or 0),
                "taken": round(taken or 0),
            }
            for element, count, median, slow, taken in self.env.cr.fetchall()
        }
        for element, count in self._deaths_since(since).items():
            figures.setdefault(element, {})["died"] = count
        return figures

    def _deaths_since(self, since):
        """{element: how many cases ended there without their goal}: the last element
        of their journals."""
        self.env.cr.execute(
            SQL(
                """
                SELECT last.element, count(*)
                  FROM bpm_flow_instance i
            CROSS JOIN LATERAL (
                       SELECT l.element
                         FROM bpm_flow_log l
                        WHERE l.instance_id = i.id AND l.element IS NOT NULL
                     ORDER BY l.seq DESC
                        LIMIT 1) last
                 WHERE i.flow_id = %(flow)s AND i.date_end >= %(since)s
                   AND (i.state = %(cancelled)s OR i.result = %(failure)s)
              GROUP BY last.element
                """,
                flow=self.id,
                since=since,
                cancelled=CANCELLED,
                failure=FAILURE,
            )
        )
        return dict(self.env.cr.fetchall())

    def _ways_since(self, since):
        """{flow id: how often it was taken by cases begun since then}."""
        self.env.cr.execute(
            SQL(
                """
                SELECT way.key, sum(way.value::int)
                  FROM bpm_flow_instance i,
                       jsonb_each_text(COALESCE(i.marking -> 'ways', '{}')) way
                 WHERE i.flow_id = %(flow)s AND i.date_start >= %(since)s
              GROUP BY way.key
                """,
                flow=self.id,
                since=since,
            )
        )
        return {key: int(count) for key, count in self.env.cr.fetchall()}

    def _totals_since(self, since):
        Case = self.env["bpm.flow.instance"]
        own = [("flow_id", "=", self.id)]
        ended = [*own, ("date_end", ">=", since)]
        by_result = Case._read_group(ended, ["state", "result"], ["__count"])
        totals = {
            "started": Case.search_count([*own, ("date_start", ">=", since)]),
            "running": Case.search_count([*own, ("state", "in", LIVE_STATES)]),
            "cancelled": sum(n for state, _r, n in by_result if state == CANCELLED),
        }
        for name in ("goal", "failure"):
            totals[name] = sum(
                n for state, result, n in by_result if state == DONE and result == name
            )
        return totals
