from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import FlowCase, end, task
from .process_words import auto, choice, code


class TestSkip(FlowCase):
    """Going on behind a step that failed, by a way that a person chooses."""

    def setUp(self):
        super().setUp()
        flow = self.flow(
            look=choice(
                ([("expected_revenue", ">", 1000)], "big"),
                ([("expected_revenue", ">", 500)], "small"),
            ),
            big=task(self.worker, then="goal"),
            small=task(self.mate, then="goal"),
            goal=end("goal"),
        )
        self.case = self.start(flow)
        self.incident = self.case.incident_ids.with_user(self.owner)
        self.assertTrue(self.incident)

    def _dialog(self, user=None):
        action = self.incident.with_user(user or self.owner).action_skip_wizard()
        wizard = self.env[action["res_model"]].with_user(user or self.owner)
        return Form(wizard.with_context(**action["context"]))

    def test_the_ways_are_offered_by_name(self):
        form = self._dialog()
        ways = form.way_ids[:]
        self.assertEqual(
            [way.split(" → ")[1] for way in ways.mapped("display_name")],
            ["Big", "Small"],
        )
        self.assertTrue(ways[0].display_name.startswith("when Expected Revenue"))

    def test_the_case_goes_the_way_that_was_chosen(self):
        form = self._dialog()
        form.way_id = form.way_ids[:][1]
        form.save().action_apply()
        self.assertEqual(self.here(self.case), ["small"])
        self.assertFalse(self.case.incident_ids)
        row = self.case.log_ids.filtered(lambda r: r.kind == "skipped")
        self.assertEqual(row.user_id, self.owner)
        self.assertIn("“Look” was skipped. It goes on: when Expected", row.message)
        self.assertEqual(self.env["bpm.flow.log"].verify(self.case.ids), [])

    def test_without_a_choice_it_is_refused_and_kept(self):
        with self.refused(UserError, "Several ways go on after “Look”"):
            self.incident.action_skip()
        self.assertTrue(self.case.incident_ids)
        with self.refused(AssertionError):
            self._dialog().save()

    def test_a_way_of_another_step_is_refused(self):
        other = self.case.version_id.transition_ids.filtered(
            lambda way: way.source_id.bpmn_id == "big"
        )
        with self.refused(UserError, "does not start here"):
            self.incident.action_skip(other.id)
        self.assertTrue(self.case.incident_ids)

    def test_a_worker_chooses_nothing(self):
        with self.refused(AccessError):
            self.incident.with_user(self.worker).action_skip_wizard()

    def test_where_the_way_is_clear_nothing_is_asked(self):
        raises = code("raise UserError('No paper left')")
        for then in ("one", ["one", "two"]):
            flow = self.flow(
                "Clear",
                restart_guard="none",
                mark=auto(raises, then=then),
                one=task(self.worker, then="two"),
                two=task(self.worker, then="goal"),
                goal=end("goal"),
            )
            self.incident = self.start(flow).incident_ids
            form = self._dialog()
            self.assertFalse(form.way_ids[:])
            form.save().action_apply()
