from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import FlowCase, end, task
from .process_words import limit


class TestActivity(FlowCase):
    """A task and its native activities: two faces of one thing."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            call=task(
                self.worker | self.mate,
                {"Reached": "goal", "No answer": "again"},
                within="3 days",
                instruction="<p>Be kind</p>",
            ),
            again=task(self.worker, then="goal"),
            goal=end("goal"),
        )
        self.case = self.start(self.process)
        self.task = self.case.open_task_ids

    def _activity(self, user):
        found = self.lead.activity_ids.filtered(lambda a: a.user_id == user)
        return found.with_user(user)

    def test_each_person_finds_it_in_his_own_activities(self):
        activity = self._activity(self.worker)
        self.assertEqual(activity.summary, "Call")
        self.assertIn("Be kind", activity.note)
        self.assertEqual(str(activity.date_deadline), "2026-03-05")
        self.assertEqual(activity.bpm_task_id, self.task)
        self.assertEqual(
            [button["code"] for button in activity.bpm_outcomes],
            ["reached", "no_answer"],
        )
        self.assertTrue(self._activity(self.mate))

    def test_whoever_may_not_finish_it_is_offered_nothing(self):
        activity = self._activity(self.worker)
        for user, others in (
            (self.worker, False),
            (self.mate, False),
            (self.owner, False),
            (self.stranger, True),
        ):
            seen = activity.with_user(user).sudo()
            self.assertEqual(seen.bpm_is_others, others, user.login)

    def test_it_knows_its_record_by_name_without_asking(self):
        """Odoo asks each record by itself, which costs as much as a case's start."""
        asked = patch.object(
            self.env.registry["mail.activity"], "_compute_res_name", autospec=True
        )
        with asked as asked:
            self.start(self.flow("Other", ask=task(self.worker)))
            self.env.flush_all()
        asked.assert_not_called()
        self.env.invalidate_all()
        activity = self._activity(self.worker).filtered(lambda a: a.summary == "Ask")
        self.assertEqual(activity.res_name, self.lead.display_name)

    def test_the_deadline_is_a_day_in_the_person_s_own_zone(self):
        self.worker.tz = "Pacific/Auckland"
        self.clock.move_to("2026-03-02 20:00:00")
        self.start(self.flow("Other", ask=task(self.worker, within="1 hours")))
        activity = self._activity(self.worker).filtered(lambda a: a.summary == "Ask")
        self.assertEqual(str(activity.date_deadline), "2026-03-03")

    def test_done_there_is_done_here(self):
        activity = self._activity(self.worker).with_context(bpm_outcome="no_answer")
        activity.action_feedback(feedback="Rang twice")
        self.assertEqual((self.task.state, self.task.outcome), ("done", "no_answer"))
        self.assertEqual(self.task.comment, "Rang twice")
        self.assertEqual(self.task.done_by_id, self.worker)
        self.assertEqual(self.here(self.case), ["again"])
        self.assertEqual(self.lead.activity_ids.mapped("summary"), ["Again"])

    def test_done_here_is_done_there(self):
        activities = self.lead.activity_ids
        self.task.with_user(self.mate).complete("reached")
        self.assertFalse(self.lead.activity_ids)
        self.assertEqual(activities.exists(), activities, "done ones are archived")

    def test_several_outcomes_are_asked_for(self):
        with self.refused(UserError, "Choose how “Call” ended: Reached, No answer"):
            self._activity(self.worker).action_feedback()
        self.assertEqual((self.task.state, len(self.lead.activity_ids)), ("open", 2))

    def test_what_is_missing_keeps_the_activity_open(self):
        case = self.start(
            self.flow("Strict", ask=task(self.worker, require_file=True)), self.leads(1)
        )
        activity = case.open_task_ids.activity_ids.with_user(self.worker)
        self.assertTrue(activity.bpm_needs_form)
        with self.refused(ValidationError, "attach a file"):
            activity.action_done()
        files = self.env["ir.attachment"].with_user(self.worker)
        file = files.create({"name": "a.txt", "raw": b"a"}).sudo()
        activity.action_feedback(attachment_ids=file.ids)
        self.assertEqual(case.task_ids.attachment_ids, file)
        self.assertEqual(case.state, "done")

    def test_somebody_else_s_activity_does_not_finish_my_task(self):
        self.task.with_user(self.worker).action_claim()
        activity = self._activity(self.worker).with_user(self.mate)
        with self.refused(UserError, "taken by Worker"):
            activity.with_context(bpm_outcome="reached").action_feedback()
        stranger = self.lead.activity_ids.with_user(self.stranger)
        with self.refused(AccessError):
            stranger.with_context(bpm_outcome="reached").action_feedback()
        self.assertEqual(self.task.state, "open")

    def test_cancelling_an_activity_never_loses_the_task(self):
        self._activity(self.worker).action_cancel()
        self._activity(self.mate).unlink()
        self.assertEqual(self.task.state, "open")
        self.task.with_user(self.worker).complete("reached")
        self.assertEqual(self.case.state, "done")

    def test_nor_does_the_vacuum(self):
        self.env["ir.config_parameter"].set_param(
            "mail.activity.gc.delete_overdue_years", 1
        )
        self.clock.move_to("2030-01-01 09:00:00")
        self.env["mail.activity"]._gc_delete_old_overdue_activities()
        self.assertFalse(self.lead.activity_ids)
        self.assertEqual(self.task.state, "open")

    def test_giving_the_activity_to_a_colleague_hands_over_the_task(self):
        case = self.start(self.flow("Alone", ask=task(self.worker)), self.leads(1))
        activity = case.open_task_ids.activity_ids.with_user(self.worker)
        activity.user_id = self.mate
        self.assertEqual(case.open_task_ids.user_id, self.mate)
        self.assertEqual(self.kinds(case)[-1], "delegated")
        activity.with_user(self.mate).action_feedback()
        self.assertEqual((case.state, case.task_ids.done_by_id), ("done", self.mate))

    def test_in_a_pool_the_colleague_takes_that_place(self):
        self._activity(self.worker).user_id = self.owner
        self.assertEqual(self.task.user_ids, self.mate | self.owner)
        self.assertFalse(self.task.user_id)

    def test_a_save_that_hands_nothing_on_moves_nobody_out_of_the_pool(self):
        self._activity(self.mate).unlink()
        activity = self._activity(self.worker)
        activity.user_id = self.worker
        self.assertEqual(self.task.user_ids, self.worker | self.mate)
        activity.user_id = self.owner
        self.assertEqual(self.task.user_ids, self.mate | self.owner)

    def test_nobody_hands_over_what_is_not_his(self):
        activity = self._activity(self.worker).with_user(self.admin)
        activity.user_id = self.owner
        self.task.with_user(self.owner).action_claim()
        with self.refused(UserError, "taken by Owner"):
            self._activity(self.owner).with_user(self.mate).user_id = self.worker
        self.assertEqual(self.task.user_id, self.owner)

    def test_an_activity_cannot_be_tied_to_a_task_by_hand(self):
        activities = self.env["mail.activity"].with_user(self.admin)
        values = {
            "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
            "res_id": self.leads(1).id,
            "user_id": self.admin.id,
        }
        with self.refused(AccessError):
            activities.create({**values, "bpm_task_id": self.task.id})
        with self.refused(AccessError):
            activities.with_context(default_bpm_task_id=self.task.id).create(values)
        own = activities.create(values)
        with self.refused(AccessError):
            own.bpm_task_id = self.task.id
        own.action_feedback()

    def test_a_withdrawn_task_takes_its_activities_away(self):
        self.case.with_user(self.owner).action_cancel("Enough")
        self.assertFalse(self.lead.with_context(active_test=False).activity_ids)

    def test_a_time_limit_does_too(self):
        case = self.start(
            self.flow(
                "Limited", ask=task(self.worker), late=limit("ask", "1 hours", "end")
            ),
            self.leads(1),
        )
        activity = case.open_task_ids.activity_ids
        self.run_due(hours=1)
        self.assertFalse(activity.exists())
        self.assertEqual((case.state, case.task_ids.state), ("done", "cancelled"))

    def test_a_record_without_activities_still_has_tasks(self):
        self.assertNotIn("activity_ids", self.env["mail.blacklist"]._fields)
        self.env["ir.model"]._get("mail.blacklist").bpm_enabled = True
        record = self.env["mail.blacklist"].create({"email": "spam@example.com"})
        case = self.start(self.flow("Plain", res_model="mail.blacklist"), record)
        self.assertEqual(case.open_task_ids.user_ids, self.worker)
        self.finish(case)
        self.assertEqual(case.state, "done")

    def test_a_crowd_gets_one_activity_for_all(self):
        crowd = self.env["res.users"].create(
            [{"name": f"U{n}", "login": f"bpm_u{n}"} for n in range(12)]
        )
        case = self.start(self.flow("Crowd", ask=task(crowd)), self.leads(1))
        activity = case.open_task_ids.activity_ids
        self.assertEqual((len(activity), activity.user_id.ids), (1, []))
        case.open_task_ids.with_user(crowd[3]).action_claim()
        self.assertEqual(case.open_task_ids.activity_ids.user_id, crowd[3])

    def test_done_ones_do_not_hinder_the_deletion_of_the_record(self):
        self.task.with_user(self.worker).complete("no_answer")
        self.lead.unlink()
        self.assertEqual(self.case.state, "cancelled")
        self.assertEqual(self.case.end_reason, "The record was deleted.")
