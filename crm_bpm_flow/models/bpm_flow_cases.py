from odoo import api, fields, models, tools
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine import Marking
from .const import LIVE_STATES


class BpmFlowCases(models.Model):
    """How a process makes cases: many at once, guarded against doubles."""

    _inherit = "bpm.flow"

    def _start_cases(self, rows, at=None, **options):
        """Create cases and let them run to their first waiting points.

        All at once first; should that fail, the cases are made first and then run
        each behind its own firewall, so that a fault stops only the case it is in.
        See ``_make_cases`` for the other arguments.

        :param at: ``bpmn_id`` of the start event that happened
        """
        failed = []
        with self.env["bpm.flow.runtime"]._firewall(failed):
            cases = self._make_cases(rows, **options)
            cases._begin_together(at)
            return cases
        with self.env.cr.savepoint():
            cases = self._make_cases(rows, **options)
        cases._begin(at)
        return cases

    def _make_cases(self, rows, user, strict, guard=True, rule=None, reasons=None):
        """Create cases that stand before their start.

        :param rows: list of dicts with ``res_id`` (False: the case has no record) and,
            if wanted, ``variables``, ``parent_id``, ``parent_token``
        :param user: who starts them, or None for each parent's starter
        :param strict: raise when the guard refuses one, else leave it out
        :param rule: the ``bpm.flow.start`` that started them
        :param reasons: {record id: the values that matched the rule}
        :return: ``bpm.flow.instance`` in the order of ``rows``
        """
        self.ensure_one()
        version = self._published()
        if guard:
            rows = self._let_through(rows, strict)
        records = self.env[self.res_model].browse(
            [row["res_id"] for row in rows if row["res_id"]]
        )
        names = self.env["bpm.flow.record.name"]._titles_of(records)
        self.env["bpm.flow.instance"]._known_alive(self.res_model).update(records._ids)
        now = fields.Datetime.now()
        cases = self.env["bpm.flow.instance"].create(
            [
                {
                    **self._case_vals(version, row, user, now),
                    "record_title": names.get(row["res_id"]),
                    "start_id": rule.id if rule else False,
                    "guard_key": guard and self._guard_key(row["res_id"]),
                }
                for row in rows
            ]
        )
        cases._log_started(version, rule, reasons)
        cases._tell_record("started")
        self._tell_open_records(cases)
        return cases

    def _case_vals(self, version, row, user, now):
        parent = self.env["bpm.flow.instance"].browse(row.get("parent_id") or [])
        record = self.env[self.res_model].browse(row["res_id"])
        company = record.company_id if "company_id" in record._fields else False
        company = company or parent.company_id or self.company_id
        variables = parent._checked_variables(row.get("variables"))
        return {
            "flow_id": self.id,
            "version_id": version.id,
            "company_id": company.id,
            "res_model": self.res_model,
            "res_id": row["res_id"],
            "user_id": user.id if user else parent.user_id.id,
            "date_start": now,
            "marking": Marking().to_json(),
            "variables": variables,
            "business_key": parent._business_key(variables),
            "parent_id": parent.id,
            "given": variables if parent else None,
            "chain": row.get("chain") or parent.chain,
            "parent_token": row.get("parent_token", 0),
        }

    def _let_through(self, rows, strict):
        """Rows whose record may have one more case (DESIGN rule 7)."""
        if self.restart_guard == "none":
            return rows
        Case = self.env["bpm.flow.instance"]
        taken = self._taken([row["res_id"] for row in rows])
        allowed = []
        for row in rows:
            other = taken.get(row["res_id"])
            if not row["res_id"]:
                allowed.append(row)
            elif other is None:
                taken[row["res_id"]] = Case
                allowed.append(row)
            elif strict:
                raise UserError(
                    self.env._(
                        "“%(flow)s” already has a case on “%(record)s”.",
                        flow=self.name,
                        record=other.record_name
                        or self.env[self.res_model].browse(row["res_id"]).display_name,
                    )
                )
        return allowed

    def _taken(self, res_ids):
        """{record id: its newest case}, of those that the guard looks at."""
        Case = self.env["bpm.flow.instance"]
        Case.flush_model(["flow_id", "res_model", "res_id", "state"])
        running = self.restart_guard == "running"
        # One row for each record, however many cases it had.
        newest = self.env.execute_query(
            SQL(
                """
                SELECT res_id, max(id) FROM bpm_flow_instance
                 WHERE flow_id = %s AND res_model = %s AND res_id = ANY(%s) %s
                 GROUP BY res_id
                """,
                self.id,
                self.res_model,
                [res_id for res_id in res_ids if res_id],
                SQL("AND state IN %s", LIVE_STATES) if running else SQL(),
            )
        )
        return {res_id: Case.browse(last) for res_id, last in newest}

    def _startable(self, records):
        """Those of the records that may have one more case of this process."""
        self.ensure_one()
        self.check_access("read")
        rows = [{"res_id": res_id} for res_id in records.ids]
        allowed = self.sudo()._let_through(rows, strict=False)
        return records.browse([row["res_id"] for row in allowed])

    def _free_for(self, records):
        """Those of the processes that may begin on at least one of the records."""
        guarded = self.sudo().filtered(lambda flow: flow.restart_guard != "none")
        if not records or not guarded:
            return self
        self.env["bpm.flow.instance"].flush_model(["flow_id", "res_id", "state"])
        full = self.env.execute_query(
            SQL(
                """
                SELECT flow_id FROM bpm_flow_instance
                 WHERE flow_id = ANY(%s) AND res_model = %s AND res_id = ANY(%s)
                   AND (flow_id = ANY(%s) OR state IN %s)
                 GROUP BY flow_id HAVING count(DISTINCT res_id) = %s
                """,
                guarded.ids,
                records._name,
                records.ids,
                guarded.filtered(lambda flow: flow.restart_guard == "ever").ids,
                LIVE_STATES,
                len(set(records.ids)),
            )
        )
        return self - self.browse([flow_id for (flow_id,) in full])

    def _guard_key(self, res_id):
        """What makes the database itself refuse a second case, whoever is first."""
        if self.restart_guard == "none" or not res_id:
            return False
        return f"{self.id},{self.res_model},{res_id}"

    @api.model
    def _target_models(self):
        """Technical names of the models that processes work on."""
        return self.sudo()._target_models_cached()

    @api.model
    @tools.ormcache()
    def _target_models_cached(self):
        enabled = self.env["ir.model"].search([("bpm_enabled", "=", True)])
        return tuple({*self._flow_models(), *enabled.mapped("model")})

    @api.model
    @tools.ormcache()
    def _flow_models(self):
        """Models that there is a process for: records of no other have a case."""
        flows = self.sudo().with_context(active_test=False)
        return frozenset(model for (model,) in flows._read_group([], ["res_model"]))
