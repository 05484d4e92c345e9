import logging

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.carriers import Actor, Cause
from .condition_words import reason
from .evaluator import plain_value, readable_values

_logger = logging.getLogger(__name__)

QUEUE = "bpm_flow.starts"
# Starts inside starts that one call may hold; the next wait for its end.
NESTED = 4


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
        cause = Cause.of(self.env)
        queue.extend((self.env.uid, cause, *item) for item in batch)
        if not queue:
            return
        is_deep = cause and cause.depth > NESTED
        if is_deep or any(self.env.transaction.protected.values()):
            self.env.cr.precommit.add(self._drain)
        else:
            self._drain()

    @api.model
    def _drain(self):
        queue = self.env.cr.precommit.data.get(QUEUE) or []
        taken, queue[:] = list(queue), []
        groups = {}
        for uid, cause, action_id, res_id, model in taken:
            groups.setdefault((uid, cause, action_id, model), []).append(res_id)
        for (uid, cause, action_id, model), ids in groups.items():
            action = self.env["ir.actions.server"].sudo().browse(action_id)
            user = self.env["res.users"].browse(uid)
            starts = self.with_context(bpm_cause=cause)
            starts._start_for(action, self.env[model].browse(dict.fromkeys(ids)), user)

    @api.model
    def _start_for(self, action, records, user):
        """Start a rule's process for these records; a fault stops nobody's save."""
        flow_id, rule_id = action._bpm_starts().get(action.id, (False, False))
        flow = self.env["bpm.flow"].sudo().browse(flow_id)
        rule = self.sudo().browse(rule_id)
        # Keys are taken out: kwargs could only add some.
        context = clean_start_context(self.env.context)
        clean = self.with_context(context)  # pylint: disable=context-overridden
        failed, runtime = [], self.env["bpm.flow.runtime"]
        records = self.env["bpm.flow.instance"]._still_there(records.sudo())
        if not records:
            return
        try:
            clean._start_batch(flow, rule, records, user)
        except OperationalError:
            raise
        except UniqueViolation:
            _logger.info("%s was started by somebody else meanwhile", flow.code)
        except Exception as error:
            _logger.info("Start of %s failed", flow.code, exc_info=error)
            with runtime._firewall(failed):
                self._tell_start_failed(flow.sudo(), rule, records, error)

    def _start_batch(self, flow, rule, records, user):
        rule.sudo()._recall()
        flow.sudo()._recall().version_id._recall()
        if records._name != flow.sudo().res_model:
            raise UserError(
                self.env._(
                    "“%(flow)s” does not work on records like “%(record)s”.",
                    flow=flow.sudo().name,
                    record=records[:1].display_name,
                )
            )
        ids = records.ids
        flow = flow.with_env(self.env).sudo().with_context(bpm_actor=Actor(user.id))
        chain = flow._chain_behind(Cause.of(self.env))
        if flow._must_hold(chain):
            flow._hold(ids, rule.sudo(), user)
            return
        flow._start_by_rule(ids, rule.sudo(), user, chain)

    def _reasons(self, ids):
        """{record id: {name: value}} of the fields that the rule looked at, as far as
        the process may read them: its journal tells them to all who take part."""
        version, domain = self.flow_id.version_id, self._effective_domain()
        if not version:
            return {}
        if not domain:  # nothing was looked at
            return {id_: {} for id_ in ids}
        reader = version._run_as()
        model = self.env[self.flow_id.res_model].with_user(reader)
        records = model.with_context(
            active_test=False, allowed_company_ids=list(reader._get_company_ids())
        ).browse(ids)
        return readable_values(records._filtered_access("read"), domain)

    @api.model
    def _tell_start_failed(self, flow, rule, records, error):
        """The owner, and nobody else, is told which records were left out."""
        self = self.with_context(lang=flow._answering().lang)
        names = records.sudo()[:5].mapped("display_name")
        flow._tell_answering(
            subject=self.env._("“%s” could not be started", flow.name),
            body=self.env._(
                "The rule “%(rule)s” could not start the process for %(count)s "
                "record(s), for example %(names)s: %(error)s",
                rule=rule.name or self.env._("automation"),
                count=len(records),
                names=", ".join(names),
                error=error,
            ),
        )

    def _note_broken(self, error):
        """Remember that the rule cannot be decided, and tell the owner once."""
        _logger.info("Start rule %s cannot be decided: %s", self.id, error)
        if self.broken:
            return
        flow = self.flow_id
        self = self.with_context(lang=flow._answering().lang)
        sentence = reason(self.env, error)
        self._fields["broken"].write(self, sentence[:500])
        flow._tell_answering(
            subject=self.env._("“%s” starts nothing any more", self.name),
            body=self.env._(
                "The rule “%(rule)s” of “%(flow)s” cannot be decided: %(error)s",
                rule=self.name,
                flow=flow.name,
                error=sentence,
            ),
        )

    def try_on(self, res_id):
        """Whether a record would start the process by this rule, and if not, why.

        :param int res_id: a record of the process's target
        :return: ``{"fits", "active", "published", "guarded", "checks": [{"label",
            "operator", "expected", "value", "holds", "asks", "has"}]}``, the last
            two in words
        :raises AccessError: when the user may not read rule or record, or a field
            that the rule looks at
        """
        self.ensure_one()
        self.check_access("read")
        record = self.env[self.res_model].browse(int(res_id))
        record.check_access("read")
        flow = self.flow_id.sudo()
        domain = self._effective_domain()
        allowed = flow._let_through([{"res_id": record.id}], strict=False)
        return {
            "fits": bool(record.filtered_domain(domain)),
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
            "holds": bool(record.filtered_domain([leaf])),
            **self._leaf_words(record, leaf),
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
