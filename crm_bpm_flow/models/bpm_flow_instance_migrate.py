from odoo import models
from odoo.exceptions import UserError

from ..engine import MoveRefused, migrated, obstacles
from .const import CANCELLED, LIVE_STATES, OPEN, PENDING

BATCH = 100


class BpmFlowInstanceMigrate(models.Model):
    """Running cases go over to another version of their process."""

    _inherit = "bpm.flow.instance"

    def migrate(self, version_id):
        """Take these cases to another published version, whole or not at all.

        :param version_id: ``bpm.flow.version`` or its id
        :return: the cases that went over; those that cannot stay as they are
        :raises UserError: when none of them can, saying why
        :raises AccessError: for whoever neither owns the process nor administers
        """
        self._check_manager()
        version = self._version_to_go_to(version_id)
        cases = self.sudo()
        cases._lock()
        cases.invalidate_recordset(["state", "marking", "version_id"])
        gone = cases.browse()
        for case in cases._movable_to(version):
            failed = []
            with self.env["bpm.flow.runtime"]._firewall(failed):
                case._migrate(version)
            if not failed:
                gone += case
        if not gone:
            rows = self.migration_preview(version)
            reasons = {reason for row in rows for reason in row["reasons"]}
            raise UserError("\n".join(sorted(reasons)) or self._nothing_to_migrate())
        return gone.with_env(self.env)

    def migration_preview(self, version_id):
        """What would become of each of these cases.

        :return: list of ``{"case": id, "name", "can": bool, "reasons": [sentence]}``
        """
        self._check_manager()
        version = self._version_to_go_to(version_id)
        rows = []
        for case in self.sudo():
            reasons = case._reasons_to_stay(version)
            rows.append(
                {
                    "case": case.id,
                    "name": case.display_name,
                    "can": not reasons,
                    "reasons": reasons,
                }
            )
        return rows

    # ------------------------------------------------------------------
    # Looking
    # ------------------------------------------------------------------
    def _version_to_go_to(self, version_id):
        ids = getattr(version_id, "ids", None) or [int(version_id)]
        version = self.env["bpm.flow.version"].browse(ids).exists().sudo()
        if len(version) != 1 or version.state == "draft":
            raise UserError(self.env._("Cases go over to a published version only."))
        if any(case.flow_id != version.flow_id for case in self.sudo()):
            raise UserError(
                self.env._("A case goes over to a version of its own process only.")
            )
        return version

    def _nothing_to_migrate(self):
        return self.env._("None of these cases is running on another version.")

    def _movable_to(self, version):
        return self.filtered(lambda case: not case._reasons_to_stay(version))

    def _reasons_to_stay(self, version):
        """Why a case cannot go over, in sentences; none when it can."""
        self.ensure_one()
        if self.state not in LIVE_STATES:
            return [self.env._("The case has ended.")]
        if self.version_id == version:
            return [self.env._("The case runs on that version already.")]
        old, new = self.version_id._compiled().graph, version._compiled().graph
        return [
            self._obstacle_words(obstacle)
            for obstacle in obstacles(old, new, self._marking())
        ]

    def _obstacle_words(self, obstacle):
        name = self.version_id._node(obstacle.node).name
        sentences = {
            "gone": self.env._("It waits in “%s”, which is not there any more.", name),
            "other_kind": self.env._(
                "It waits in “%s”, which is something else there.", name
            ),
            "other_place": self.env._(
                "It waits in “%s”, which lies in another sub-process there.", name
            ),
            "other_loop": self.env._(
                "It waits in “%s”, which is repeated differently there.", name
            ),
            "way_gone": self.env._(
                "A branch waits at “%s” for a way that is not there any more.", name
            ),
        }
        return sentences[obstacle.code]

    # ------------------------------------------------------------------
    # Going
    # ------------------------------------------------------------------
    def _migrate(self, version):
        """One locked case: rows point to the new steps, then the engine's effects."""
        self.ensure_one()
        old = self.version_id
        try:
            step = migrated(
                old._compiled().graph, version._compiled().graph, self._marking()
            )
        except MoveRefused as error:
            raise UserError(str(error)) from error
        self._drop_old_waits(step.effects)
        self.version_id = version
        self._set(marking=step.marking.to_json())
        self._repoint(version)
        runtime = self.env["bpm.flow.runtime"]
        arming = [(self, e) for e in step.effects if not _is_closing(e)]
        data = {"from": old.number, "to": version.number}
        self.env["bpm.flow.log"]._append([(self, "migrated", None, data)])
        runtime._run_rounds(runtime._apply(arming))

    def _drop_old_waits(self, effects):
        """What is not listened for any more, while the rows name the old steps."""
        closing = [(self, effect) for effect in effects if _is_closing(effect)]
        self.env["bpm.flow.runtime"]._apply(closing)

    def _repoint(self, version):
        """Open tasks, jobs and waits belong to the steps of the new version now."""
        open_tasks = self.task_ids.filtered(lambda task: task.state == OPEN)
        jobs = self.job_ids.filtered(lambda job: job.state != CANCELLED)
        for row in [*open_tasks, *jobs, *self.wait_ids]:
            twin = row.node_id and version._node(row.node_id.bpmn_id)
            if twin:
                row.node_id = twin
        reminders = jobs.filtered(lambda job: job.kind == "reminder")
        reminders.filtered(lambda job: job.state == PENDING).unlink()
        open_tasks._arm_reminders()


def _is_closing(effect):
    return type(effect).__name__.startswith("Drop")
