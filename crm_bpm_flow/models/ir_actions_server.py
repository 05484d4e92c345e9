from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.web import post_json
from .const import DRAFT

# What a process's owner may let a step do; the rest is for system administrators.
OWNER_STATES = {
    "object_write",
    "object_create",
    "mail_post",
    "next_activity",
    "followers",
    "remove_followers",
    "sms",
    "bpm_start",
}


class IrActionsServer(models.Model):
    """The kind "Start a process", and actions that belong to a step."""

    _inherit = "ir.actions.server"

    state = fields.Selection(
        selection_add=[("bpm_start", "Start a Process")],
        ondelete={"bpm_start": "cascade"},
    )
    bpm_flow_id = fields.Many2one(
        "bpm.flow", string="Process", index="btree_not_null", ondelete="cascade"
    )
    bpm_node_id = fields.Many2one(
        "bpm.flow.node", string="Process step", index="btree_not_null", ondelete="cascade"
    )

    # ------------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("bpm_node_id") and not vals.get("model_id"):
                node = self.env["bpm.flow.node"].browse(vals["bpm_node_id"])
                vals["model_id"] = self.env["ir.model"]._get_id(node.res_model)
        actions = super().create(vals_list)
        actions._check_bpm_step()
        return actions

    def write(self, vals):
        self._check_bpm_step()
        result = super().write(vals)
        self._check_bpm_step()
        return result

    def unlink(self):
        self._check_bpm_step()
        return super().unlink()

    def _compute_allowed_states(self):
        """In a step, an owner is offered only what he may choose."""
        super()._compute_allowed_states()
        if self.env.is_system():
            return
        for action in self:
            action.allowed_states = [s for s in action.allowed_states if s in OWNER_STATES]

    def copy_data(self, default=None):
        """A step's copy does the same under the same name."""
        vals_list = super().copy_data(default)
        for action, vals in zip(self, vals_list, strict=True):
            if action.bpm_node_id and not (default or {}).get("name"):
                vals["name"] = action.name
        return vals_list

    def _check_bpm_step(self):
        """Frozen with its version; an owner gains no rights by drawing."""
        if self.env.su and self.env.context.get("bpm_words_only"):
            return
        for action in self.sudo().filtered("bpm_node_id"):
            if action.bpm_node_id.version_id.state != DRAFT:
                raise UserError(
                    self.env._("The actions of a published version are frozen.")
                )
            if not (self.env.su or self.env.is_system()):
                action._check_owner_may()

    def _check_owner_may(self):
        forbidden = self.state not in OWNER_STATES or self.code
        if forbidden or self.evaluation_type == "equation":
            raise AccessError(
                self.env._(
                    "Only a system administrator lets a step run code or call web "
                    "addresses."
                )
            )

    # ------------------------------------------------------------------
    # Running
    # ------------------------------------------------------------------
    def run(self):
        """Hand starts to the batch of the automation rule that runs us."""
        batch = self.env.context.get("bpm_batch")
        if batch is not None and len(self) == 1 and self.sudo().state == "bpm_start":
            context = self.env.context
            batch.append((self.id, context["active_id"], context["active_model"]))
            return False
        return super().run()

    def _run_action_bpm_start_multi(self, eval_context=None):
        """Start the process for the records of the context."""
        ids = self.env.context.get("active_ids") or [self.env.context.get("active_id")]
        ids = [id_ for id_ in ids if id_]
        if self.bpm_flow_id and ids:
            self.env["bpm.flow.start"]._start_for(self, ids, self.env.user)
        return False

    def _run_action_webhook(self, eval_context=None):
        """In a step, a web call is a job's own work: answered, repeated, explained.

        The answer's values become variables of the case; an ``outcome`` in it chooses
        the way on. Without an address the outcome is ``no_address``.
        """
        case_ids = self.env.context.get("bpm_cases")
        if not case_ids or not self.bpm_node_id:
            return super()._run_action_webhook(eval_context=eval_context)
        record = self.env[self.model_name].browse(self.env.context["active_id"])
        outcomes = self.env.context["bpm_outcomes"]
        cases = self.env["bpm.flow.instance"].sudo().browse(case_ids)
        case = cases.filtered(lambda c: c.res_id == record.id)[:1]
        address = self._bpm_address()
        if not address:
            outcomes[case.id] = "no_address"
            return False
        answer = post_json(
            address,
            self._bpm_payload(record, case),
            self.env.context.get("bpm_job_key") or str(case.id),
        )
        outcomes[case.id] = answer.pop("outcome", None)
        case._merge_variables(answer)
        return False

    def _bpm_address(self):
        """The address; ``setting:NAME`` names a system parameter that holds it."""
        address = (self.webhook_url or "").strip()
        if address.startswith("setting:"):
            key = address.removeprefix("setting:")
            address = self.env["ir.config_parameter"].sudo().get_param(key) or ""
        return address

    def _bpm_payload(self, record, case):
        names = self.webhook_field_ids.mapped("name")
        values = record.read(names, load=None)[0] if names else {}
        return {
            **values,
            "_model": record._name,
            "_id": record.id,
            "_action": self.name,
            "_case": case.id,
        }
