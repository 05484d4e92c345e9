from unittest.mock import patch

from odoo.fields import Command

from .common import FlowCase, task
from .process_words import limit, wait

FROM_CLOSING = {"deadline_from": "field", "deadline_field": "date_deadline"}


class TestMoving(FlowCase):
    """A date of the record moves what is counted from it, at once (DESIGN rule 8)."""

    def _flow(self, within="-2 days", **values):
        call = task(self.worker, None, None, within, **FROM_CLOSING, **values)
        return self.flow(call=call)

    def _minute(self, moment):
        return moment and moment.strftime("%Y-%m-%d %H:%M")

    def _due(self, case):
        return self._minute(case.open_task_ids.date_deadline)

    def _shifts(self, case):
        rows = case.log_ids.sorted("seq").filtered(lambda row: row.kind == "shifted")
        return rows.mapped("message")

    # ------------------------------------------------------------------
    # Tasks
    # ------------------------------------------------------------------
    def test_a_task_its_activity_and_the_journal(self):
        self.lead.date_deadline = "2026-03-10"
        case = self.start(self._flow())
        self.lead.with_user(self.mate).date_deadline = "2026-03-20"
        self.assertEqual(self._due(case), "2026-03-18 23:59")
        activity = self.lead.activity_ids
        self.assertEqual(str(activity.date_deadline), "2026-03-18")
        row = case.log_ids.sorted("seq")[-1]
        self.assertEqual((row.user_id, row.data["field"]), (self.mate, "date_deadline"))
        self.assertIn("The deadline of “Call” moved from ", row.message)
        self.assertIn("“Expected Closing” changed", row.message)
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_the_same_date_again_moves_nothing(self):
        self.lead.date_deadline = "2026-03-10"
        case = self.start(self._flow())
        self.lead.write({"date_deadline": "2026-03-10", "name": "Sixty chairs"})
        self.assertFalse(self._shifts(case))

    def test_a_date_that_comes_later_and_goes_again(self):
        case = self.start(self._flow())
        self.assertFalse(self._due(case))
        self.lead.date_deadline = "2026-03-20"
        self.assertEqual(self._due(case), "2026-03-18 23:59")
        self.lead.date_deadline = False
        self.assertFalse(self._due(case))
        got, lost = self._shifts(case)
        self.assertIn("“Call” got a deadline, ", got)
        self.assertIn("“Call” has no deadline any more", lost)

    def test_what_is_finished_stays(self):
        self.lead.date_deadline = "2026-03-10"
        case = self.start(self._flow())
        self.finish(case)
        self.lead.date_deadline = "2026-03-20"
        self.assertEqual(self._minute(case.task_ids.date_deadline), "2026-03-08 23:59")

    def test_a_case_that_runs_on_an_old_version_follows_too(self):
        flow = self._flow()
        case = self.start(flow)
        self.edit(flow, call=task(self.worker))
        self.lead.date_deadline = "2026-03-20"
        self.assertEqual(self._due(case), "2026-03-18 23:59")

    def test_through_a_relation(self):
        """Another customer, and another date of the same customer."""
        old, new = self.env["res.partner"].create(
            [
                {"name": "A", "calendar_last_notif_ack": "2026-03-10 12:00:00"},
                {"name": "B", "calendar_last_notif_ack": "2026-03-12 12:00:00"},
            ]
        )
        path = "partner_id.calendar_last_notif_ack"
        values = {"deadline_from": "field", "deadline_field": path}
        self.lead.partner_id = old
        case = self.start(
            self.flow(call=task(self.worker, None, None, "1 days", **values))
        )
        self.assertEqual(self._due(case), "2026-03-11 12:00")
        self.lead.partner_id = new
        self.assertEqual(self._due(case), "2026-03-13 12:00")
        old.calendar_last_notif_ack = "2026-03-20 12:00:00"
        self.assertEqual(self._due(case), "2026-03-13 12:00")
        new.calendar_last_notif_ack = "2026-03-20 12:00:00"
        self.assertEqual(self._due(case), "2026-03-21 12:00")
        self.assertIn("Contact › ", self._shifts(case)[0])

    def test_a_date_that_odoo_computes(self):
        closed = {"deadline_from": "field", "deadline_field": "date_closed"}
        case = self.start(
            self.flow(call=task(self.worker, None, None, "3 days", **closed))
        )
        self.assertFalse(self._due(case))
        self.lead.action_set_won()
        self.env.flush_all()
        self.assertTrue(self._due(case))

    def test_a_fault_does_not_stop_the_save(self):
        case = self.start(self._flow())
        node = type(self.env["bpm.flow.node"])
        with (
            self.assertLogs("odoo.addons.crm_bpm_flow", "ERROR"),
            patch.object(node, "_due", side_effect=ZeroDivisionError),
        ):
            self.lead.date_deadline = "2026-03-20"
        self.assertEqual(str(self.lead.date_deadline), "2026-03-20")
        self.assertFalse(self._due(case))

    # ------------------------------------------------------------------
    # Reminders
    # ------------------------------------------------------------------
    def _reminded(self):
        flow = self.flow(
            publish=False, call=task(self.worker, within="0 days", **FROM_CLOSING)
        )
        self.step(flow, "call").reminder_ids = [
            Command.create({"moment": "before", "amount": 1, "unit": "days"})
        ]
        flow.draft_id.with_user(self.owner).action_publish()
        self.lead.date_deadline = "2026-03-03"
        return self.start(flow)

    def test_a_reminder_moves_and_the_scheduler_is_woken(self):
        case = self._reminded()
        with self.wakes() as moments:
            self.lead.date_deadline = "2026-03-10"
        self.assertEqual(self._minute(case.job_ids.date_due), "2026-03-09 23:59")
        self.assertIn("2026-03-09 23:59", [self._minute(m) for m in moments])
        self.run_due(hours=20)
        self.assertNotIn("reminded", self.kinds(case))

    def test_what_was_reminded_of_is_reminded_of_again(self):
        case = self._reminded()
        self.run_due(hours=20)
        self.assertEqual(self.kinds(case).count("reminded"), 1)
        self.assertFalse(case.job_ids)
        self.lead.date_deadline = "2026-03-10"
        self.run_due(days=7)
        self.assertEqual(self.kinds(case).count("reminded"), 2)

    def test_a_reminder_that_lies_behind_is_not_given_twice(self):
        case = self._reminded()
        self.run_due(hours=20)
        self.lead.date_deadline = "2026-03-02"
        self.assertFalse(case.job_ids)
        self.lead.date_deadline = False
        self.assertFalse(case.job_ids)

    # ------------------------------------------------------------------
    # Timers
    # ------------------------------------------------------------------
    def _waiting(self, date="2026-03-10"):
        self.lead.date_deadline = date
        return self.start(self.flow(pause=wait(**FROM_CLOSING), call=task(self.worker)))

    def test_a_wait_moves(self):
        case = self._waiting()
        self.lead.date_deadline = "2026-03-05"
        self.assertEqual(self._minute(case.job_ids.date_due), "2026-03-05 23:59")
        self.assertIn("The moment of “Pause” moved from ", self._shifts(case)[0])
        self.run_due(days=3, hours=15)
        self.assertEqual(self.here(case), ["call"])

    def test_a_wait_that_moves_into_the_past_is_due_at_once(self):
        case = self._waiting()
        with self.wakes() as moments:
            self.lead.date_deadline = "2026-03-01"
        self.assertLessEqual(moments[0], self.at("2026-03-02 09:00"))
        self.run_due()
        self.assertEqual(self.here(case), ["call"])

    def test_a_wait_without_its_date_is_an_incident_until_it_has_one(self):
        case = self._waiting()
        self.lead.date_deadline = False
        self.assertIn("date of the record that is empty", case.incident_ids.error)
        self.lead.date_deadline = "2026-03-06"
        self.run_due()
        self.assertFalse(case.incident_ids)
        self.assertEqual(self._minute(case.job_ids.date_due), "2026-03-06 23:59")

    def test_a_limit_that_had_no_date(self):
        case = self.start(
            self.flow(
                call=task(self.worker, then="end"),
                late=limit("call", None, "help", **FROM_CLOSING),
                help=task(self.owner),
            )
        )
        self.run_due(days=1)
        self.assertEqual(self.here(case), ["call"])
        self.lead.date_deadline = "2026-03-04"
        self.run_due(days=2)
        self.assertEqual(self.here(case), ["help"])

    def test_a_limit_that_loses_its_date_limits_nothing(self):
        self.lead.date_deadline = "2026-03-04"
        case = self.start(
            self.flow(
                call=task(self.worker, then="end"),
                late=limit("call", None, "help", **FROM_CLOSING),
                help=task(self.owner),
            )
        )
        self.lead.date_deadline = False
        self.run_due(days=9)
        self.assertEqual(self.here(case), ["call"])
        self.assertFalse(case.incident_ids)
