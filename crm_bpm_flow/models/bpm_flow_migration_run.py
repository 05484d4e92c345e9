import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models, modules
from odoo.fields import Domain

from ..tools.carriers import Actor
from .bpm_flow_instance_migrate import KEEP
from .bpm_flow_migration import GONE, STAYED, WAITING
from .const import DONE, LIVE_STATES, RUNNING

_logger = logging.getLogger(__name__)

BATCH = 50
# So many go over at once, while whoever asked for it waits.
AT_ONCE = 50
# Clashes with others that one run of the scheduler puts up with.
MAX_CLASHES = 5


class BpmFlowMigrationRun(models.Model):
    """How cases are taken over: a few at once, many by the scheduler."""

    _inherit = "bpm.flow.migration"

    @api.model
    def _plan(self, cases, version, mapping, times):
        """Note which cases shall go over; a few go at once."""
        run = self.sudo().create(
            {
                "flow_id": version.flow_id.id,
                "version_id": version.id,
                "user_id": self.env.uid,
                "mapping": mapping or False,
                "times": times,
                "total_count": len(cases),
                "line_ids": [(0, 0, {"instance_id": case.id}) for case in cases],
            }
        )
        if len(cases) > AT_ONCE:
            run._wake()
        else:
            cases.sudo()._lock()
            run._take_over(run.line_ids)
            run._finish()
        return run.with_env(self.env)

    def _wake(self, moment=None):
        ref = self.env["ir.model.data"]._xmlid_to_res_id
        cron = self.env["ir.cron"].sudo().browse(ref("crm_bpm_flow.ir_cron_migrate"))
        if self:
            cron._bpm_trigger(moment or fields.Datetime.now())

    @api.model
    def _cron_migrate(self):
        """Take over whoever waits for it, batch by batch, a commit each."""
        lang = self.env.lang or self.env.company.partner_id.lang
        self = self.sudo().with_context(lang=lang)
        held, clashes = set(), 0
        while clashes < MAX_CLASHES:
            try:
                if not self._run_next(held):
                    break
            except OperationalError as error:
                # Somebody moved one of these cases: on with what he left.
                _logger.info("A migration clashed with others: %s", error)
                self.env.cr.rollback()
                clashes += 1
        waiting = self.search([("state", "in", (WAITING, RUNNING))], limit=1)
        waiting._wake(fields.Datetime.now() + timedelta(minutes=1))

    @api.model
    def _run_next(self, held):
        """One batch and its commit.

        :param set held: ids of lines whose cases somebody else had locked; grows
        :return: whether there may be more, and time for it
        """
        runs = self.search([("state", "in", (WAITING, RUNNING))], order="id")
        for run in runs.try_lock_for_update(allow_referencing=True):
            waiting = Domain("migration_id", "=", run.id) & Domain(
                "state", "=", WAITING
            )
            free = waiting & Domain("id", "not in", list(held))
            if lines := run.line_ids.search(free, limit=BATCH, order="id"):
                free = lines._lock_cases()
                held.update((lines - free).ids)
                run.state = RUNNING
                run._take_over(free)
                return run._commit(len(free))
            if not run.line_ids.search_count(waiting, limit=1):
                run._finish()
                return run._commit(0)
        return False

    def _take_over(self, lines):
        """Locked cases go over now, as if whoever asked for it did it himself."""
        actor = Actor(self.user_id.id or self.env.uid)
        cases = lines.instance_id.with_context(bpm_actor=actor)
        stay = cases._go_over(self.version_id, self.mapping or {}, self.times)
        reasons = {case.id: "\n".join(words) for case, words in stay.items()}
        stayed = lines.filtered(lambda line: line.instance_id.id in reasons)
        (lines - stayed).write({"state": GONE})
        by_reason = stayed.grouped(lambda line: reasons[line.instance_id.id])
        for reason, same in by_reason.items():
            same.write({"state": STAYED, "reason": reason})

    def _finish(self):
        self.write({"state": DONE, "date_done": fields.Datetime.now()})
        self.invalidate_recordset(["gone_count", "stayed_count"])
        flow = self.flow_id.with_context(lang=self.user_id.lang)
        flow._message_log(
            body=flow.env._(
                "Cases taken over to version %(number)s: %(gone)s. Stayed: %(stayed)s.",
                number=self.version_id.number,
                gone=self.gone_count,
                stayed=self.stayed_count,
            ),
            author_id=self.user_id.partner_id.id,
        )

    @api.model
    def _commit(self, done):
        """Commit a batch, as Odoo's own crons do it; tests keep their transaction."""
        if modules.module.current_test and not self.env.context.get("cron_id"):
            return True
        remaining = self.env["bpm.flow.migration.line"].search_count(
            [
                ("state", "=", WAITING),
                ("migration_id.state", "in", (WAITING, RUNNING)),
            ]
        )
        return bool(self.env["ir.cron"]._commit_progress(done, remaining=remaining))


class BpmFlowInstanceMigrateMany(models.Model):
    _inherit = "bpm.flow.instance"

    has_other_version = fields.Boolean(compute="_compute_has_other_version")

    @api.depends("version_id", "flow_id.version_id")
    def _compute_has_other_version(self):
        """Whether its process's published version is another one than its own."""
        for case in self:
            current = case.flow_id.sudo().version_id
            case.has_other_version = bool(current) and current != case.version_id

    def migrate_in_background(self, version_id, mapping=None, times=KEEP):
        """Have these cases taken over, however many they are; see ``migrate``.

        :return: ``bpm.flow.migration``: its state, counts and who stayed, and why
        :raises AccessError: for whoever neither owns the process nor administers
        """
        self._check_manager()
        version = self._version_to_go_to(version_id)
        how = self._checked_mapping(mapping), self._checked_times(times)
        return self.env["bpm.flow.migration"]._plan(self, version, *how)

    def action_migrate_wizard(self):
        """Ask to which version, show who can go."""
        self._check_manager()
        name = self.env._("To another version")
        return self._wizard("bpm.flow.migrate.wizard", name)


class BpmFlowMigrations(models.Model):
    _inherit = "bpm.flow"

    migration_ids = fields.One2many(
        "bpm.flow.migration", "flow_id", groups="crm_bpm_flow.group_owner"
    )
    behind_count = fields.Integer(
        string="Running on other versions", compute="_compute_behind_count"
    )

    def _compute_behind_count(self):
        """Live cases that run on another version than the published one."""
        groups = self.env["bpm.flow.instance"]._read_group(
            [("flow_id", "in", self.ids), ("state", "in", LIVE_STATES)],
            ["flow_id", "version_id"],
            ["__count"],
        )
        for flow in self:
            flow.behind_count = sum(
                count
                for of, version, count in groups
                if of == flow and version != flow.version_id
            )

    def action_migrate_wizard(self):
        """Take running cases of other versions over to the published one."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Running cases to another version"),
            "res_model": "bpm.flow.migrate.wizard",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_flow_id": self.id},
        }
