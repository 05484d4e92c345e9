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
