from freezegun import freeze_time

from odoo import fields
from odoo.tests import TransactionCase

MONDAY = "2026-03-02"
TUESDAY = "2026-03-03"
WEDNESDAY = "2026-03-04"
THURSDAY = "2026-03-05"


class StoryCase(TransactionCase):
    """A ready process lived through, from the first save to the end.

    The clock stands still; ``go_to`` moves it and lets the scheduler run what came
    due. Working time is 8-12 and 13-17 UTC, Monday to Friday.

    +-------+---------------------------------------------------------------+
    | olga  | owns the process, may see all leads                           |
    | ivan  | sells, member of the team; petr too                           |
    | lena  | leads the team, member of nothing                             |
    | sam   | service; kate: quality; both only work in Odoo, no sales right |
    | clerk | may create leads and read tags, nothing else                  |
    +-------+---------------------------------------------------------------+
    """

    library_code = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Once a class: freezing looks through every module that is loaded.
        freezer = freeze_time(f"{MONDAY} 09:00:00")
        cls.clock = freezer.start()
        cls.addClassCleanup(freezer.stop)
        # No letters about being a new user or salesperson: they are Odoo's own story.
        quiet = {"no_reset_password": True, "mail_auto_subscribe_no_notify": True}
        cls.env = cls.env(context={**cls.env.context, **quiet})
        cls.env.company.resource_calendar_id.tz = "UTC"
        cls._make_people()
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Field sales",
                "user_id": cls.lena.id,
                "member_ids": [(6, 0, (cls.ivan | cls.petr).ids)],
            }
        )
        cls.flow = cls.install(cls.library_code)
        cls.fill_roles()
        cls.flow.draft_id.action_publish()

    @classmethod
    def _make_people(cls):
        sales = "sales_team.group_sale_salesman_all_leads"
        cls.olga = cls.make_user("olga", sales, "crm_bpm_flow.group_owner")
        cls.olga.group_ids |= cls.env.ref("base.group_partner_manager")
        cls.ivan = cls.make_user("ivan", sales)
        cls.petr = cls.make_user("petr", sales)
        cls.lena = cls.make_user("lena", sales)
        cls.sam = cls.make_user("sam")
        cls.kate = cls.make_user("kate")

    @classmethod
    def make_user(cls, login, *groups):
        """A user of Odoo, in these groups besides."""
        ids = [cls.env.ref(name).id for name in ("base.group_user", *groups)]
        return cls.env["res.users"].create(
            {
                "name": login.capitalize(),
                "login": f"story.{login}",
                "email": f"{login}@example.com",
                "tz": "UTC",
                "group_ids": [(6, 0, ids)],
            }
        )

    @classmethod
    def install(cls, code):
        """What olga gets by the button *Install*."""
        row = cls.env["bpm.flow.library"].search([("code", "=", code)])
        action = row.with_user(cls.olga).action_install()
        return cls.env["bpm.flow"].with_user(cls.olga).browse(action["res_id"])

    @classmethod
    def fill_roles(cls):
        """Before publishing: who does what. Each story fills its own."""

    @classmethod
    def give_role(cls, step, users):
        """Let olga put these people into the role of a step."""
        node = cls.flow.draft_id.node_ids.filtered(lambda n: n.bpmn_id == step)
        node.role_id.user_ids = users

    def setUp(self):
        super().setUp()
        self.clock.move_to(f"{MONDAY} 09:00:00")

    # ------------------------------------------------------------------
    # Acts
    # ------------------------------------------------------------------
    def go_to(self, moment):
        """Move the clock, then let the scheduler run."""
        self.clock.move_to(moment)
        self.env["bpm.flow.job"]._cron_run_due()

    def cases_of(self, record, flow=None):
        """Cases of the story's process on a record, the oldest first."""
        domain = [("flow_id", "=", (flow or self.flow).id), ("res_id", "=", record.id)]
        return self.env["bpm.flow.instance"].search(domain, order="id")

    def finish(self, case, step, user, outcome=None, comment=None):
        """Let a user finish his open task of a step."""
        self.task(case, step, user).with_user(user).complete(
            outcome=outcome, comment=comment
        )

    def task(self, case, step, user=None):
        """The open task of a step, of one user where several have one."""
        tasks = case.open_task_ids.filtered(lambda t: t.node_id.bpmn_id == step)
        if user and len(tasks) > 1:
            tasks = tasks.filtered(lambda t: user in t.user_ids)
        return tasks.ensure_one()

    # ------------------------------------------------------------------
    # Expectations
    # ------------------------------------------------------------------
    def expect_open(self, case, **steps):
        """Exactly these tasks are open: step=(people, deadline to the minute)."""
        case.invalidate_recordset()
        found = {
            task.node_id.bpmn_id: (task.user_ids, _minute(task.date_deadline))
            for task in case.open_task_ids
        }
        self.assertEqual(found, steps)

    def expect_wait(self, case, step, until):
        """Nobody has anything to do until a moment."""
        self.assertFalse(case.open_task_ids)
        waits = case.job_ids.filtered(lambda j: j.kind == "timer")
        self.assertEqual(waits.node_id.mapped("bpmn_id"), [step])
        self.assertEqual(_minute(waits.date_due), until)

    def expect_end(self, case, end, result, **walked):
        """It is over at ``end``; ``walked``: how often each other step was done."""
        case.invalidate_recordset()
        self.assertEqual(case.state, "done")
        self.assertEqual(case.result, result)
        self.assertFalse(case.open_task_ids)
        self.assertFalse(case.job_ids)
        self.assertEqual(case.walked(), {**walked, end: 1})
        ended = case.log_ids.filtered(lambda row: row.kind == "ended")
        self.assertEqual(ended.element, end)
        self.expect_sound_journal(case)

    def expect_sound_journal(self, case):
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])
        for row in case.log_ids:
            self.assertTrue(row.message)
            self.assertNotIn("%", row.message)

    def expect_journal(self, case, *facts):
        """The journal's rows from the first: "kind" or "kind step"."""
        rows = case.log_ids.sorted("seq")
        found = [f"{row.kind} {row.element or ''}".strip() for row in rows]
        self.assertEqual(found, list(facts))

    def expect_told(self, user, *words):
        """The newest message to a user says these words."""
        message = self.env["mail.message"].search(
            [("partner_ids", "in", user.partner_id.ids)], order="id desc", limit=1
        )
        for word in words:
            self.assertIn(word, f"{message.subject} {message.body}")


def _minute(moment):
    return fields.Datetime.to_string(moment)[:16] if moment else False
