import logging

from psycopg2 import OperationalError

from odoo import api, models

from ..tools.carriers import Actor
from ..tools.domains import domain_fields
from .evaluator import plain_value

_logger = logging.getLogger(__name__)

QUEUE = "bpm_flow.starts"


class BpmFlowStartRun(models.Model):
    """Starts that automation rules ask for: collected, deferred, done in batches."""

    _inherit = "bpm.flow.start"

    @api.model
    def _take(self, batch):
        """Start what a rule's actions collected.

        A rule may fire inside a recompute, in the middle of Odoo's own writing: then
        the start waits for the next moment when rows may be written, at the latest
        just before the commit.

        :param list batch: ``(server action id, record id, model name)``
        """
        queue = self.env.cr.precommit.data.setdefault(QUEUE, [])
        queue.extend((self.env.uid, *item) for item in batch)
        if not queue:
            return
        if any(self.env.transaction.protected.values()):
            self.env.cr.precommit.add(self._drain)
        else:
            self._drain()

    @api.model
    def _drain(self):
        queue = self.env.cr.precommit.data.get(QUEUE) or []
        taken, queue[:] = list(queue), []
        groups = {}
        for uid, action_id, res_id, _model in taken:
            groups.setdefault((uid, action_id), []).append(res_id)
        for (uid, action_id), ids in groups.items():
            action = self.env["ir.actions.server"].sudo().browse(action_id)
            user = self.env["res.users"].browse(uid)
            self._start_for(action, list(dict.fromkeys(ids)), user)

    @api.model
    def _start_for(self, action, ids, user):
        """Start a rule's process for these records; a fault stops nobody's save."""
        flow = action.bpm_flow_id
        rule = action.base_automation_id.bpm_start_id
        clean = self.with_context(clean_start_context(self.env.context))
        try:
            clean._start_batch(flow, rule, ids, user)
        except OperationalError:
            raise
        except Exception as error:
            _logger.info("Start of %s failed", flow.code, exc_info=error)
            self._tell_start_failed(flow.sudo(), rule, ids, error)

    def _start_batch(self, flow, rule, ids, user):
        flow = flow.with_env(self.env).sudo().with_context(bpm_actor=Actor(user.id))
        flow._start_cases(
            [{"res_id": res_id} for res_id in ids],
            user=user,
            strict=False,
            rule=rule.sudo(),
            reasons=rule.sudo()._reasons(ids),
        )

    def _reasons(self, ids):
        """{record id: {name: value}} of the fields that the rule looked at."""
        if not self:
            return {}
        domain = self._effective_domain()
        records = self.env[self.flow_id.res_model].sudo().browse(ids)
        names = [name for name in domain_fields(domain) if name in records._fields]
        return {
            record.id: {name: plain_value(record[name]) for name in names}
            for record in records
        }

    @api.model
    def _tell_start_failed(self, flow, rule, ids, error):
        """The owner reads in the process's chatter which records were left out."""
        self = self.with_context(lang=flow.user_id.lang)
        names = self.env[flow.res_model].sudo().browse(ids[:5]).mapped("display_name")
        flow.with_context(mail_notify_force_send=False).message_post(
            body=self.env._(
                "The rule “%(rule)s” could not start the process for %(count)s "
                "record(s), for example %(names)s: %(error)s",
                rule=rule.name or self.env._("automation"),
                count=len(ids),
                names=", ".join(names),
                error=error,
            ),
            partner_ids=flow.user_id.partner_id.ids,
        )

    def try_on(self, res_id):
        """Whether a record would start the process by this rule, and if not, why.

        :param int res_id: a record of the process's target
        :return: ``{"fits", "active", "published", "guarded", "checks": [{"label",
            "operator", "expected", "value", "holds"}]}``
        :raises AccessError: when the user may not read rule or record
        """
        self.ensure_one()
        self.check_access("read")
        record = self.env[self.res_model].browse(int(res_id))
        record.check_access("read")
        flow = self.flow_id.sudo()
        domain = self._effective_domain()
        allowed = flow._let_through([{"res_id": record.id}], strict=False)
        return {
            "fits": bool(record.sudo().filtered_domain(domain)),
            "active": self.active,
            "published": bool(flow.version_id),
            "guarded": not allowed,
            "checks": [self._check_leaf(record, leaf) for leaf in _leaves(domain)],
        }

    def _check_leaf(self, record, leaf):
        path, operator, expected = leaf
        first = str(path).split(".")[0]
        value = record[first] if first in record._fields else None
        return {
            "label": self.env["bpm.flow.transition"]._path_words(self.res_model, path),
            "operator": operator,
            "expected": self._expected_words(first, expected),
            "value": plain_value(value),
            "holds": bool(record.sudo().filtered_domain([leaf])),
        }

    def _expected_words(self, name, expected):
        """Ids of records as their names."""
        field = self.env[self.res_model]._fields.get(name)
        ids = expected if isinstance(expected, (list, tuple)) else [expected]
        if (
            field is not None
            and field.comodel_name
            and all(type(id_) is int for id_ in ids)
        ):
            return plain_value(self.env[field.comodel_name].browse(ids).exists())
        return expected


def _leaves(domain):
    return [item for item in domain if isinstance(item, (list, tuple))]


def clean_start_context(context):
    """Defaults meant for the record that is being saved are not for our rows."""
    return {
        key: value
        for key, value in context.items()
        if not key.startswith("default_") and key != "bpm_batch"
    }
