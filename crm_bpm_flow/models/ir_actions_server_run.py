from functools import reduce
from operator import getitem

from odoo import api, models, tools
from odoo.exceptions import AccessError, UserError
from odoo.tools import is_html_empty

from ..tools.carriers import Answers, Batch
from ..tools.web import post_json

# Kinds that Odoo's own code runs, under sudo if it is left to itself.
ODOO_RUNS = {"mail_post", "next_activity", "followers", "remove_followers", "sms"}


class IrActionsServerRun(models.Model):
    """Running: starts in batches, steps with the rights of their process."""

    _inherit = "ir.actions.server"

    def run(self):
        """Hand starts to the batch of the automation rule that runs us."""
        context = self.env.context
        batch = context.get("bpm_batch")
        collects = isinstance(batch, Batch) and len(self) == 1
        if collects and self.id in self._bpm_starts():
            batch.append((self.id, context["active_id"], context["active_model"]))
            return False
        if not self._is_run_by_step() and self.sudo().bpm_node_id:
            raise AccessError(
                self.env._("An action of a step is run by its process only.")
            )
        return super().run()

    @api.model
    @tools.ormcache()
    def _bpm_starts(self):
        """``{id: (process id, start id or False)}`` of all actions that start one.

        Remembered, since Odoo would read the whole action for each save; it forgets
        what is remembered whenever an action changes.
        """
        actions = self.sudo().with_context(active_test=False)
        return {
            action.id: (
                action.bpm_flow_id.id,
                action.base_automation_id.bpm_start_id.id,
            )
            for action in actions.search([("state", "=", "bpm_start")])
        }

    def _bpm_batches(self, ids):
        """Ids of the records for each run: Odoo gives code one ``record`` at a time."""
        alone = self.sudo().state in ("code", "multi")
        return [[record_id] for record_id in ids] if alone else [ids]

    def _is_run_by_step(self):
        """Whether a step runs it; nothing that comes over the network says so."""
        return isinstance(self.env.context.get("bpm_outcomes"), Answers)

    def _run_action_bpm_start_multi(self, eval_context=None):
        """Start the process for the records that Odoo let the user work on."""
        found = eval_context or {}
        records = found.get("records") or found.get("record")
        if self.bpm_flow_id and records:
            self.env["bpm.flow.start"]._start_for(self, records, self.env.user)
        return False

    def _get_runner(self):
        """In a step, Odoo's own runners work with the rights of the process, too."""
        runner, multi = super()._get_runner()
        if self.state not in ODOO_RUNS or not self._is_run_by_step():
            return runner, multi

        def run(action, eval_context=None):
            return runner(action._bpm_without_sudo(), eval_context=eval_context)

        return run, multi

    def _bpm_without_sudo(self):
        """The action, its own settings read, for whoever may not read actions."""
        settings = (f for f in self._fields.values() if f.store)
        for field in settings:
            if field.column_type or field.type == "many2many":
                field.__get__(self)
        return self.sudo(False)

    def _run_action_object_write(self, eval_context=None):
        """In a step: as the process's *run as* user, where Odoo takes sudo."""
        if not (self.bpm_node_id and self.update_path and self._is_run_by_step()):
            return super()._run_action_object_write(eval_context=eval_context)
        values = self._eval_value(eval_context=eval_context)
        record = self._bpm_record()
        target = reduce(getitem, self.update_path.split(".")[:-1], record)
        target.write({self.update_field_id.name: values[self.id]})
        return None

    def _run_action_object_create(self, eval_context=None):
        """In a step: as the process's *run as* user, where Odoo takes sudo."""
        if not (self.bpm_node_id and self._is_run_by_step()):
            return super()._run_action_object_create(eval_context=eval_context)
        created = self.env[self.crud_model_id.model].sudo(False)
        new_id, _name = created.name_create(self.value)
        if link := self.link_field_id:
            many = link.ttype in ("one2many", "many2many")
            self._bpm_record().write({link.name: [(4, new_id)] if many else new_id})
        return None

    def _run_action_mail_post_multi(self, eval_context=None):
        """In a step, a mail that cannot go is a fault, not nothing."""
        if self.bpm_node_id and self._is_run_by_step():
            self._check_bpm_mail(self.env.context["active_ids"])
        return super()._run_action_mail_post_multi(eval_context=eval_context)

    def _bpm_mail_is_empty(self):
        """Whether nothing stands in the template itself, whatever the record."""
        template = self.template_id.sudo()
        return not template.subject and is_html_empty(template.body_html)

    def _check_bpm_mail(self, ids):
        template = self.template_id
        if not template:
            raise UserError(
                self.env._("“%s”: the mail's template is gone.", self.bpm_node_id.name)
            )
        mails = template._generate_template(
            ids, ("subject", "body_html", "email_to", "email_cc", "partner_to")
        )
        for record in self.env[self.model_name].browse(ids):
            mail = mails[record.id]
            if not mail.get("subject") and is_html_empty(mail.get("body_html")):
                raise UserError(
                    self.env._("The mail's template “%s” is empty.", template.name)
                )
            if self._bpm_names_readers() and not any(
                mail.get(name) for name in ("partner_ids", "email_to", "email_cc")
            ):
                raise UserError(
                    self.env._(
                        "The mail “%(mail)s” reaches nobody: “%(record)s” has no "
                        "address.",
                        mail=template.name,
                        record=record.display_name,
                    )
                )

    def _bpm_names_readers(self):
        """Whether the mail is for somebody, not only for whoever follows the record."""
        template = self.template_id
        named = template.email_to or template.partner_to or template.use_default_to
        return bool(named or self.mail_post_method == "email")

    def _bpm_record(self):
        """The record that the step works on, with the rights of the process."""
        model = self.env[self.model_id.model].sudo(False)
        return model.browse(self.env.context["active_id"])

    def _run_action_webhook(self, eval_context=None):
        """In a step, a web call is a job's own work: answered, repeated, explained.

        The answer's values become variables of the case; an ``outcome`` in it chooses
        the way on. Without an address the outcome is ``no_address``.
        """
        if not (self.bpm_node_id and self._is_run_by_step()):
            return super()._run_action_webhook(eval_context=eval_context)
        context = self.env.context
        record = self.env[self.model_name].browse(context["active_id"])
        cases = self.env["bpm.flow.instance"].sudo().browse(context["bpm_cases"])
        case = cases.filtered(lambda c: c.res_id == record.id)[:1]
        address = self._bpm_address()
        if not address:
            context["bpm_outcomes"][case.id] = "no_address"
            return False
        key = f"{context.get('bpm_job_key') or case.id}-{self.id}"
        answer = post_json(address, self._bpm_payload(record, case), key)
        context["bpm_outcomes"][case.id] = answer.pop("outcome", None)
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
