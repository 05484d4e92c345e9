import logging
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..tools.carriers import Cause

_logger = logging.getLogger(__name__)

# Starts that lead to one another without a person, within LATELY: as often as this
# one process may come in them, and as many as there may be at all.
SAME, LONGEST = 5, 20
LATELY = timedelta(hours=1)
KEPT = 30
ENGINE_FIELDS = {"storm_reason", "storm_date"}


class BpmFlowStorm(models.Model):
    """A process that starts too often, or that starts itself, pauses itself.

    What would have started meanwhile is kept; nobody's save fails, and whoever starts
    a case by hand may go on doing so.
    """

    _inherit = "bpm.flow"

    storm_limit = fields.Integer(
        string="Starts a minute",
        default=600,
        help="When it is started by itself more often than this within a minute, it "
        "pauses. An import starts together and counts as one. 0: no limit.",
    )
    storm_reason = fields.Char(string="Paused because", readonly=True, copy=False)
    storm_date = fields.Datetime(string="Paused since", readonly=True, copy=False)
    held_count = fields.Integer(string="Held starts", compute="_compute_held_count")

    def _compute_held_count(self):
        held = self.env["bpm.flow.held"].sudo()
        domain = [("flow_id", "in", self.ids), ("is_released", "=", False)]
        counts = dict(held._read_group(domain, ["flow_id"], ["__count"]))
        for flow in self:
            flow.held_count = counts.get(flow.sudo(), 0)

    def write(self, vals):
        if vals.keys() & ENGINE_FIELDS and not self.env.su:
            raise AccessError(self.env._("A process pauses by itself."))
        return super().write(vals)

    # ------------------------------------------------------------------
    # Looking
    # ------------------------------------------------------------------
    def _chain_behind(self, cause):
        """``[[process id, when]]`` of the starts that led to this one, itself last;
        nothing where no case caused it."""
        if not cause:
            return []
        cases = self.env["bpm.flow.instance"].sudo().browse(cause.case_ids).exists()
        chains = [case.chain or [] for case in cases]
        longest = max(chains, key=len, default=[])
        now = fields.Datetime.to_string(fields.Datetime.now())
        return [*longest, [self.id, now]][-KEPT:]

    def _must_hold(self, chain):
        """Whether nothing is started now; pauses the process when it is a storm."""
        if self.storm_reason:
            return True
        reason = self._ring_words(chain) or self._rate_words()
        if reason:
            self._pause_starts(reason)
        return bool(reason)

    def _ring_words(self, chain):
        since = fields.Datetime.to_string(fields.Datetime.now() - LATELY)
        lately = [flow for flow, moment in chain[:-1] if moment > since]
        times = lately.count(self.id)
        if times < SAME and len(lately) < LONGEST:
            return ""
        # Begins and ends with this one: a ring reads as a ring.
        ring = [flow for flow in dict.fromkeys(reversed(lately)) if flow != self.id]
        known = {flow.id: flow.name for flow in self.browse([*ring, self.id]).exists()}
        names = [known.get(flow, "…") for flow in (self.id, *reversed(ring), self.id)]
        return self.env._(
            "It starts itself again and again, without a person in between: %s.",
            " → ".join(names),
        )

    def _rate_words(self):
        """Starts of one transaction, an import say, are one."""
        if not self.storm_limit:
            return ""
        since = fields.Datetime.now() - timedelta(minutes=1)
        rows = self.env.execute_query(
            SQL(
                "SELECT count(DISTINCT create_date) FROM bpm_flow_instance "
                "WHERE flow_id = %s AND date_start > %s AND parent_id IS NULL",
                self.id,
                since,
            )
        )
        if rows[0][0] < self.storm_limit:
            return ""
        return self.env._("More than %s starts within a minute.", self.storm_limit)

    # ------------------------------------------------------------------
    # Pausing
    # ------------------------------------------------------------------
    def _pause_starts(self, reason):
        """Hold further starts, and tell the owner once."""
        failed = []
        with self.env["bpm.flow.runtime"]._firewall(failed):
            if not self.try_lock_for_update(allow_referencing=True):
                return  # somebody else is about to
            self.write({"storm_reason": reason, "storm_date": fields.Datetime.now()})
            self._in_words_of_answering()._tell_paused(reason)
        if failed:
            _logger.info("%s could not be paused", self.code, exc_info=failed[0])

    def _tell_paused(self, reason):
        self._tell_answering(
            subject=self.env._("“%s” has paused itself", self.name),
            body=self.env._(
                "%s Nothing starts it by itself until you start it again. What would "
                "have started is kept on the process's page.",
                reason,
            ),
        )

    def action_start_again(self):
        """Let the process start by itself again; what was held stays held.

        :raises AccessError: for anybody but its owner and administrators
        """
        self.check_access("write")
        flows = self.sudo().filtered("storm_reason")
        flows.write({"storm_reason": False, "storm_date": False})
        for flow in flows:
            flow.message_post(body=self.env._("It starts by itself again."))
        return True

    # ------------------------------------------------------------------
    # Starting
    # ------------------------------------------------------------------
    def _hold(self, ids, rule, user, node=None):
        """Keep what would have started; a fault stops nobody's save."""
        failed = []
        with self.env["bpm.flow.runtime"]._firewall(failed):
            self.env["bpm.flow.held"]._keep(self, ids, rule, user, node)
        if failed:
            _logger.info("A start of %s is lost", self.code, exc_info=failed[0])

    def _start_by_rule(self, ids, rule, user, chain=None):
        return self._start_cases(
            [{"res_id": res_id, "chain": chain} for res_id in ids],
            user=user,
            strict=False,
            rule=rule,
            reasons=rule._reasons(ids),
        )

    def _start_by_case(self, case, node, res_id):
        """A case's message or signal starts one of this process."""
        flow = self.with_context(bpm_cause=Cause.below(self.env, case.ids))
        chain = flow._chain_behind(Cause.of(flow.env))
        if flow._must_hold(chain):
            flow._hold([res_id], self.env["bpm.flow.start"], case.user_id, node)
            return flow.env["bpm.flow.instance"]
        row = {"res_id": res_id, "variables": {}, "chain": chain}
        return flow._start_cases([row], at=node.bpmn_id, user=case.user_id, strict=True)


class BpmFlowInstanceStorm(models.Model):
    _inherit = "bpm.flow.instance"

    chain = fields.Json(
        readonly=True,
        help="Starts that led to this case without a person: process and moment.",
    )
