from odoo import fields, models
from odoo.exceptions import UserError

from .const import DRAFT, PUBLISHED, RETIRED


class BpmFlowVersionPublish(models.Model):
    """A draft is frozen for new cases, a published version is taken out of use."""

    _inherit = "bpm.flow.version"

    # ------------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------------
    def action_publish(self):
        """Freeze this draft and let new cases run on it.

        :raises UserError: listing what the checker calls an error
        """
        for version in self:
            version.check_access("write")
            version.sudo().with_context(bpm_publisher=self.env.uid)._publish()

    def action_retire(self):
        """Take a published version out of use; its running cases go on."""
        self.check_access("write")
        self.sudo()._retire()

    # ------------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------------
    def _check_publishable(self):
        self.ensure_one()
        if self.state != DRAFT:
            raise UserError(self.env._("Only a draft can be published."))
        # What Odoo still computes on the parts belongs to the draft.
        self.env.flush_all()
        self._refuse_errors(self.env._("This process cannot be published yet:"))

    def _refuse_errors(self, sentence):
        """
        :raises UserError: the sentence and what the checker calls an error
        """
        errors = [f["message"] for f in self.check() if f["severity"] == "error"]
        if errors:
            raise UserError("\n".join([sentence, *(f"• {text}" for text in errors)]))

    def _publish(self):
        self._check_publishable()
        self._throw_erased_away()
        self.node_ids._promise_actions()
        publisher = self.env.context.get("bpm_publisher", self.env.uid)
        self.flow_id.version_id.write({"state": RETIRED})
        self.write(
            {
                "state": PUBLISHED,
                "date_published": fields.Datetime.now(),
                "published_by_id": publisher,
            }
        )
        self.flow_id.version_id = self
        # What is remembered of a frozen version may stem from a publishing that was
        # rolled back.
        self.env.registry.clear_cache()
        self.flow_id.start_ids._sync()
        self.flow_id.message_post(
            body=self.env._("Version %s is published.", self.number)
        )

    def _retire(self):
        for version in self.filtered(lambda v: v.state == PUBLISHED):
            version.state = RETIRED
            version.flow_id.version_id = False
            version.flow_id.start_ids._sync()
            version.flow_id.message_post(
                body=self.env._(
                    "Version %s is retired: no new case starts.", version.number
                )
            )
