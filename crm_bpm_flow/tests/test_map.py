from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .common import FlowCase, end, task
from .process_words import auto, code, wait


class TestMap(FlowCase):
    """A case on the map: the way it went, where it is, who has it."""

    def setUp(self):
        super().setUp()
        self.process = self.flow(
            call=task(
                self.worker,
                {"Reached": "offer", "No answer": "pause"},
                within="30 minutes",
                user_formula="'secret formula'",
            ),
            pause=wait("2 hours", then="call"),
            offer=task(self.mate, then="goal"),
            goal=end("goal"),
        )
        self.case = self.start(self.process)

    def _rows(self, case=None, user=None):
        data = (case or self.case).with_user(user or self.worker).map_data()
        return {row["element"]: row for row in data["steps"]}

    def _ways(self):
        ways = self.process.version_id.transition_ids
        names = {w.bpmn_id: (w.source_id.bpmn_id, w.target_id.bpmn_id) for w in ways}
        taken = self.case.map_data()["ways"]
        return {names[way]: count for way, count in taken.items()}

    def test_where_it_is_and_who_has_it(self):
        row = self._rows()["call"]
        self.assertEqual((row["state"], row["count"], row["name"]), ("here", 0, "Call"))
        [open_task] = row["tasks"]
        self.assertEqual(open_task["people"], ["Worker"])
        self.assertEqual(open_task["deadline"], "2026-03-02 09:30:00")
        self.assertFalse(self._rows()["offer"]["state"])

    def test_the_way_it_went(self):
        self.finish(self.case, "No answer")
        self.assertEqual(self._rows()["pause"]["until"], "2026-03-02 11:00:00")
        self.run_due(hours=2)
        row = self._rows()["call"]
        self.assertEqual((row["state"], row["count"]), ("here", 1))
        self.finish(self.case, "No answer")
        self.run_due(hours=2)
        self.finish(self.case, "Reached")
        rows = self._rows()
        self.assertEqual(rows["call"]["count"], 3)
        self.assertEqual(rows["call"]["state"], "done")
        self.assertEqual(rows["offer"]["state"], "here")
        ways = self._ways()
        self.assertEqual(ways["pause", "call"], 2)
        self.assertEqual(ways["call", "offer"], 1)
        self.assertNotIn(("offer", "goal"), ways)

    def test_every_step_that_is_over_says_when(self):
        act = code("record.write({'name': 'Changed'})")
        case = self.start(self.flow("Two", act=auto(act), call=task(self.worker)))
        rows = self._rows(case)
        self.assertEqual(rows["act"]["state"], "done")
        self.assertEqual(rows["act"]["date_done"], "2026-03-02 09:00:00")
        self.assertFalse(rows["call"]["date_done"])
        self.run_due(minutes=5)
        self.finish(case)
        self.assertEqual(self._rows(case)["call"]["date_done"], "2026-03-02 09:05:00")

    def test_late_and_failed(self):
        self.run_due(hours=1)
        self.assertEqual(self._rows()["call"]["state"], "late")
        bad = self.flow("Bad", act=auto(code("raise UserError('No price')")))
        case = self.start(bad)
        row = self._rows(case, self.owner)["act"]
        self.assertEqual((row["state"], row["error"]), ("failed", "No price"))

    def test_everybody_who_may_see_the_case_sees_no_more(self):
        self.assertNotIn("secret", self.case.with_user(self.worker).map_data()["xml"])
        outsider = new_test_user(self.env, "outsider", "base.group_user")
        with self.assertRaises(AccessError):
            self.case.with_user(outsider).map_data()

    def test_names_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.process.with_user(self.owner).action_new_draft()
        self.step(self.process, "call").with_context(lang="ru_RU").name = "Звонок"
        self.process.draft_id.with_user(self.owner).action_publish()
        case = self.start(self.process, self.leads(1))
        data = case.with_context(lang="ru_RU").map_data()
        self.assertIn("Звонок", data["xml"])

    def test_a_map_asks_the_same_of_a_longer_case(self):
        self.case.map_data()
        self.env.invalidate_all()
        with self.assertQueryCount(45):
            self.case.map_data()
        for _round in range(5):
            self.finish(self.case, "No answer")
            self.run_due(hours=2)
        self.env.invalidate_all()
        with self.assertQueryCount(45):
            self.case.map_data()


class TestWatch(FlowCase):
    """Whoever looks at a map is told when a case moves."""

    def _sent(self):
        sent = []
        bus = type(self.env["bus.bus"])
        listens = patch.object(
            bus, "_sendone", lambda self, *told: sent.append(told), create=False
        )
        return sent, listens

    def test_one_message_for_all_that_moved(self):
        flow = self.flow()
        self._end_transaction()
        sent, listens = self._sent()
        with listens:
            cases = self.start(flow, self.leads(3))
            self._end_transaction()
        moved = [told for told in sent if told[1] == "bpm_flow_moved"]
        self.assertEqual(moved, [(flow, "bpm_flow_moved", {"cases": cases.ids})])

    def _sent_by_start(self, count, kind):
        flow = self.flow()
        self._end_transaction()
        sent, listens = self._sent()
        with listens:
            self.start(flow, self.leads(count))
            self._end_transaction()
        return [told for told in sent if told[1] == kind]

    def test_many_are_not_listed(self):
        [(_flow, _type, told)] = self._sent_by_start(30, "bpm_flow_moved")
        self.assertEqual(told, {"cases": False})

    def _begun(self, sent):
        return [told for told in sent if told[1] == "bpm_flow_begun"]

    def test_a_record_with_one_case_more(self):
        flow, leads = self.flow(), self.leads(3)
        self._end_transaction()
        sent, listens = self._sent()
        with listens:
            case = self.start(flow, leads)[0]
            self._end_transaction()
            self.assertEqual(
                self._begun(sent),
                [
                    (
                        (lead, "bpm_flow"),
                        "bpm_flow_begun",
                        {"model": "crm.lead", "id": lead.id},
                    )
                    for lead in leads
                ],
            )
            sent.clear()
            self.finish(case, "Reached")
            self._end_transaction()
            self.assertFalse(self._begun(sent), "It is not new any more")

    def test_many_records_are_one_message(self):
        [(channel, _type, told)] = self._sent_by_start(30, "bpm_flow_begun")
        self.assertEqual(channel, (self.env["crm.lead"], "bpm_flow"))
        self.assertEqual(told, {"model": "crm.lead", "id": False})

    def test_a_merged_record_has_its_cases_from_now_on(self):
        first, second = self.leads(2)
        self.start(self.flow(), first)
        self._end_transaction()
        sent, listens = self._sent()
        with listens:
            (first | second).merge_opportunity()
            self._end_transaction()
        self.assertEqual(len(self._begun(sent)), 1)

    def test_who_may_listen_to_a_record(self):
        self.flow()
        lead = self.leads(1)

        def heard(user, model="crm.lead", record_id=lead.id):
            websocket = self.env["ir.websocket"].with_user(user)
            return websocket._bpm_record_channels(model, str(record_id))

        own, all_leads = (lead, "bpm_flow"), (lead.browse(), "bpm_flow")
        self.assertEqual(heard(self.worker), [own, all_leads])
        self.assertEqual(heard(self.stranger), [])
        self.assertEqual(heard(self.worker, record_id=999999999), [])
        for model in ("res.users", "ir.attachment", "no.such.model"):
            self.assertEqual(heard(self.worker, model, self.worker.id), [])

    def test_who_may_listen(self):
        flow = self.flow()
        case = self.start(flow)
        for user, found in ((self.worker, flow), (self.clerk, self.env["bpm.flow"])):
            websocket = self.env["ir.websocket"].with_user(user)
            self.assertEqual(websocket._bpm_flow_channel("case", str(case.id)), found)
        websocket = self.env["ir.websocket"].with_user(self.worker)
        self.assertFalse(websocket._bpm_flow_channel("case", "999999999"))
