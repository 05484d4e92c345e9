import logging

from psycopg2 import OperationalError

from odoo import api, fields, models, modules
from odoo.exceptions import AccessError

from ..engine import ConditionError
from ..engine.expression import ExpressionError
from ..tools.carriers import Actor
from ..tools.domains import parse_domain
from .bpm_flow_version_check import WARNING, finding
from .const import PUBLISHED
from .evaluator import UNREADABLE

_logger = logging.getLogger(__name__)

MAX_CLASHES = 5
CRON = "crm_bpm_flow.ir_cron_schedule"


class BpmFlowSchedule(models.Model):
    """When a published process starts by the clock: one row for each of its timer
    starts that has a moment ahead.

    The row moves on in the transaction that starts the cases: killed at any point,
    they have started and it has moved, or neither.
    """

    _name = "bpm.flow.schedule"
    _description = "Scheduled Start"
    _order = "date_due, id"
    _rec_name = "node_id"

    flow_id = fields.Many2one(
        "bpm.flow", string="Process", required=True, index=True, ondelete="cascade"
    )
    node_id = fields.Many2one(
        "bpm.flow.node", string="Start", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Datetime(string="Counted from", required=True)
    date_due = fields.Datetime(string="Next start", required=True)

    _node_uniq = models.UniqueIndex("(node_id)", "This start has its moment already.")
    _due_idx = models.Index("(date_due, id)")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Moments come from the published process."))
        return super().create(vals_list)

    @api.model
    def _sync(self, flows):
        """Rows of what is published and in use; a newer version's count from now."""
        now, rows = fields.Datetime.now(), []
        known = self.search([("flow_id", "in", flows.ids)])
        for flow in flows:
            version = flow.version_id
            nodes = version.node_ids.filtered(lambda n: n._starts_by_clock())
            if not flow.active or version.state != PUBLISHED:
                nodes = nodes.browse()
            mine = known.filtered(lambda row, f=flow: row.flow_id == f)
            mine.filtered(lambda row, n=nodes: row.node_id not in n).unlink()
            for node in nodes - mine.exists().node_id:
                if due := node._start_moment(now, now):
                    row = {"flow_id": flow.id, "node_id": node.id}
                    rows.append({**row, "date_from": now, "date_due": due})
        self.create(rows)
        self._wake()

    @api.model
    def _wake(self):
        if first := self.search([], limit=1):
            ref = self.env["ir.model.data"]._xmlid_to_res_id
            self.env["ir.cron"].browse(ref(CRON))._bpm_trigger(first.date_due)

    @api.model
    def _cron_start_due(self):
        """Start what is due, each with a commit of its own."""
        lang = self.env.lang or self.env.company.partner_id.lang
        self = self.sudo().with_context(lang=lang)
        clashes, seen = 0, set()
        while clashes < MAX_CLASHES:
            try:
                if not self._start_next(seen):
                    break
            except OperationalError as error:
                _logger.info("A scheduled start clashed with others: %s", error)
                self.env.cr.rollback()
                clashes += 1
        self._wake()

    @api.model
    def _start_next(self, seen):
        due = [("date_due", "<=", fields.Datetime.now()), ("id", "not in", list(seen))]
        row = self.search(due, limit=1)
        seen.update(row.ids)
        if not row:
            return False
        if row.try_lock_for_update(allow_referencing=True):
            row._start()
        if modules.module.current_test and not self.env.context.get("cron_id"):
            return True
        remaining = self.search_count(due)
        return bool(self.env["ir.cron"]._commit_progress(1, remaining=remaining))

    def _start(self):
        """Moments that were missed while nothing ran count as one."""
        node, flow = self.node_id, self.flow_id
        due = node._start_moment(fields.Datetime.now(), self.date_from, again=True)
        if due:
            self.date_due = due
        else:
            self.unlink()
        failed, runtime = [], self.env["bpm.flow.runtime"]
        with runtime._firewall(failed):
            node._start_by_clock()
        if failed:
            self._tell_failed(flow, failed[0])

    def _tell_failed(self, flow, error):
        """Whoever answers for the process hears that it could not start."""
        _logger.info("Scheduled start of %s failed", flow.code, exc_info=error)
        rules, records = self.env["bpm.flow.start"], self.env[flow.res_model]
        with self.env["bpm.flow.runtime"]._firewall([]):
            rules._tell_start_failed(flow, rules, records, error)


class BpmFlowNode(models.Model):
    _inherit = "bpm.flow.node"

    def _starts_by_clock(self):
        self.ensure_one()
        return (
            self.kind == "startEvent"
            and self.event == "timer"
            and not self.parent_id
            and self._has_delay()
        )

    def _start_moment(self, moment, armed, again=False):
        """The next moment behind ``moment``; False where there is none.

        :param again: it came before: only what repeats comes again
        """
        company = self.version_id.company_id or self.env.company
        nobody = self.env["bpm.flow.instance"].with_company(company)
        node = self.with_company(company)
        if again and node.timer_kind != "cycle":
            return False
        if not node.timer_text:
            return node._due(nobody, armed)
        try:
            found = node._written_moment(nobody, moment, armed) or False
        except (ExpressionError, ConditionError, *UNREADABLE):
            return False
        if not again and node.timer_kind == "date" and found and found < armed:
            return False  # it was before the process was published
        return found

    def _start_by_clock(self):
        """A case for each record that fits, or one without a record."""
        ids = [False]
        if self.condition_domain:
            domain = parse_domain(self.condition_domain)
            ids = self._startable().search(domain, order="id").ids
        self._start_records(ids)

    def _startable(self):
        """The process's model, as whoever it runs as may read it."""
        flow = self.version_id.flow_id
        records = self.env[flow.res_model].with_user(self.version_id._run_as())
        if flow.company_id:
            records = records.with_context(allowed_company_ids=flow.company_id.ids)
        return records

    def _start_records(self, ids):
        flow, user = self.version_id.flow_id, self.version_id._run_as()
        if ids and flow._must_hold([]):
            flow._hold(ids, self.env["bpm.flow.start"], user, self)
        elif ids:
            rows = [{"res_id": id_} for id_ in ids]
            flow = flow.with_context(bpm_actor=Actor(user.id))
            flow._start_cases(rows, at=self.bpmn_id, user=user, strict=False)


class BpmFlowVersion(models.Model):
    _inherit = "bpm.flow.version"

    def _check_node(self, node):
        found = super()._check_node(node)
        now = fields.Datetime.now()
        if node._starts_by_clock() and not node._start_moment(now, now):
            message = self.env._(
                "“%s” has no moment ahead that can be told without a record: it will "
                "not start by itself.",
                node.name,
            )
            found.append(finding(WARNING, "no_start_moment", node.bpmn_id, message))
        return found

    def _publish(self):
        result = super()._publish()
        self.env["bpm.flow.schedule"].sudo()._sync(self.sudo().flow_id)
        return result

    def _retire(self):
        result = super()._retire()
        self.env["bpm.flow.schedule"].sudo()._sync(self.sudo().flow_id)
        return result


class BpmFlow(models.Model):
    _inherit = "bpm.flow"

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals:
            self.env["bpm.flow.schedule"].sudo()._sync(self.sudo())
        return result
