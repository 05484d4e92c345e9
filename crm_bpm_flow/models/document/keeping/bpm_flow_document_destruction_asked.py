from odoo import api, models

from .const import AGREED, PREPARED

ASKS = {"commission_ids", "agreed_ids", "state", "line_ids"}


class BpmFlowDocumentDestruction(models.Model):
    """Whose turn it is has something to do, as long as it is: nobody has to look for
    an act to know that it waits for him."""

    _inherit = "bpm.flow.document.destruction"

    @api.model_create_multi
    def create(self, vals_list):
        acts = super().create(vals_list)
        acts._ask()
        return acts

    def write(self, vals):
        result = super().write(vals)
        if ASKS & set(vals):
            self._ask()
        return result

    def _ask(self):
        """Bring what each has to do in line with where the acts are."""
        kind = self.env.ref("crm_bpm_flow.mail_activity_type_destruction").sudo()
        for act in self.sudo():
            asked = act.activity_ids.filtered(lambda a: a.activity_type_id == kind)
            wanted = act._wanted()
            stays = asked.filtered(
                lambda a, wanted=wanted: wanted.get(a.user_id) == a.summary
            )
            agreed = (asked - stays).filtered(
                lambda a, act=act: a.user_id in act.agreed_ids
            )
            agreed._action_done()
            (asked - stays - agreed).unlink()
            for user in wanted.keys() - set(stays.user_id):
                act.with_context(mail_activity_quick_update=True).activity_schedule(
                    activity_type_id=kind.id,
                    date_deadline=act.date,
                    summary=wanted[user],
                    user_id=user.id,
                    automated=True,
                )

    def _wanted(self):
        """{user: what he has to do}."""
        self.ensure_one()
        if self.state == PREPARED and self.line_ids:
            asked = (self.commission_ids - self.agreed_ids).filtered("active")
            return {user: self._in_words(user, PREPARED) for user in asked}
        if self.state == AGREED:
            return {self.user_id: self._in_words(self.user_id, AGREED)}
        return {}

    def _in_words(self, user, state):
        env = self.with_context(lang=user.lang).env
        words = {
            PREPARED: env._("Agree to an act of destruction"),
            AGREED: env._("All agreed: carry the act of destruction out"),
        }
        return words[state]
