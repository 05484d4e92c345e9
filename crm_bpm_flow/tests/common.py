"""The cast, and a short way to write processes down, for all tests with a database.

===========  ==========================================  =========
who          may                                         company
===========  ==========================================  =========
owner        design processes; see all leads             first
worker       work on all leads; his manager is owner     first
mate         work on all leads                           first
clerk        create leads, and nothing else              first
stranger     log in: an employee without CRM rights      first
admin        everything: settings and all processes      both
foreigner    design processes; see all leads             second
===========  ==========================================  =========

The clock stands at Monday, 2 March 2026, 09:00 UTC and moves by ``run_due`` only.
"""

from contextlib import contextmanager
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import RecordCapturer, TransactionCase, tagged

from .process_words import build, end, task  # noqa: F401 (for the test modules)

MONDAY = datetime(2026, 3, 2, 9, 0)
CRON = "crm_bpm_flow.ir_cron_run_due"


@tagged("post_install", "-at_install")
class FlowCase(TransactionCase):
    """People, a lead, and helpers that read like the sentences of a story."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clock = cls._start_clock()
        quick = {"tracking_disable": True, "no_reset_password": True}
        cls.env = cls.env(context={**cls.env.context, **quick})
        cls._make_cast()
        cls.lead = cls.env["crm.lead"].create({"name": "Fifty chairs", "type": "lead"})
        cls._end_transaction()

    @classmethod
    def _start_clock(cls):
        freezer = freeze_time(MONDAY)
        cls.addClassCleanup(freezer.stop)
        return freezer.start()

    @classmethod
    def _make_cast(cls):
        # Odoo would draw its logo in five sizes.
        second = {"name": "Second", "logo": False}
        cls.second_company = cls.env["res.company"].create(second)
        cls.clerk_group = cls._group_of_the_clerk()
        seller = "sales_team.group_sale_salesman_all_leads"
        designer = f"{seller},crm_bpm_flow.group_owner"
        people = {
            "owner": cls._person_vals("owner", designer),
            "worker": cls._person_vals("worker", seller),
            "mate": cls._person_vals("mate", seller),
            "clerk": cls._person_vals("clerk", "base.group_user"),
            "stranger": cls._person_vals("stranger", "base.group_user"),
            "admin": cls._person_vals(
                "admin",
                f"{seller},base.group_system,crm_bpm_flow.group_admin",
                company_ids=[(4, cls.second_company.id), (4, cls.env.company.id)],
            ),
            "foreigner": cls._person_vals(
                "foreigner",
                designer,
                company_id=cls.second_company.id,
                company_ids=[(6, 0, cls.second_company.ids)],
            ),
        }
        people["clerk"]["group_ids"].append((4, cls.clerk_group.id))
        users = cls.env["res.users"].create(list(people.values()))
        for name, user in zip(people, users, strict=True):
            setattr(cls, name, user)
        cls.worker.bpm_manager_id = cls.owner

    @classmethod
    def _person(cls, name, groups, **values):
        return cls.env["res.users"].create(cls._person_vals(name, groups, **values))

    @classmethod
    def _person_vals(cls, name, groups, **values):
        """An employee; without a password, whose hashing costs more than the rest."""
        groups = [cls.env.ref(group).id for group in groups.split(",")]
        return {
            "name": name.capitalize(),
            "login": f"bpm_{name}",
            "email": f"{name}@example.com",
            "group_ids": [(6, 0, groups)],
            "notification_type": "inbox",
            "tz": "UTC",
            **values,
        }

    @classmethod
    def _group_of_the_clerk(cls):
        """May enter a lead; may read what the entry form needs, not the leads."""
        group = cls.env["res.groups"].create({"name": "Clerks"})
        rights = {"crm.lead": "create", "crm.stage": "read", "crm.tag": "read"}
        cls.env["ir.model.access"].create(
            [
                {
                    "name": f"clerks: {model}",
                    "model_id": cls.env["ir.model"]._get_id(model),
                    "group_id": group.id,
                    f"perm_{right}": True,
                }
                for model, right in rights.items()
            ]
        )
        return group

    def setUp(self):
        super().setUp()
        if self.clock:
            self.clock.move_to(MONDAY)

    @classmethod
    def _end_transaction(cls):
        """What a commit would do to the database and to what is remembered."""
        cls.env.flush_all()
        cls.env.cr.precommit.run()
        cls.env.invalidate_all()

    # ------------------------------------------------------------------
    # Processes and cases
    # ------------------------------------------------------------------
    def flow(self, name="Call back", publish=True, **steps):
        """A process from its steps in order; see ``process_words``.

        Keywords that are fields of ``bpm.flow`` set them.
        """
        Flow = self.env["bpm.flow"]
        values = {key: steps.pop(key) for key in list(steps) if key in Flow._fields}
        flow = Flow.create({"name": name, "user_id": self.owner.id, **values})
        build(flow.draft_id, steps or {"call": task(self.worker)})
        if publish:
            flow.draft_id.with_user(self.owner).action_publish()
        return flow

    def edit(self, flow, **steps):
        """Publish a new version of ``flow`` with these steps."""
        flow.with_user(self.owner).action_new_draft()
        build(flow.draft_id, steps)
        flow.draft_id.with_user(self.owner).action_publish()

    def step(self, flow, key):
        """The row of the newest version's step that was written as ``key``."""
        version = flow.draft_id or flow.version_id
        return version.node_ids.filtered(lambda node: node.bpmn_id == key)

    def rule(self, flow, trigger="on_create", **values):
        """A start rule, made by the process's owner."""
        return (
            self.env["bpm.flow.start"]
            .with_user(self.owner)
            .create(
                {"flow_id": flow.id, "name": "New lead", "trigger": trigger, **values}
            )
            .sudo()
        )

    def start(self, flow, records=None, **variables):
        records = self.lead if records is None else records
        return flow.start(records, variables or None)

    def cases_of(self, flow, record=None):
        domain = [("flow_id", "=", flow.id)]
        if record:
            domain.append(("res_id", "=", record.id))
        return self.env["bpm.flow.instance"].search(domain, order="id")

    def leads(self, count):
        return self.env["crm.lead"].create(
            [{"name": f"Lead {number}", "type": "lead"} for number in range(count)]
        )

    def finish(self, case, outcome=None, by=None, **rest):
        """Somebody finishes the open task of a case."""
        tasks = case.open_task_ids
        return tasks.with_user(by or tasks.user_ids[:1]).complete(outcome, **rest)

    def here(self, case):
        """Where a case stands: the ids of its open steps, sorted."""
        return sorted(case.open_task_ids.node_id.mapped("bpmn_id"))

    def kinds(self, case):
        """The kinds of a case's journal, in order."""
        return [row.kind for row in case.log_ids.sorted("seq")]

    # ------------------------------------------------------------------
    # Time
    # ------------------------------------------------------------------
    def run_due(self, **delta):
        """Let time pass (``minutes=10``) and the scheduler do what is due."""
        self.clock.tick(timedelta(**delta))
        self._end_transaction()
        self.env["bpm.flow.job"]._cron_run_due()
        self._end_transaction()

    @contextmanager
    def wakes(self):
        """List of the moments at which the scheduler is asked to run."""
        moments = []
        self._end_transaction()
        domain = [("cron_id", "=", self.env.ref(CRON).id)]
        with RecordCapturer(self.env["ir.cron.trigger"].sudo(), domain) as asked:
            yield moments
            self.env.cr.precommit.run()
        moments.extend(sorted(asked.records.mapped("call_at")))

    def at(self, text):
        """A moment from ``"2026-03-02 09:10"``."""
        return fields.Datetime.to_datetime(f"{text}:00")

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------
    def inbox(self, user):
        """Messages that a person was notified of, oldest first."""
        return self.env["mail.message"].search(
            [("notified_partner_ids", "in", user.partner_id.ids)], order="id"
        )

    @contextmanager
    def refused(self, error, *words):
        """An error whose text has all these words."""
        with self.assertRaises(error) as caught, self.env.cr.savepoint():
            yield caught
        for word in words:
            self.assertIn(str(word), str(caught.exception))
