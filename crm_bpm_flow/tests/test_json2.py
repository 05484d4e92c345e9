import json
from datetime import datetime, timedelta

from odoo.tests import HttpCase, mute_logger, new_test_user, tagged

from .process_words import build, task


@tagged("post_install", "-at_install")
class TestJson2(HttpCase):
    """The outside contract over Odoo's web API: arguments by name, records as ids."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = new_test_user(
            cls.env, "bpm_api", "sales_team.group_sale_salesman_all_leads"
        )
        cls.stranger = new_test_user(cls.env, "bpm_api_stranger", "base.group_user")
        cls.lead = cls.env["crm.lead"].create({"name": "Wanted outside"})
        cls.process = cls.env["bpm.flow"].create({"name": "Outside"})
        build(
            cls.process.draft_id, {"call": task(cls.worker, ["Reached", "No answer"])}
        )
        cls.process.draft_id.action_publish()

    def _post(self, user, model, method, **arguments):
        """Status and answer of one call with the user's own key."""
        keys = self.env["res.users.apikeys"].with_user(user)
        expires = datetime.now() + timedelta(hours=1)
        key = keys._generate("rpc", "test", expires)
        answer = self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(arguments),
            headers={
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/json",
            },
        )
        return answer.status_code, answer.json()

    def test_a_case_from_its_start_to_its_end(self):
        status, cases = self._post(
            self.worker,
            "bpm.flow",
            "start",
            ids=self.process.ids,
            res_ids=self.lead.ids,
            variables={"budget": 5},
        )
        self.assertEqual((status, len(cases)), (200, 1))
        case = self.env["bpm.flow.instance"].browse(cases)
        status, _answer = self._post(
            self.worker,
            "bpm.flow.task",
            "complete",
            ids=case.open_task_ids.ids,
            outcome="reached",
            values={"budget": 7},
        )
        self.assertEqual(status, 200)
        status, walked = self._post(
            self.worker, "bpm.flow.instance", "walked", ids=cases
        )
        self.assertEqual((status, walked), (200, {"start": 1, "call": 1, "end": 1}))
        self.assertEqual((case.state, case.variables), ("done", {"budget": 7}))
        status, broken = self._post(
            self.worker, "bpm.flow.log", "verify", instance_ids=cases
        )
        self.assertEqual((status, broken), (200, []))

    @mute_logger("odoo.http")
    def test_what_is_refused_is_said_in_words(self):
        case = self.process.start(self.lead)
        status, answer = self._post(
            self.worker, "bpm.flow.task", "complete", ids=case.open_task_ids.ids
        )
        self.assertEqual(status, 422)
        self.assertIn("Choose how “Call” ended", answer["message"])

    @mute_logger("odoo.http")
    def test_forged_rows_and_private_methods_are_refused(self):
        case = self.process.start(self.lead)
        forged = (
            ("bpm.flow.instance", "create", {"vals_list": [{"state": "done"}]}),
            (
                "bpm.flow.instance",
                "write",
                {"ids": case.ids, "vals": {"state": "done"}},
            ),
            ("bpm.flow.log", "create", {"vals_list": [{"seq": 1}]}),
            ("bpm.flow.job", "_cron_run_due", {}),
            ("bpm.flow.log", "_append", {"rows": []}),
            ("bpm.flow.runtime", "_run", {"events": []}),
            (
                "bpm.flow.task",
                "complete",
                {"ids": case.open_task_ids.ids, "outcome": "reached"},
            ),
        )
        for model, method, arguments in forged:
            status, _answer = self._post(self.stranger, model, method, **arguments)
            self.assertIn(status, (403, 404, 422), f"{model}.{method}: {status}")
        self.assertEqual((case.state, case.open_task_ids.state), ("running", "open"))
