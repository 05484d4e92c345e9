"""What reaches the world outside the database is kept on the stage instead."""

from odoo import api, models
from odoo.tools import html2plaintext

from ..tools.stage import Stage

OUTSIDE = ("sms", "webhook")


class IrMailServer(models.Model):
    _inherit = "ir.mail_server"

    def _connect__(self, *args, **kwargs):
        return None if Stage.current() else super()._connect__(*args, **kwargs)

    @api.model
    def send_email(self, message, *args, **kwargs):
        stage = Stage.current()
        if stage is None:
            return super().send_email(message, *args, **kwargs)
        body = message.get_body(("html", "plain"))
        stage.catch(
            "mail",
            to=[message["To"] or ""],
            subject=message["Subject"] or "",
            body=body.get_content() if body else "",
        )
        return message["Message-Id"]


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _storage(self):
        """A file that is only played is no file on the disk."""
        return "db" if Stage.current() else super()._storage()

    def _mark_for_gc(self, fname):
        return None if Stage.current() else super()._mark_for_gc(fname)


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _notify_thread_by_web_push(self, *args, **kwargs):
        """Told once already, as the message itself."""
        if Stage.current():
            return None
        return super()._notify_thread_by_web_push(*args, **kwargs)


class IrActionsServerStaged(models.Model):
    _inherit = "ir.actions.server"

    def _get_runner(self):
        runner, multi = super()._get_runner()
        stage = Stage.current()
        if stage is None or self.state not in OUTSIDE:
            return runner, multi

        def run(action, eval_context=None):
            stage.catch(action.state, **action._bpm_told_outside())
            return False

        return run, multi

    def _get_eval_context(self, action=None):
        """What code writes to Odoo's log has a database connection of its own."""
        context = super()._get_eval_context(action=action)
        if Stage.current() and "log" in context:
            context["log"] = lambda message, level="info": None
        return context

    def _bpm_told_outside(self):
        """What a text message or a web call would have said, and to whom."""
        action = self.sudo()
        ids = self.env.context.get("active_ids") or []
        records = self.env[action.model_name].browse(ids)
        if action.state == "webhook":
            return {"to": [action._bpm_address()], "subject": action.name, "body": ""}
        bodies = action.sms_template_id._render_field("body", ids)
        text = "\n".join(html2plaintext(bodies.get(id_) or "") for id_ in ids)
        names = records.mapped("display_name")
        return {"to": names, "subject": action.name, "body": text}
