from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import FlowCase, end, task


class TestItem(FlowCase):
    """Of a step that is repeated, people see what each of their tasks is for."""

    def test_it_is_said_wherever_the_task_is(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        for name in ("Edwin", "Jesse"):
            firm.child_ids.create({"name": name, "parent_id": firm.id})
        self.lead.partner_id = firm
        each = {"loop": "parallel", "loop_collection": "partner_id.child_ids"}
        case = self.start(self.flow(call=task(self.worker, **each), end=end()))
        names = sorted(firm.child_ids.mapped("display_name"))
        self.assertEqual(sorted(case.open_task_ids.mapped("item_name")), names)
        cases = self.env["bpm.flow.instance"].with_user(self.worker)
        [row] = cases.strip_data("crm.lead", self.lead.id)["cases"]
        self.assertEqual(sorted(step["item"] for step in row["steps"]), names)
        activities = self.lead.activity_ids.filtered("bpm_task_id")
        said = [f"Call: {name}" for name in names]
        self.assertEqual(sorted(activities.mapped("summary")), said)


class TestOneMore(FlowCase):
    """The case's page has a repeated step done for one more."""

    def _case(self, **each):
        self.process = self.flow(call=task(self.worker, **each), end=end())
        return self.start(self.process, names=["Ann"], years=[2024])

    def _dialog(self, case, user=None):
        case = case.with_user(user or self.owner)
        [row] = [row for row in case.open_steps if row["can_add"]]
        action = case.action_repair_wizard("add", row["token"], row["bpmn_id"])
        wizards = self.env[action["res_model"]].with_user(user or self.owner)
        form = Form(wizards.with_context(**action["context"]))
        form.reason = "Came later"
        return form

    def test_for_another_record(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        ann, ben = firm.child_ids.create(
            [{"name": name, "parent_id": firm.id} for name in ("Ann", "Ben")]
        )
        ben.active = False
        self.lead.partner_id = firm
        case = self._case(loop="parallel", loop_collection="partner_id.child_ids")
        form = self._dialog(case)
        self.assertEqual((form.item_kind, form.item_model), ("record", "res.partner"))
        form.item_id = ben.id
        form.save().action_apply()
        items = case.open_task_ids.mapped("item_name")
        self.assertEqual(sorted(items), sorted((ann + ben).mapped("display_name")))
        said = case.log_ids.filtered(lambda row: row.kind == "added").message
        words = "“Call” is done once more than planned. Reason: Came later"
        self.assertEqual(said, words)
        self.assertEqual(self.env["bpm.flow.log"].verify(case.ids), [])

    def test_not_for_a_record_that_one_may_not_see(self):
        hidden = self.env["res.partner"].create(
            {"name": "Hidden", "company_id": self.second_company.id}
        )
        self.lead.partner_id = hidden.create(
            {"name": "Firm", "child_ids": [(0, 0, {"name": "Ann"})]}
        )
        case = self._case(loop="parallel", loop_collection="partner_id.child_ids")
        form = self._dialog(case)
        form.item_id = hidden.id
        with self.assertRaises(AccessError):
            form.save().action_apply()

    def test_for_another_value(self):
        case = self._case(loop="sequential", loop_collection="names")
        form = self._dialog(case)
        self.assertEqual(form.item_kind, "value")
        form.item_text = "Ben"
        form.save().action_apply()
        for name in ("Ann", "Ben"):
            self.assertEqual(case.open_task_ids.item_name, name)
            self.finish(case)
        self.assertEqual(case.state, "done")

    def test_numbers_stay_numbers(self):
        case = self._case(loop="parallel", loop_collection="years")
        form = self._dialog(case)
        form.item_text = "soon"
        wizard = form.save()
        with self.refused(UserError, "not a number"):
            wizard.action_apply()
        wizard.item_text = "2025"
        wizard.action_apply()
        [kept] = case.loop_items.values()
        self.assertEqual(kept["values"], [2024, 2025])

    def test_where_it_is_repeated_a_number_of_times(self):
        case = self._case(loop="parallel", loop_number="2")
        form = self._dialog(case)
        self.assertEqual(form.item_kind, "number")
        form.save().action_apply()
        self.assertEqual(len(case.open_task_ids), 3)

    def test_only_at_what_is_repeated_and_only_for_who_manages(self):
        case = self.start(self.flow(call=task(self.worker), end=end()))
        self.assertFalse(case.open_steps[0]["can_add"])
        case = self._case(loop="parallel", loop_number="2")
        with self.assertRaises(AccessError):
            self._dialog(case, self.mate)
