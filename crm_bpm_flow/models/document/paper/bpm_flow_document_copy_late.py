import logging

from markupsafe import Markup

from odoo import api, fields, models, modules
from odoo.fields import Domain
from odoo.tools import format_date

from .const import HELD, LOST, PROLONGED, WITH_PARTNER

_logger = logging.getLogger(__name__)
BATCH = 100


class BpmFlowDocumentCopy(models.Model):
    """Copies that are not back on their day: something to do for those who answer, a
    word to those who have them. It is over by itself once the copy is back."""

    _inherit = "bpm.flow.document.copy"

    activity_id = fields.Many2one(
        "mail.activity", readonly=True, index="btree_not_null", ondelete="set null"
    )
    date_told = fields.Datetime(readonly=True)

    # ------------------------------------------------------------------
    # The scheduler
    # ------------------------------------------------------------------
    @api.model
    def _tell_late(self):
        """Tell of all that is overdue and was not told, in batches with a commit each;
        rows that somebody is moving just now are looked at the next time."""
        late, seen = self._overdue_domain() & Domain("date_told", "=", False), []
        while True:
            copies = self.search(
                late & Domain("id", "not in", seen), limit=BATCH, order="id"
            )
            if not copies:
                return
            seen += copies.ids
            locked = copies.try_lock_for_update(allow_referencing=True)
            locked.filtered_domain(late)._tell_guarded()
            if modules.module.current_test and not self.env.context.get("cron_id"):
                continue
            remaining = self.search_count(late & Domain("id", "not in", seen))
            progress = self.env["ir.cron"]._commit_progress(
                len(copies), remaining=remaining
            )
            if not progress:
                return

    def _tell_guarded(self):
        """What cannot be told of one copy keeps nobody from hearing of the others."""
        failed = []
        with self.env["bpm.flow.runtime"]._firewall(failed):
            self._tell()
        if failed and len(self) > 1:
            for copy in self:
                copy._tell_guarded()
        elif failed:
            _logger.error("Nobody was told of %s", self, exc_info=failed[0])

    def _tell(self):
        if not self:
            return
        answering = self._answering()
        self._make_activities(answering)
        self._remind_holders(answering)
        self.write({"date_told": fields.Datetime.now()})

    def _answering(self):
        """{copy: who looks for it}: the responsible, else the owner of the type, else
        whoever gave it away; he must be there, and see the document."""
        found = {}
        for who in (
            lambda copy: copy.document_id.user_id,
            lambda copy: copy.type_id.user_id,
            lambda copy: copy._last_move().author_id,
        ):
            left = self.filtered(lambda copy: copy not in found)
            for user, copies in left.grouped(who).items():
                if user and user.active and not user.share:
                    seen = copies.document_id._seen_by(user)
                    good = copies.filtered(lambda c, seen=seen: c.document_id in seen)
                    found.update(dict.fromkeys(good, user))
        return found

    def _make_activities(self, answering):
        ref = self.env["ir.model.data"]._xmlid_to_res_id
        kind = ref("crm_bpm_flow.mail_activity_type_paper")
        model_id = self.env["ir.model"]._get_id("bpm.flow.document")
        copies = self.browse(copy.id for copy in answering)
        activities = (
            self.env["mail.activity"]
            .with_context(mail_activity_quick_update=True)
            .create(
                [
                    {
                        "activity_type_id": kind,
                        "summary": copy._late_words(answering[copy]),
                        "automated": True,
                        "user_id": answering[copy].id,
                        "date_deadline": copy.date_due,
                        "res_model_id": model_id,
                        "res_id": copy.document_id.id,
                    }
                    for copy in copies
                ]
            )
        )
        for copy, activity in zip(copies, activities, strict=True):
            copy.activity_id = activity

    def _late_words(self, user):
        self.ensure_one()
        copy = self.with_context(lang=user.lang)
        return copy.env._(
            "Get copy %(copy)s back from %(where)s",
            copy=copy.code,
            where=copy.where,
        )

    def _remind_holders(self, answering):
        """One message to each person, whatever number of copies he has."""
        held = self.filtered(
            lambda copy: copy.state == HELD and copy.holder_id != answering.get(copy)
        )
        for holder, copies in held.grouped("holder_id").items():
            if holder.active:
                copies.with_context(lang=holder.lang)._remind(holder)

    def _remind(self, holder):
        lines = Markup().join(
            Markup("<li>%s: %s</li>")
            % (
                copy.document_id._get_html_link(title=copy.code),
                format_date(copy.env, copy.date_due),
            )
            for copy in self
        )
        text = self.env._("You have papers that were to be back by now:")
        self.env["mail.thread"].with_context(
            mail_notify_force_send=False
        ).message_notify(
            partner_ids=holder.partner_id.ids,
            subject=self.env._("Please bring papers back"),
            body=Markup("<p>%s</p><ul>%s</ul>") % (text, lines),
        )

    # ------------------------------------------------------------------
    # It came back
    # ------------------------------------------------------------------
    def _after_move(self, kind):
        """What was to be done about it is done."""
        result = super()._after_move(kind)
        told = self.filtered("date_told")
        words = {
            LOST: self.env._("It is lost."),
            PROLONGED: self.env._("It has another day of return."),
        }.get(kind, self.env._("It is back."))
        if kind not in (LOST, PROLONGED) and told.filtered(
            lambda copy: copy.state in (HELD, WITH_PARTNER) and copy.date_due
        ):
            words = self.env._("It went on to somebody else.")
        if activities := told.activity_id.filtered("active"):
            activities.action_feedback(feedback=words)
        told.write({"date_told": False, "activity_id": False})
        return result
