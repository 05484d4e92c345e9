from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from .common import FlowCase, task

VALUES = {
    "budget": 900,
    "rate": 1.5,
    "city": "Riga",
    "urgent": True,
    "visit": "2026-03-10",
    "called": "2026-03-02 09:00:00",
    "note": None,
    "tags": ["a", "b"],
}


class TestValues(FlowCase):
    """The dialog in which a process's owner changes the values of a case."""

    def setUp(self):
        super().setUp()
        self.case = self.start(self.flow(call=task(self.worker)), **VALUES)

    def _dialog(self, user=None):
        case = self.case.with_user(user or self.owner)
        action = case.action_values_wizard()
        wizard = self.env[action["res_model"]].with_user(user or self.owner)
        return Form(wizard.with_context(**action["context"]))

    def _line(self, form, name):
        names = [line["name"] for line in form.line_ids._records]
        return form.line_ids.edit(names.index(name))

    def test_each_value_in_the_field_of_its_kind(self):
        form = self._dialog()
        kinds = {line["name"]: line["kind"] for line in form.line_ids._records}
        self.assertEqual(
            kinds,
            {
                "budget": "number",
                "rate": "number",
                "city": "text",
                "urgent": "yes",
                "visit": "date",
                "called": "moment",
                "note": "empty",
                "tags": "other",
            },
        )

    def test_what_is_not_touched_stays_as_it_is(self):
        form = self._dialog()
        form.reason = "Looked only"
        form.save().action_apply()
        self.assertEqual(self.case.variables, VALUES)

    def test_change_add_and_take_away(self):
        form = self._dialog()
        with self._line(form, "budget") as line:
            line.value_number = 1200
        with self._line(form, "urgent") as line:
            line.value_yes = False
        with self._line(form, "tags") as line:
            line.value_text = '["c"]'
        with form.line_ids.new() as line:
            line.name, line.kind, line.value_date = "until", "date", "2026-04-01"
        names = [line["name"] for line in form.line_ids._records]
        form.line_ids.remove(names.index("city"))
        form.reason = "The client called"
        form.save().action_apply()
        left = {name: value for name, value in VALUES.items() if name != "city"}
        changed = {
            "budget": 1200,
            "urgent": False,
            "tags": ["c"],
            "until": "2026-04-01",
        }
        self.assertEqual(self.case.variables, {**left, **changed})
        row = self.case.log_ids.sorted("seq")[-1]
        self.assertEqual((row.kind, row.user_id), ("variables", self.owner))
        self.assertEqual(row.data["values"], changed)
        self.assertEqual(row.data["removed"], ["city"])
        for words in ("budget = 1200", "taken away: city", "The client called"):
            self.assertIn(words, row.message)
        self.assertEqual(self.env["bpm.flow.log"].verify(self.case.ids), [])

    def test_each_name_once(self):
        form = self._dialog()
        form.reason = "x"
        with form.line_ids.new() as line:
            line.name = "city"
        with self.refused(UserError, "a name of its own"):
            form.save().action_apply()

    def test_a_list_that_is_none(self):
        form = self._dialog()
        form.reason = "x"
        with self._line(form, "tags") as line:
            line.value_text = "[oops"
        with self.refused(UserError, "tags"):
            form.save().action_apply()

    def test_a_reason_is_asked_for(self):
        with self.refused(UserError, "Say why"):
            self.case.with_user(self.owner).change_values({"a": 1}, reason=" ")

    def test_only_who_answers_for_the_process(self):
        for user in (self.worker, self.stranger):
            with self.refused(AccessError):
                self.case.with_user(user).change_values({"a": 1}, reason="x")
            with self.refused(AccessError):
                self._dialog(user)
            forged = {
                "instance_id": self.case.id,
                "reason": "x",
                "line_ids": [Command.create({"name": "a"})],
            }
            wizard = self.env["bpm.flow.values.wizard"].with_user(user)
            with self.refused(AccessError):
                wizard.create(forged).action_apply()
        self.assertEqual(self.case.variables, VALUES)
        self.case.with_user(self.admin).change_values({"a": 1}, ["tags"], "x")
        self.assertEqual(self.case.variables["a"], 1)

    def test_a_case_that_is_over_stays_as_it_ended(self):
        self.finish(self.case)
        with self.refused(UserError, "is over. Start the process again"):
            self.case.with_user(self.owner).change_values({"a": 1}, reason="x")
