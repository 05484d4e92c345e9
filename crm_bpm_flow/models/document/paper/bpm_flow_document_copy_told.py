from markupsafe import Markup

from odoo import models
from odoo.tools import format_date

from .const import HANDED


class BpmFlowDocumentCopy(models.Model):
    """Whoever is given a copy hears of it, with the way to where he says that he has
    it: he need not know the list of copies."""

    _inherit = "bpm.flow.document.copy"

    def _after_move(self, kind):
        result = super()._after_move(kind)
        if kind == HANDED:
            for holder, copies in self.grouped("holder_id").items():
                if holder != self.env.user:
                    copies.with_context(lang=holder.lang)._tell_given(holder)
        return result

    def _tell_given(self, holder):
        """One message, whatever number of copies he gets."""
        until = self[0].date_due
        text = self.env._("%s gives you on paper:", self.env.user.name)
        lines = Markup().join(
            Markup("<li>%s %s</li>")
            % (copy._get_html_link(title=copy.code), copy.document_id.name)
            for copy in self
        )
        then = self.env._("Open it and press “I have it” once you have it.")
        if until:
            then += " " + self.env._(
                "It is to be back by %s.", format_date(self.env, until)
            )
        self.env["mail.thread"].message_notify(
            partner_ids=holder.partner_id.ids,
            subject=self.env._("Papers for you"),
            body=Markup("<p>%s</p><ul>%s</ul><p>%s</p>") % (text, lines, then),
        )
