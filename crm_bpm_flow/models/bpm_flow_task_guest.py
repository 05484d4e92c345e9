from odoo import SUPERUSER_ID, models
from odoo.exceptions import UserError

from ..engine.approval import APPROVED, REJECTED, REMARKS
from ..tools.carriers import Actor
from .approval_ground import FILES, Grounds
from .approval_ground_words import ground_changes, ground_lines
from .const import OPEN, RUNNING

# What somebody outside may say; the buttons in this order.
DECISIONS = (APPROVED, REMARKS, REJECTED)
WITH_WORDS = (REMARKS, REJECTED)
MOST_WORDS = 10000


class BpmFlowTaskGuest(models.Model):
    """What an approver outside sees of a task and does with it. Called by whoever holds
    a link that holds, under sudo: no more of the record than is said here."""

    _inherit = "bpm.flow.task"

    def _guest_can_decide(self):
        self.ensure_one()
        return self.state == OPEN and self.instance_id.state == RUNNING

    def _guest_record(self):
        return self.instance_id._record()

    def _guest_name(self):
        """Of what he is asked about, in his own language: cases keep it in the language
        of whoever started them."""
        record = self._guest_record()
        if record is None:
            return self.record_name
        return record.with_user(SUPERUSER_ID).display_name

    def _asker(self):
        """Whom an approver outside may write to: whoever keeps the record."""
        record = self._guest_record()
        keeper = self.env["res.users"]
        if record is not None and "user_id" in record._fields:
            keeper = record["user_id"]
        keeper = keeper if keeper._name == "res.users" and keeper.active else None
        return keeper or self.flow_id.user_id

    def _guest_files(self):
        """[{"id", "name", "version", "size", "attachment"}] that the link opens: the
        current version of each file that is not for the inside only."""
        record = self._guest_record()
        if record is None or not hasattr(record, "_bpm_outside_files"):
            return []
        return record._bpm_outside_files()

    def _guest_lines(self):
        """[{"label", "text", "old"}] that were chosen for him to look at.

        What the whole step looks at is for the inside: it is not told here.
        """
        line = self.node_id._approver(self.approver_key or "")
        if not line.has_own_ground or self.state != OPEN:
            return []
        case, key = self.instance_id, self.approver_key
        ground = Grounds(self.node_id, case, [key]).of(case, key)
        changes = self._changes(ground)
        ground = {name: part for name, part in ground.items() if name != FILES}
        changed = {row["label"]: row["old"] for row in changes}
        return [
            {"label": label, "text": text, "old": changed.get(label)}
            for label, text in ground_lines(self.env, self.res_model, ground)
        ]

    def _guest_changes(self):
        """What of the files is not as it was when he last decided."""
        if not self._guest_can_decide():
            return []
        last = self.instance_id.visa_ids.filtered(
            lambda v: (v.seat, v.element) == (self.seat, self.node_id.bpmn_id)
        )[-1:]
        old = {"files": (last.ground or {}).get("files", [])}
        if not last or not old["files"]:
            return []
        now = self._ground_now()
        new = {"files": now["files"]} if "files" in now else {}
        return ground_changes(self.env, self.res_model, old, new)

    def _guest_outcomes(self):
        """Outcomes that are offered, approving first."""
        known = {outcome.code: outcome for outcome in self.node_id._outcomes()}
        return [known[code] for code in DECISIONS if code in known]

    def _guest_verbs(self):
        """{decision: what the button says}."""
        return {
            APPROVED: self.env._("Approve"),
            REMARKS: self.env._("Approve with remarks"),
            REJECTED: self.env._("Reject"),
        }

    def _takes_counter(self):
        """Whether he may hand in a version of his own."""
        line = self.node_id._approver(self.approver_key or "")
        record = self._guest_record()
        return not line.link_read_only and hasattr(record, "_bpm_take_counter")

    def _guest_decides(self, code, words, counter=None, seen=None):
        """Take his decision; with it, a version of his own.

        :param str code: one of ``DECISIONS``
        :param str words: his remark
        :param counter: (id of the file that it is for or 0, name, content) or None
        :param str seen: ``_guest_mark`` of the page that he looked at
        :raises UserError: when it was decided before, something is missing, or what he
            looked at has changed
        """
        self.ensure_one()
        task = self.with_context(bpm_actor=Actor(False))
        task.instance_id._lock()
        task.invalidate_recordset(["state", "done_by_id", "partner_id"])
        task._check_still_open()
        task._guest_check_seen(seen)
        words = (words or "").strip()
        outcome = next((o for o in task._guest_outcomes() if o.code == code), None)
        if outcome is None:
            raise UserError(self.env._("Choose one of the answers."))
        if code in WITH_WORDS and not words:
            raise UserError(self.env._("Please write what is to be changed, or why."))
        if len(words) > MOST_WORDS:
            raise UserError(
                self.env._("Please write no more than %s characters.", MOST_WORDS)
            )
        if counter and task._takes_counter():
            task._take_counter(*counter)
        task.node_id._recall()
        task._finish({task: outcome}, {}, words or None, plain=code)

    def _take_counter(self, file_id, name, content):
        record, partner = self._guest_record(), self.partner_id
        version = record._bpm_take_counter(partner, file_id, name, content)
        data = {"people": partner.name, "file": version.file_id.name}
        self.env["bpm.flow.log"]._append(
            [(self.instance_id, "counter", self.node_id, data)]
        )
