from odoo import models
from odoo.exceptions import UserError

from ..tools.carriers import Answers, Cause


class BpmFlowNodeRun(models.Model):
    """What a step does when it runs: its actions, its call, its faults in words."""

    _inherit = "bpm.flow.node"

    def _execute_actions(self, cases, keys=None):
        """Run the step's server actions on the cases' records.

        They work with the rights of the version's *run as* user: what he may not
        write, his process may not (DESIGN rule 12).

        :param cases: ``bpm.flow.instance`` of one version
        :param keys: {record id: idempotency key of the job that runs it}
        :return: {case id: outcome code} where an action named one
        """
        self.ensure_one()
        self._check_actions_kept()
        records = cases._records_by_case()
        if missing := cases.filtered(lambda c: c not in records):
            raise UserError(
                self.env._("The record “%s” was deleted.", missing[0].record_name)
            )
        outcomes = Answers()
        ids = list(dict.fromkeys(records[case].id for case in cases))
        run_as = self.version_id._run_as()
        self._check_may_act(run_as, cases, ids)
        for action in self.action_ids.sorted():
            runner = action.with_user(run_as).with_context(
                active_model=cases[0].res_model,
                allowed_company_ids=(cases.company_id or run_as.company_id).ids,
                bpm_cases=cases.ids,
                bpm_outcomes=outcomes,
                bpm_cause=Cause.below(self.env, cases.ids),
                lang=self.env.company.partner_id.lang or self.env.lang,
            )
            for batch in action._bpm_batches(ids):
                alone = batch[0] if len(batch) == 1 else None
                now = runner.with_context(
                    active_ids=batch,
                    active_id=batch[0],
                    bpm_job_key=(keys or {}).get(alone),
                )
                now.sudo(False).run()
        return outcomes

    def _check_may_act(self, run_as, cases, ids):
        """What the process may not change is an incident with its reason; Odoo would
        warn its administrators of it, each time that it is tried."""
        records = self.env[cases[0].res_model].with_user(run_as).browse(ids)
        companies = (cases.company_id or run_as.company_id).ids
        if self.action_ids.filtered(lambda action: not action.group_ids):
            records.with_context(allowed_company_ids=companies).check_access("write")

    def _called_record_id(self, flow, case, record):
        """The record that the called process runs on."""
        if record is None:
            raise UserError(
                self.env._("The record “%s” was deleted.", case.record_name)
            )
        target = record
        for name in (self.call_record_path or "").split("."):
            if name:
                target = target[name][:1] if name in target._fields else None
            if not target:
                break
        if not target or target._name != flow.res_model:
            raise UserError(
                self.env._(
                    "The called process “%(flow)s” finds no record to work on at "
                    "“%(record)s”.",
                    flow=flow.name,
                    record=case.record_name,
                )
            )
        return target.id

    def _missing_callee(self):
        raise UserError(
            self.env._(
                "“%(step)s” calls a process that is not here (%(code)s).",
                step=self.name,
                code=self.called_code or "-",
            )
        )

    def _fault_sentence(self, code, args):
        """What the engine's fault means, in a plain sentence."""
        args = args or {}
        sentences = {
            "no_flow": self.env._(
                "After “%s” no way on fits: no condition holds and there is no "
                "“otherwise”.",
                self.name,
            ),
            "loop": self.env._(
                "The process goes round through “%s” without ever waiting.",
                self.name,
            ),
            "stuck": self.env._(
                "“%s” waits for a branch that can no longer come.", self.name
            ),
            "unsupported": self.env._("“%s” cannot be run.", self.name),
            "no_date": self._no_date_sentence(),
            "condition": self.env._(
                "A condition after “%s” cannot be decided.", self.name
            ),
            "uncaught_error": self._uncaught_sentence(args.get("code")),
            "uncaught_cancel": self.env._(
                "“%s” calls a transaction off, and no way leads on from there.",
                self.name,
            ),
        }
        general = self.env._("“%(step)s” failed (%(code)s).", step=self.name, code=code)
        return args.get("reason") or sentences.get(code) or general

    def _uncaught_sentence(self, code):
        if not code:
            return self.env._(
                "“%s” ends with a failure, and nothing around it goes on after that.",
                self.name,
            )
        return self.env._(
            "“%(step)s” ends with the failure “%(code)s”, and nothing around it goes "
            "on after that.",
            step=self.name,
            code=code,
        )

    def _no_date_sentence(self):
        """Its field may have been deleted since the version was published."""
        if self.timer_text:
            return self.env._(
                "“%(step)s” waits for a moment, and “%(text)s” says none.",
                step=self.name,
                text=self.timer_text[:100],
            )
        lost = self.version_id._check_field_path(self, self.deadline_field)
        if self.deadline_from == "field" and lost:
            return lost[0]["message"]
        return self.env._(
            "“%s” waits for a date of the record that is empty.", self.name
        )
